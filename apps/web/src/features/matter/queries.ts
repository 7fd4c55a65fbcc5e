import { decideMatter, enterMatter, listMatters, resendMatter } from '@cg/contract/matter'
import type { Matter, MatterAction, MatterEntry } from '@cg/contract/matter'
import { queryOptions } from '@tanstack/react-query'
import { call } from '../../lib/api.ts'

export const mattersQuery = queryOptions({
  queryKey: ['matter'],
  queryFn: ({ signal }) => call(listMatters, {}, { signal }),
  staleTime: 0,
})

/** A new one, or a returned one again. */
export function send(entry: MatterEntry, again: Matter | null) {
  if (again === null) return call(enterMatter, { body: entry })
  return call(resendMatter, { params: { id: again.id }, body: entry }, { ifMatch: again.version })
}

export const decide = ({ id, version }: Matter, action: MatterAction, note: string) =>
  call(decideMatter, { params: { id }, body: { action, note } }, { ifMatch: version })
