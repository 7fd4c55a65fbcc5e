import { embeddedSheet } from '@cg/contract/stamp'
import type { TextChanges } from '@cg/contract/stamp'

/** Texts that are listed of each side, and how much of each. */
const [mostListed, longestListed] = [30, 200]

/**
 * What one file says and the other does not; null: the same. An office program may set parts in another order, so the order
 * of texts decides nothing, how often each stands does.
 */
export function compareTexts(original: readonly string[], found: readonly string[]): TextChanges | null {
  // A program may leave the sheets behind charts out, and files of before they were read have none on record.
  const haveSheets = [original, found].every((texts) => texts.some(isOfSheet))
  const [before, now] = haveSheets ? [original, found] : [withoutSheets(original), withoutSheets(found)]
  const missing = beyond(before, now)
  const added = beyond(now, before)
  if (missing.length === 0 && added.length === 0) return null
  return { missing: listed(missing), added: listed(added), total: missing.length + added.length }
}

function isOfSheet(text: string): boolean {
  return text.startsWith(embeddedSheet)
}

/** What a file says beside the sheets behind its charts. */
export function withoutSheets(texts: readonly string[]): string[] {
  return texts.filter((text) => !isOfSheet(text))
}

/** Those of `texts` that `others` lacks, in their order. */
function beyond(texts: readonly string[], others: readonly string[]): string[] {
  const left = new Map<string, number>()
  for (const text of others) left.set(text, (left.get(text) ?? 0) + 1)
  return texts.filter((text) => {
    const count = left.get(text) ?? 0
    if (count > 0) left.set(text, count - 1)
    return count === 0
  })
}

function listed(texts: readonly string[]): string[] {
  return texts
    .slice(0, mostListed)
    .map((text) => (text.length <= longestListed ? text : `${text.slice(0, longestListed)}…`))
}
