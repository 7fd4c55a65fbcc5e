import type { Db } from '@cg/db/store'
import { periodIndex } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import { carryQuarters } from '../stored/basis.ts'
import type { ReleaseBasis } from '../stored/basis.ts'
import { unpackCells } from '../stored/cell-table.ts'
import type { CellTable } from '../stored/cell-table.ts'
import type { EarlierQuarter, ReleaseInput } from './input.ts'
import { isAddable, withMergedUnits } from './merged-cells.ts'
import type { KeptReads } from './kept-reads.ts'
import { loadBasis } from './load-basis.ts'
import type { LoadedBasis } from './load-basis.ts'
import { loadAcceptedCells } from './load-cells.ts'
import { loadAnswer, loadRevised, loadSeries, loadStoredBasis, releaseIds } from '../stored/answers.ts'

export type LoadedInput = { readonly basis: LoadedBasis; readonly cells: CellTable }

/** What can change under a preview, without the earlier releases, which cannot: enough to tell whether it did. */
export async function loadCurrent(db: Db, period: Period, at: string, reads?: KeptReads): Promise<LoadedInput> {
  const basis = await loadBasis(db, period, at, reads)
  return { basis, cells: await loadAcceptedCells(db, basis) }
}

/** What is kept of the input of the last preview. */
export type KeptInput = { readonly reads?: KeptReads; readonly releases?: KeptReleases }

/** Everything a release of the quarter is computed from, as it stands at an instant. */
export async function loadInput(
  db: Db,
  period: Period,
  at: string,
  kept: KeptInput = {},
): Promise<ReleaseInput & { loaded: LoadedBasis }> {
  const { basis: loaded, cells } = await loadCurrent(db, period, at, kept.reads)
  return { loaded, ...(await withEarlier(db, loaded.basis, cells, kept.releases)) }
}

/** Adds the earlier quarters as published in the releases that the basis names, and what units merged since had then. */
export async function withEarlier(
  db: Db,
  basis: ReleaseBasis,
  cells: CellTable,
  kept?: KeptReleases,
): Promise<ReleaseInput> {
  const releases = kept?.renew(basis) ?? new KeptReleases()
  const codes = [...basis.bases.map((base) => base.code), ...(basis.corrects === null ? [] : [basis.corrects.code])]
  const ids = await releaseIds(db, codes)
  const earlier: EarlierQuarter[] = []
  const needsForms = (basis.scheme?.body.adjustments ?? []).length > 0
  for (const { period, code, hash } of basis.bases) {
    const id = ids.get(code) ?? 0
    const read = releases.of(hash)
    const isNear = periodIndex(basis.period) - periodIndex(period) <= carryQuarters
    const isMerged = basis.successions?.some((one) => one.from > period && isAddable(one)) === true
    const cellsThen =
      isNear || isMerged ? withMergedUnits(basis, period, await read('cells', () => loadCells(db, id))) : null
    const { forms, matters } = needsForms ? await read('basis', () => loadFacts(db, id)) : { forms: [], matters: [] }
    earlier.push({
      period,
      code,
      cells: isNear ? cellsThen : null,
      restated: isMerged ? cellsThen : null,
      series: await read('series', () => loadSeries(db, id)),
      forms,
      matters,
    })
  }
  const corrected = basis.corrects === null ? null : await loadRevised(db, ids.get(basis.corrects.code) ?? 0)
  return { basis, cells, earlier, corrected }
}

const loadCells = async (db: Db, id: number): Promise<CellTable> => unpackCells(await loadAnswer(db, id, 'cells'))

async function loadFacts(db: Db, id: number): Promise<Pick<EarlierQuarter, 'forms' | 'matters'>> {
  const { forms, matters } = await loadStoredBasis(db, id)
  return { forms, matters }
}

/** As many units as a page lists; of more, earlier quarters are read again. */
const mostUnits = 200

type Reads = Map<string, unknown>
type ReadOnce = <T>(name: 'cells' | 'basis' | 'series', load: () => Promise<T>) => Promise<T>

/**
 * What the last preview read of earlier releases, by their content hash: a release once published never changes. It was
 * held against its digests as it was read.
 */
export class KeptReleases {
  #kept = new Map<string, Reads>()

  /** Keeps of what was read only what this basis builds on. */
  renew({ bases, units }: ReleaseBasis): KeptReleases {
    this.#kept = new Map(bases.flatMap(({ hash }) => this.#entry(hash)))
    return units.length <= mostUnits ? this : new KeptReleases()
  }

  #entry(hash: string): (readonly [string, Reads])[] {
    const reads = this.#kept.get(hash)
    return reads === undefined ? [] : [[hash, reads]]
  }

  of(hash: string): ReadOnce {
    const reads: Reads = this.#kept.get(hash) ?? new Map<string, unknown>()
    this.#kept.set(hash, reads)
    return async <T>(name: string, load: () => Promise<T>): Promise<T> => {
      // A cast: under a name lies what its one reader read.
      if (reads.has(name)) return reads.get(name) as T
      const value = await load()
      reads.set(name, value)
      return value
    }
  }
}
