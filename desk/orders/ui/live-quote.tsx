import { Card, Stack, Text, Title } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ProblemError, request } from '../../../ui/api/request.ts'
import type { AnswerOf, BodyOf } from '../../../ui/api/types.ts'
import { Instant } from '../../../ui/instant.tsx'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import { QuoteSteps } from './quote-steps.tsx'
import type { OrderRoutes } from './routes.ts'

/** After the last key, so long until the price is asked for. */
const pauseMs = 500

interface LiveQuoteProps {
  readonly matterId: string | null
  /** What the order would be; null while something needed is missing. */
  readonly order: BodyOf<OrderRoutes['quote']> | null
}

/** What the order would cost and when it would be due, beside the form, as it is filled in. */
export function LiveQuote({ matterId, order }: LiveQuoteProps) {
  const [asked] = useDebouncedValue(order, pauseMs)
  const quote = useQuery<AnswerOf<OrderRoutes['quote']>, ProblemError>({
    queryKey: ['quote', matterId, asked],
    // A question, though it is posted: nothing changes by it.
    queryFn: async ({ signal }) =>
      (await request('post', '/api/matters/{matterId}/quotes', { params: { matterId }, body: asked, signal })) as AnswerOf<
        OrderRoutes['quote']
      >,
    enabled: matterId !== null && asked !== null,
    placeholderData: keepPreviousData,
    retry: false,
  })
  const ready = matterId !== null && order !== null
  return (
    <Card component="aside" aria-label="Price" style={{ position: 'sticky', top: 64 }}>
      <Stack gap="sm" aria-live="polite">
        <Title order={2} size="h5">
          Price
        </Title>
        {!ready && (
          <Text size="sm" c="dimmed">
            Choose a matter and a service and answer what is marked: the price appears here before you place anything.
          </Text>
        )}
        {ready && quote.error && <ProblemNote problem={quote.error.problem} />}
        {ready && !quote.error && quote.data && (
          <>
            <QuoteSteps quote={quote.data} />
            <Text size="sm">
              Placed now, due <Instant at={quote.data.dueAt} />.
            </Text>
          </>
        )}
        {ready && quote.isFetching && (
          <Text size="xs" c="dimmed">
            Working it out
          </Text>
        )}
      </Stack>
    </Card>
  )
}
