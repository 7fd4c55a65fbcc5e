import type { Db } from '@cg/db/store'
import { periodIndex } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import { carryQuarters } from '../stored/basis.ts'
import type { ReleaseBasis } from '../stored/basis.ts'
import { unpackCells } from '../stored/cell-table.ts'
import type { CellTable } from '../stored/cell-table.ts'
import type { EarlierQuarter, ReleaseInput } from './input.ts'
import { isAddable, withMergedUnits } from './merged-cells.ts'
import { loadBasis } from './load-basis.ts'
import type { LoadedBasis } from './load-basis.ts'
import { loadAcceptedCells } from './load-cells.ts'
import { loadAnswer, loadRevised, loadSeries, loadStoredBasis, releaseIds } from '../stored/answers.ts'

export type LoadedInput = { readonly basis: LoadedBasis; readonly cells: CellTable }

/** What can change under a preview, without the earlier releases, which cannot: enough to tell whether it did. */
export async function loadCurrent(db: Db, period: Period, at: string): Promise<LoadedInput> {
  const basis = await loadBasis(db, period, at)
  return { basis, cells: await loadAcceptedCells(db, basis) }
}

/** Everything a release of the quarter is computed from, as it stands at an instant. */
export async function loadInput(db: Db, period: Period, at: string): Promise<ReleaseInput & { loaded: LoadedBasis }> {
  const { basis: loaded, cells } = await loadCurrent(db, period, at)
  return { loaded, ...(await withEarlier(db, loaded.basis, cells)) }
}

/** Adds the earlier quarters as published in the releases that the basis names, and what units merged since had then. */
export async function withEarlier(db: Db, basis: ReleaseBasis, cells: CellTable): Promise<ReleaseInput> {
  const codes = [...basis.bases.map((base) => base.code), ...(basis.corrects === null ? [] : [basis.corrects.code])]
  const ids = await releaseIds(db, codes)
  const earlier: EarlierQuarter[] = []
  const needsForms = (basis.scheme?.body.adjustments ?? []).length > 0
  for (const { period, code } of basis.bases) {
    const id = ids.get(code) ?? 0
    const isNear = periodIndex(basis.period) - periodIndex(period) <= carryQuarters
    const isMerged = basis.successions?.some((one) => one.from > period && isAddable(one)) === true
    const cellsThen =
      isNear || isMerged ? withMergedUnits(basis, period, unpackCells(await loadAnswer(db, id, 'cells'))) : null
    const { forms, matters } = needsForms ? await loadStoredBasis(db, id) : { forms: [], matters: [] }
    earlier.push({
      period,
      code,
      cells: isNear ? cellsThen : null,
      restated: isMerged ? cellsThen : null,
      series: await loadSeries(db, id),
      forms,
      matters,
    })
  }
  const corrected = basis.corrects === null ? null : await loadRevised(db, ids.get(basis.corrects.code) ?? 0)
  return { basis, cells, earlier, corrected }
}
