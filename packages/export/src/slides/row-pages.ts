import type { Bracket } from '@cg/charts/model'
import { evenParts } from './layout.ts'

/** Rows of a slide with letters of 14 points, which are read from the back of a room (ux 4). */
const rowsOnASlide = 13

type Rows = { readonly rows: readonly unknown[]; readonly brackets?: readonly Bracket[] }

/** Bodies with the rows of each slide; a bracket that reaches over the edge goes on behind it. */
export function rowPages<B extends Rows>(body: B): readonly B[] {
  let from = 0
  return evenParts(body.rows, rowsOnASlide).map((rows) => {
    const page = {
      ...body,
      rows,
      ...(body.brackets === undefined ? {} : { brackets: within(body.brackets, from, rows.length) }),
    }
    from += rows.length
    return page
  })
}

function within(brackets: readonly Bracket[], from: number, count: number): Bracket[] {
  return brackets
    .map(({ first, last }) => ({ first: Math.max(0, first - from), last: Math.min(count - 1, last - from) }))
    .filter(({ first, last }) => last > first)
}
