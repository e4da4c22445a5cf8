/** Where a database is and as whom to go in: what a `pg` client or pool takes. `host` is a folder (of a Unix socket) or a name. */
export interface Connection {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly database: string
  readonly password?: string
}
