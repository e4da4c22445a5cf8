import { Skeleton, Stack, VisuallyHidden } from '@mantine/core'
import type { ProblemError } from './api/request.ts'
import { ProblemNote } from './problem-note.tsx'

/** A page's place while its data comes, or why it does not come. @example if (!order.data) return <Loading of={order} /> */
export function Loading({ of }: { of: { readonly error: ProblemError | null; refetch(): unknown } }) {
  if (of.error) {
    const { problem, message } = of.error
    return (
      <ProblemNote
        problem={problem ?? { title: 'This page cannot be shown', status: 0, detail: message }}
        retry={() => void of.refetch()}
      />
    )
  }
  return (
    <Stack gap="sm" aria-busy="true">
      <VisuallyHidden role="status">Loading</VisuallyHidden>
      <Skeleton height={28} width="40%" />
      <Skeleton height={16} width="70%" />
      <Skeleton height={160} />
    </Stack>
  )
}
