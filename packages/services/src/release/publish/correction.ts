import type { CorrectedFigure, CorrectionFacts } from '@cg/contract/correction'
import { differsIn } from '@cg/contract/claims/difference'
import type { DifferenceFigure, ReleaseDifference } from '@cg/contract/difference'
import type { Db } from '@cg/db/store'
import type { Context } from '../../context.ts'
import { ServiceError } from '../../errors.ts'
import { loadStoredBasis } from '../stored/answers.ts'
import type { ReleaseBasis } from '../stored/basis.ts'
import { loadReadable } from '../stored/readable.ts'
import { loadRelease } from '../stored/release-row.ts'
import { otherShapeReason } from '../stored/shape.ts'
import { indicatorItems } from '../words.ts'
import { compareReleases } from './difference.ts'
import { reopenedCells } from './reopened-cells.ts'
import type { Reopening } from './reopened-cells.ts'

/** What a release, or a preview, corrects in the one that it follows; null where it is the first of its quarter. */
export async function readCorrection(ctx: Context, code: string): Promise<CorrectionFacts | null> {
  return ctx.store.read(async (db) => {
    const own = await loadReadable(db, ctx, code)
    const basis = await loadStoredBasis(db, own.id)
    if (basis.corrects === null) return null
    const from = basis.corrects.code
    const difference = await compared(db, from, own.id)
    if (difference === null) return { from, figures: null, moved: 0 }
    const reopened = await reopenedCells(db, difference.from, difference.to)
    const figures = difference.figures.filter(printsOtherwise)
    return {
      from,
      figures: figures.map((figure) => withCause(figure, { basis, reopened, cells: difference.cells })),
      moved: difference.figures.length - figures.length,
    }
  })
}

async function compared(db: Db, from: string, id: number): Promise<ReleaseDifference | null> {
  try {
    return await compareReleases(db, (await loadRelease(db, from)).id, id)
  } catch (error) {
    if (!(error instanceof ServiceError) || error.detail.reason !== otherShapeReason) throw error
    return null
  }
}

function printsOtherwise(figure: DifferenceFigure): boolean {
  return differsIn(figure, 'value') || differsIn(figure, 'state')
}

type Causes = {
  readonly basis: ReleaseBasis
  readonly reopened: ReadonlyMap<string, Reopening>
  readonly cells: ReleaseDifference['cells']
}

function withCause(figure: DifferenceFigure, { basis, reopened, cells }: Causes): CorrectedFigure {
  const indicator = basis.indicators.find(({ code }) => code === figure.indicator)
  const items = new Set(indicator === undefined ? [] : indicatorItems(basis, indicator))
  const isUnder = (unit: string): boolean =>
    figure.unit === null ||
    unit === figure.unit ||
    basis.units.some(({ code, parent }) => code === unit && parent === figure.unit)
  const own = cells.flatMap(({ item, unit, breakdown }) =>
    items.has(item) && isUnder(unit) ? (reopened.get(`${item}|${unit}|${breakdown}`) ?? []) : [],
  )
  const nameOf = (reporter: string): string =>
    basis.forms.find((form) => form.reporter === reporter)?.reporterName ?? reporter
  return {
    ...figure,
    reasons: [...new Set(own.map(({ why }) => why))],
    reporters: [...new Set(own.map(({ reporter }) => nameOf(reporter)))],
  }
}
