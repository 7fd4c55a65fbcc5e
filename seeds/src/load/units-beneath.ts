import type { SuccessionInput } from '@cg/contract/unit-succession'
import type { Period } from '@cg/domain/period'
import type { KnownCodes, KnownUnit } from '@cg/services/catalogue/known'

/** A merge or split as the page asks for it. */
export type Asked = Omit<SuccessionInput, 'seen'>

/** Units beneath the ended ones that are there in the quarter or later. */
export function childrenOf(codes: readonly string[], from: Period, { units }: KnownCodes): KnownUnit[] {
  return [...units.values()]
    .filter(({ code, parentCode, validTo }) => {
      const isBeneath = parentCode !== null && codes.includes(parentCode) && !codes.includes(code)
      return isBeneath && (validTo === null || validTo >= from)
    })
    .toSorted((a, b) => a.protocolOrder - b.protocolOrder || (a.code < b.code ? -1 : 1))
}
