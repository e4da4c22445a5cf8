/** The actor of background work, as `platform/ids.ts` names it: that file is for the server alone. */
export const houseId = '00000000-0000-7000-8000-000000000001'

/** What it is called on screens. */
export const houseName = 'Secondchair'
