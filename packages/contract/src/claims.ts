import type { Claim } from '@cg/domain/claim/claim'
import type { TUnsafe } from 'typebox'
import { Type } from './type.ts'

/*
 * What an answer says, frozen beside its figures so that a later quarter can ask whether it still holds. The forms of
 * claims are domain types (domain/claim); a reader that does not know a kind leaves it out.
 */

/** A cast: the bytes were written from claims, whose makers are the only way to one. */
export const ClaimSchema = Type.Unknown() as unknown as TUnsafe<Claim>

export const Claims = Type.Array(ClaimSchema)

export type { Claim }

/** The first claim of a kind that also fits; null when the answer makes none. */
export function findClaim<K extends Claim['kind']>(
  claims: readonly Claim[],
  kind: K,
  fits: (claim: Extract<Claim, { kind: K }>) => boolean = () => true,
): Extract<Claim, { kind: K }> | null {
  const isKind = (claim: Claim): claim is Extract<Claim, { kind: K }> => claim.kind === kind
  return claims.filter(isKind).find(fits) ?? null
}
