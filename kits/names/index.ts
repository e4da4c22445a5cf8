export { compareNames, type Likeness, type Tier } from './compare.ts'
export { type Name, type NameKind, normalName } from './normal.ts'
export { buildNameIndex, type NameEntry, type NameHit, type NameIndex } from './search.ts'
export { editDistance, jaro, jaroWinkler } from './similarity.ts'
