import { Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { type FormEvent, useState } from 'react'
import { expenseCodes } from '../../../kits/loadfiles/index.ts'
import { formatMoney, parseMoney } from '../../../kits/money/index.ts'
import { useCommand } from '../../../ui/api/command.ts'
import { useDraft } from '../../../ui/draft.ts'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import { type BillingRoutes, type InvoiceDetail, type InvoiceLineItem, invoicePath, paramsOf } from './routes.ts'

/** Changes the amount of a line by hand; the reason stands in its arithmetic. */
export function Adjust({ invoice, line }: { invoice: InvoiceDetail; line: InvoiceLineItem }) {
  const [opened, { open, close }] = useDisclosure(false)
  const [wrong, setWrong] = useState<string | null>(null)
  const draft = useDraft(`adjust:${line.id}`, { amount: '', reason: '' })
  const adjust = useCommand<BillingRoutes['adjust']>('post', `${invoicePath}/lines/{lineId}/adjust`, { done: 'Changed.', inForm: true })
  const { currency } = invoice
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const by = parseMoney(draft.values.amount, currency)
    setWrong(by ? null : `Write an amount in ${currency}, such as -12.50.`)
    if (!by) return
    const body = { byMinor: by.minor, reason: draft.values.reason }
    if ((await adjust.run({ params: { ...paramsOf(invoice), lineId: line.id }, body })) === undefined) return
    draft.clear()
    close()
  }
  return (
    <>
      <Button variant="subtle" size="compact-xs" onClick={open} aria-label={`Adjust: ${line.description}`}>
        Adjust
      </Button>
      <Modal opened={opened} onClose={close} title="Adjust this line" centered>
        <form onSubmit={submit} noValidate>
          <Stack gap="sm">
            <TextInput
              label={`Add to ${formatMoney({ minor: line.amountMinor, currency })}`}
              description="Negative for a discount."
              required
              data-autofocus
              inputMode="decimal"
              {...draft.text('amount')}
              error={wrong ?? adjust.errors.byMinor}
            />
            <TextInput label="Why" required {...draft.text('reason')} error={adjust.errors.reason} />
            <ProblemNote problem={adjust.problem} />
            <Buttons label="Adjust" pending={adjust.pending} onBack={close} />
          </Stack>
        </form>
      </Modal>
    </>
  )
}

const codes = Object.entries(expenseCodes).map(([value, title]) => ({ value, label: `${value} ${title}` }))

/** Adds an expense that is passed on at cost. */
export function AddExpense({ invoice }: { invoice: InvoiceDetail }) {
  const [opened, { open, close }] = useDisclosure(false)
  const draft = useDraft(`expense:${invoice.id}`, {
    date: invoice.periodEnd ?? '',
    description: '',
    units: '1',
    rate: '',
    expenseCode: 'E124' as string | null,
  })
  const add = useCommand<BillingRoutes['addExpense']>('post', `${invoicePath}/expenses`, { done: 'Added.', inForm: true })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const { expenseCode, ...values } = draft.values
    if ((await add.run({ params: paramsOf(invoice), body: { ...values, expenseCode: expenseCode ?? '' } })) === undefined) return
    draft.clear()
    close()
  }
  return (
    <>
      <Button variant="default" size="xs" onClick={open} style={{ alignSelf: 'flex-start' }} className="no-print">
        Add an expense
      </Button>
      <Modal opened={opened} onClose={close} title="Add an expense" centered>
        <form onSubmit={submit} noValidate>
          <Stack gap="sm">
            <TextInput label="What for" required data-autofocus {...draft.text('description')} error={add.errors.description} />
            <Select label="Kind" data={codes} searchable {...draft.field('expenseCode')} error={add.errors.expenseCode} />
            <TextInput label="Day" type="date" required {...draft.text('date')} error={add.errors.date} />
            <Group grow align="flex-start">
              <TextInput label="Units" required inputMode="decimal" {...draft.text('units')} error={add.errors.units} />
              <TextInput
                label={`Each, in ${invoice.currency}`}
                required
                inputMode="decimal"
                {...draft.text('rate')}
                error={add.errors.rate}
              />
            </Group>
            <ProblemNote problem={add.problem} />
            <Buttons label="Add" pending={add.pending} onBack={close} />
          </Stack>
        </form>
      </Modal>
    </>
  )
}

const Buttons = ({ label, pending, onBack }: { label: string; pending: boolean; onBack: () => void }) => (
  <Group justify="flex-end" gap="xs">
    <Button variant="default" onClick={onBack}>
      Back
    </Button>
    <Button type="submit" loading={pending}>
      {label}
    </Button>
  </Group>
)
