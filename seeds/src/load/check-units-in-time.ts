import { isOtherThen } from '@cg/services/catalogue/install-city'
import type { KnownCodes } from '@cg/services/catalogue/known'
import type { Table } from './loaded.ts'
import type { LoadProblem } from './problem.ts'
import type { UnitRow } from './tables.ts'

/** A published quarter keeps its units, and what they were called and belonged to. */
export function checkUnitsInTime(table: Table<UnitRow>, known: KnownCodes, problems: LoadProblem[]): void {
  const published = [...known.published].toSorted()
  for (const { row, value } of table.rows) {
    const fail = (column: string, message: string) => void problems.push({ file: table.file, row, column, message })
    const before = known.units.get(value.code)
    const moved = published.find(
      (period) => isThere(value, period) !== (before !== undefined && isThere(before, period)),
    )
    if (moved !== undefined) {
      const was = isThere(value, moved) ? '没有' : '有'
      fail('起始季度', `${moved} 已经发布，当时${was}${value.name}，不能改动。请核对起始季度和终止季度。`)
    }
    if (before === undefined || !isOtherThen(value, { ...before, parent: before.parentCode })) continue
    const words = whenWords(value, before.name, { last: published.at(-1), former: known.formerUntil.get(value.code) })
    if (words !== null) fail('变更季度', words)
  }
}

type Span = { readonly validFrom: string; readonly validTo: string | null }

function isThere({ validFrom, validTo }: Span, period: string): boolean {
  return validFrom <= period && (validTo === null || period <= validTo)
}

type Fixed = { readonly last: string | undefined; readonly former: string | undefined }

/** Why a unit cannot become another from that quarter on; null when it can. */
function whenWords({ changesFrom, validFrom }: UnitRow, name: string, { last, former }: Fixed): string | null {
  const advice = `请在“变更季度”写明从哪个季度起（如 2026Q3），以前各季仍用原来的${name}`
  if (changesFrom === null) {
    return last === undefined ? null : `${name}有变更，而 ${last} 及以前已经发布，不能跟着改。${advice}。`
  }
  if (last !== undefined && changesFrom <= last) {
    return `${last} 已经发布，${name}的变更须从以后的季度起，这里写的是 ${changesFrom}，请核对。`
  }
  if (former !== undefined && changesFrom <= former) {
    return `${name}到 ${former} 为止的样子已有记载，这次变更须从以后的季度起，请核对。`
  }
  return changesFrom <= validFrom ? `变更季度 ${changesFrom} 不晚于起始季度 ${validFrom}，请核对。` : null
}
