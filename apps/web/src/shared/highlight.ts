import type { Me } from '@cg/contract/session'
import { useSearch } from '@tanstack/react-router'
import { useMe } from './session.ts'

/** The district a person answers for; null for those of the whole city or of a department. */
export function ownUnit(me: Me): string | null {
  return me.grants.find((grant) => grant.unit !== null)?.unit ?? null
}

/** The unit that is marked everywhere: the one in the link, else the reader's own. */
export function useHighlight(): string | undefined {
  const { focus } = useSearch({ strict: false })
  const own = ownUnit(useMe())
  return focus ?? own ?? undefined
}
