import { Button, Modal, Select, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconCopy } from '@tabler/icons-react'
import { useState } from 'react'
import { useGet, useList } from '../../../../ui/api/get.ts'
import type { AnswerOf } from '../../../../ui/api/types.ts'
import type { clientRoutes } from '../../api.ts'
import type { TermsDraft } from './draft.ts'

type Client = AnswerOf<typeof clientRoutes.read>

/** Fills the form with the terms of another engagement, of this client or another. */
export function CopyTerms({ client, onCopy }: { client: Client; onCopy(terms: TermsDraft): void }) {
  const [opened, { open, close }] = useDisclosure(false)
  return (
    <>
      <Button size="xs" variant="default" leftSection={<IconCopy size={14} />} onClick={open}>
        Copy from another engagement
      </Button>
      <Modal opened={opened} onClose={close} title="Copy from another engagement" centered>
        <CopyForm
          client={client}
          onCopy={(terms) => {
            onCopy(terms)
            close()
          }}
        />
      </Modal>
    </>
  )
}

function CopyForm({ client, onCopy }: { client: Client; onCopy(terms: TermsDraft): void }) {
  const clients = useList<typeof clientRoutes.list>('/api/clients', { query: { limit: 200 } })
  const [clientId, setClientId] = useState(client.id)
  const [chosen, setChosen] = useState<string | null>(null)
  const source = useGet<typeof clientRoutes.read>('/api/clients/{clientId}', { params: { clientId } })
  const engagements = source.data?.id === clientId ? source.data.engagements : []
  const terms = engagements.find(({ id }) => id === chosen)?.versions.at(-1)?.terms
  return (
    <Stack gap="sm">
      <Select
        label="Client"
        searchable
        allowDeselect={false}
        data={clients.rows.map(({ id, name }) => ({ value: id, label: name }))}
        value={clientId}
        onChange={(id) => {
          setClientId(id ?? client.id)
          setChosen(null)
        }}
      />
      <Select
        label="Engagement"
        placeholder={engagements.length === 0 ? 'This client has none' : 'Choose one'}
        disabled={engagements.length === 0}
        data={engagements.map(({ id, title, status }) => ({ value: id, label: `${title} (${status})` }))}
        value={chosen}
        onChange={setChosen}
      />
      <Text size="sm" c="dimmed">
        Its latest terms replace what stands in the form.
      </Text>
      <Button disabled={!terms} onClick={() => terms && onCopy(structuredClone(terms) as TermsDraft)}>
        Copy the terms
      </Button>
    </Stack>
  )
}
