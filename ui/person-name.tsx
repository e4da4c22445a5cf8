import type { peopleRoutes } from '../desk/people/api.ts'
import { useGet } from './api/get.ts'
import { houseId, houseName } from './house.ts'
import { useMay, useMe } from './me.ts'

type ReadPerson = ReturnType<typeof peopleRoutes>['read']

/** A name hardly ever changes: it is not read anew with every event of other kinds. */
const about = ['person']

/** Somebody by name, where the reader may know it: a page that has the name already shows that. */
export function PersonName({ id }: { id: string }) {
  const me = useMe()
  const maySee = useMay('see-people')
  const person = useGet<ReadPerson>('/api/people/{personId}', {
    params: { personId: id },
    about,
    enabled: maySee && id !== me.id && id !== houseId,
  })
  if (id === me.id) return me.name
  if (id === houseId) return houseName
  return person.data?.name ?? (person.isLoading ? '…' : me.clientId === null ? 'a colleague' : 'your provider')
}
