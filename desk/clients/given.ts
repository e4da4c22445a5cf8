type Given<Value> = { [Name in keyof Value]?: Exclude<Value[Name], undefined> }

/** Only the fields that were given: a ledger entry has no room for `undefined`. @example given({ name: 'Acme', court: undefined }) // { name: 'Acme' } */
export const given = <Value extends object>(value: Value): Given<Value> =>
  Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as Given<Value>
