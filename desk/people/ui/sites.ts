import { useMemo } from 'react'
import { useList } from '../../../ui/api/get.ts'
import type { Routes } from './words.ts'

/** The sites where people of the provider work, as far as the first of them tell. */
export function useSites(): readonly string[] {
  const { rows } = useList<Routes['list']>('/api/people', { query: { of: 'provider', limit: 200 }, about: ['person'] })
  return useMemo(() => [...new Set(rows.flatMap(({ site }) => (site === null ? [] : [site])))].sort(), [rows])
}
