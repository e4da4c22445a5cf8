import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { type FormEvent, type ReactNode, useId, useState } from 'react'
import type { Problem } from './api/request.ts'
import { ProblemNote } from './problem-note.tsx'

interface ConfirmProps {
  readonly title: string
  /** What will happen, and whether it can be taken back. */
  readonly children: ReactNode
  /** On the button that does it: a verb. */
  readonly label: string
  readonly danger?: boolean
  /** Asks for a reason, which must be given. */
  readonly reason?: string
  readonly problem?: Problem | null
  /** Does it. @returns whether it was done: then the window closes */
  onConfirm(reason: string): Promise<boolean>
  /** The button that opens it. */
  trigger(open: () => void): ReactNode
}

/**
 * Asks before something is done, with a reason where one is needed.
 *
 * @example
 * <Confirm title="Cancel this order" label="Cancel the order" danger reason="Why" problem={cancel.problem}
 *   onConfirm={async (reason) => (await cancel.run({ params, body: { reason } })) !== undefined}
 *   trigger={(open) => <Button onClick={open}>Cancel</Button>}>
 *   The client is told. This cannot be taken back.
 * </Confirm>
 */
export function Confirm({ title, children, label, danger = false, reason, problem, onConfirm, trigger }: ConfirmProps) {
  const [opened, { open, close }] = useDisclosure(false)
  const [typed, setTyped] = useState('')
  const [busy, setBusy] = useState(false)
  const form = useId()
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    const done = await onConfirm(typed.trim()).finally(() => setBusy(false))
    if (!done) return
    setTyped('')
    close()
  }
  return (
    <>
      {trigger(open)}
      <Modal opened={opened} onClose={close} title={title} centered>
        <form id={form} onSubmit={submit}>
          <Stack gap="sm">
            <Text size="sm" component="div">
              {children}
            </Text>
            {reason !== undefined && (
              <Textarea
                label={reason}
                required
                data-autofocus
                autosize
                minRows={2}
                value={typed}
                onChange={(event) => setTyped(event.currentTarget.value)}
              />
            )}
            <ProblemNote problem={problem} />
            <Group justify="flex-end" gap="xs">
              <Button variant="default" onClick={close}>
                Back
              </Button>
              <Button
                type="submit"
                {...(danger ? { color: 'red' } : {})}
                loading={busy}
                disabled={reason !== undefined && typed.trim() === ''}
              >
                {label}
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  )
}
