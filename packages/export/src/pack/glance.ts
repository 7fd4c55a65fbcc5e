import { changed } from '@cg/charts/late'
import type { ChartModel, GridBody } from '@cg/charts/model'
import { pagesOf } from '../slides/model-pages.ts'

/** Matrices of units and indicators; one over the quarters is not cut within time. */
const ofUnits: ReadonlySet<ChartModel['kind']> = new Set(['tartan', 'target-lights'] as const)
/** Slides that one matrix may take; more of them nobody looks at. */
const mostSlides = 3
/** What is left then: the rows and the columns of the most weak cells. */
const mostRows = 12
const mostColumns = 12

/** A matrix that would take too many slides, cut to where it is weakest, saying so; whole in the workbook. */
export function atAGlance(model: ChartModel): ChartModel {
  const { body, lines } = model
  if (body.form !== 'grid' || !ofUnits.has(model.kind) || pagesOf(model).length <= mostSlides) return model
  const cut = weakest(body)
  const rows = cut.rows.length < body.rows.length ? `${body.rowTotalsWord}最多的${cut.rows.length}行` : ''
  const columns = cut.columns.length < body.columns.length ? `${body.totalsWord}最多的${cut.columns.length}列` : ''
  const said = [rows, columns].filter((words) => words !== '').join('、')
  return changed(model, { body: cut, lines: { ...lines, subtitle: `${lines.subtitle}（只列${said}，全表见 XLSX）` } })
}

function weakest(body: GridBody): GridBody {
  const weakIn = body.rows.map(({ cells }) => cells.filter(({ isWeak }) => isWeak).length)
  const weakAt = body.columns.map((_, at) => body.rows.filter(({ cells }) => cells[at]?.isWeak === true).length)
  const rows = highest(weakIn, mostRows)
  const columns = highest(weakAt, mostColumns)
  const pick = <T>(list: readonly T[], places: readonly number[]): T[] => places.flatMap((at) => list.slice(at, at + 1))
  return {
    ...body,
    columns: pick(body.columns, columns),
    rows: pick(body.rows, rows).map((row) => ({ ...row, cells: pick(row.cells, columns) })),
    totals: pick(body.totals, columns),
  }
}

/** Where the highest numbers stand, in their own order; of equal ones the first. */
function highest(numbers: readonly number[], count: number): number[] {
  return numbers
    .map((value, at) => ({ value, at }))
    .toSorted((left, right) => right.value - left.value || left.at - right.at)
    .slice(0, count)
    .map(({ at }) => at)
    .toSorted((left, right) => left - right)
}
