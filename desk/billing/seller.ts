import type { Seller } from './model.ts'

/** What LEDES carries of the provider's id, in characters. */
const ledesIdLengthMax = 20

/**
 * The provider as it stands on invoices, from the environment: `SECONDCHAIR_PROVIDER_NAME`, `_ADDRESS`, `_LEDES_ID` (what the clients' billing systems know it by).
 *
 * @throws Error where the LEDES id is longer than the format carries
 */
export function sellerFrom(environment: Readonly<Record<string, string | undefined>>): Seller {
  const ledesId = environment.SECONDCHAIR_PROVIDER_LEDES_ID ?? 'SECONDCHAIR'
  if (ledesId.length > ledesIdLengthMax)
    throw new Error(`SECONDCHAIR_PROVIDER_LEDES_ID has ${ledesId.length} characters, LEDES carries ${ledesIdLengthMax}. Shorten it.`)
  return {
    name: environment.SECONDCHAIR_PROVIDER_NAME ?? 'Secondchair',
    address: environment.SECONDCHAIR_PROVIDER_ADDRESS ?? '',
    ledesId,
  }
}
