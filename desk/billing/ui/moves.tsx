import { Button } from '@mantine/core'
import { useCommand } from '../../../ui/api/command.ts'
import { Confirm } from '../../../ui/confirm.tsx'
import { useMay } from '../../../ui/me.ts'
import { type BillingRoutes, type InvoiceDetail, invoicePath, paramsOf } from './routes.ts'

/** What this person may do with the invoice now. */
export function Moves({ invoice }: { invoice: InvoiceDetail }) {
  const mayDraft = useMay('draft-invoice')
  const mayApprove = useMay('approve-invoice')
  const mayIssue = useMay('issue-invoice')
  const { status, creditOf, mine } = invoice
  if (creditOf !== null) return null
  return (
    <>
      {mayDraft && (status === 'draft' || status === 'approved') && <Discard invoice={invoice} />}
      {mayApprove && status === 'draft' && !mine && <Approve invoice={invoice} />}
      {mayIssue && status === 'approved' && <Issue invoice={invoice} />}
      {mayIssue && status === 'issued' && <Credit invoice={invoice} />}
    </>
  )
}

function Approve({ invoice }: { invoice: InvoiceDetail }) {
  const approve = useCommand<BillingRoutes['approve']>('post', `${invoicePath}/approve`, { done: 'Approved.' })
  return (
    <Button loading={approve.pending} onClick={() => void approve.run({ params: paramsOf(invoice) })}>
      Approve
    </Button>
  )
}

function Issue({ invoice }: { invoice: InvoiceDetail }) {
  const issue = useCommand<BillingRoutes['issue']>('post', `${invoicePath}/issue`, { done: 'Issued.', inForm: true })
  return (
    <Confirm
      title="Issue this invoice"
      label="Issue"
      problem={issue.problem}
      onConfirm={async () => (await issue.run({ params: paramsOf(invoice) })) !== undefined}
      trigger={(open) => <Button onClick={open}>Issue</Button>}
    >
      It gets the client's next number and today's date, and the client sees it. Only a credit note takes it back.
    </Confirm>
  )
}

function Discard({ invoice }: { invoice: InvoiceDetail }) {
  const discard = useCommand<BillingRoutes['discard']>('post', `${invoicePath}/discard`, { done: 'Discarded.', inForm: true })
  return (
    <Confirm
      title="Discard this invoice"
      label="Discard"
      danger
      reason="Why"
      problem={discard.problem}
      onConfirm={async (reason) => (await discard.run({ params: paramsOf(invoice), body: { reason } })) !== undefined}
      trigger={(open) => (
        <Button variant="default" onClick={open}>
          Discard
        </Button>
      )}
    >
      Its orders can be invoiced anew.
    </Confirm>
  )
}

function Credit({ invoice }: { invoice: InvoiceDetail }) {
  const credit = useCommand<BillingRoutes['credit']>('post', `${invoicePath}/credit-notes`, { done: 'Credited.', inForm: true })
  return (
    <Confirm
      title="Credit this invoice"
      label="Issue the credit note"
      danger
      reason="Why"
      problem={credit.problem}
      onConfirm={async (reason) => (await credit.run({ params: paramsOf(invoice), body: { reason } })) !== undefined}
      trigger={(open) => (
        <Button variant="default" onClick={open}>
          Credit note
        </Button>
      )}
    >
      Every line that still counts is taken back by a credit note with a number of its own. The orders can then be invoiced anew.
    </Confirm>
  )
}
