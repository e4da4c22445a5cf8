import type { z } from 'zod'

/** The shapes of a route, read from its definition's schemas. `R` is the type of one entry of a room's routes. */
type ShapeOf<R, Key extends 'params' | 'query' | 'body' | 'answer'> = R extends { readonly [K in Key]?: infer Shape }
  ? Extract<Shape, z.ZodType>
  : never

export type ParamsOf<R> = z.input<ShapeOf<R, 'params'>>
export type QueryOf<R> = z.input<ShapeOf<R, 'query'>>
export type BodyOf<R> = z.input<ShapeOf<R, 'body'>>
export type AnswerOf<R> = z.output<ShapeOf<R, 'answer'>>

/** One row of a list's answer, be it a page of them or all at once. */
export type ItemOf<R> = AnswerOf<R> extends { items: (infer Item)[] } ? Item : AnswerOf<R> extends (infer Item)[] ? Item : never

/** Whether the schema was given at all: what was not has no keys of its own. */
type HasKeys<T> = string extends keyof T ? false : true

type Params<R> = HasKeys<ParamsOf<R>> extends true ? { readonly params: ParamsOf<R> } : { readonly params?: undefined }
type Query<R> = HasKeys<QueryOf<R>> extends true ? { readonly query?: Partial<QueryOf<R>> } : { readonly query?: undefined }
/** A route that reads its body as a stream names none. */
type Body<R> = [BodyOf<R>] extends [never] | [undefined] ? { readonly body?: undefined } : { readonly body: BodyOf<R> }

/** What a read takes. */
export type Asked<R> = Params<R> & Query<R>
/** What a command takes. */
export type CommandInput<R> = Params<R> & Body<R>
