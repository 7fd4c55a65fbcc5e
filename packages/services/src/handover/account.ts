import type { HandoverAccount, HandoverMapping, HandoverRow } from '@cg/contract/handover'

/** What became of every line of a mapping that was read, beside the one in force: each row is in one of the counts. */
export function accountOf(inForce: HandoverMapping, read: HandoverMapping): HandoverAccount {
  const left = Map.groupBy(inForce.rows, keyOf)
  const added: string[] = []
  const changed: string[] = []
  for (const row of read.rows) {
    const before = left.get(keyOf(row))?.shift()
    if (before === undefined) added.push(nameOf(row))
    else if (JSON.stringify(before) !== JSON.stringify(row)) changed.push(nameOf(row))
  }
  return {
    lines: read.rows.length,
    added,
    changed,
    same: read.rows.length - added.length - changed.length,
    removed: [...left.values()].flat().map(nameOf),
    regions: read.regions.length,
    states: read.states.length,
  }
}

/** A row of the province's is the same one while its code and group are. */
const keyOf = ({ code, breakdown }: HandoverRow): string => `${code.trim()}|${breakdown}`
const nameOf = ({ code, name }: HandoverRow): string => [code.trim(), name.trim()].filter((one) => one !== '').join(' ')
