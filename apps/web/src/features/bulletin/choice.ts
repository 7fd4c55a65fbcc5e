import { bulletinLimit, bulletinLines, namings } from '@cg/contract/bulletin-choices'
import type { BulletinLine, Naming } from '@cg/contract/bulletin-choices'
import { readPreference, writePreference } from '../../lib/storage.ts'

export type BulletinChoice = {
  readonly naming: Naming
  readonly line: BulletinLine
  readonly isBold: boolean
  readonly hasComments: boolean
  readonly limit: number
}

/** Choices of length; the first is what the rule of 2024 asks of a paper about one task. */
export const limits = [bulletinLimit, 3000, 5000] as const

/** The last choices on this browser. */
export function readChoice(): BulletinChoice {
  const [naming, line, bold, comments, limit] = (readPreference('bulletin') ?? '').split(' ')
  return {
    naming: namings.find((known) => known === naming) ?? 'certain',
    line: bulletinLines.find((known) => String(known) === line) ?? 28.9,
    isBold: bold === 'bold',
    hasComments: comments === 'comments',
    limit: limits.find((known) => String(known) === limit) ?? bulletinLimit,
  }
}

/** Keeps them for the next visit. */
export function saveChoice({ naming, line, isBold, hasComments, limit }: BulletinChoice): void {
  const words = [naming, line, isBold ? 'bold' : 'regular', hasComments ? 'comments' : 'plain', limit]
  writePreference('bulletin', words.join(' '))
}
