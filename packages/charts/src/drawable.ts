import type { ChartBody } from './model.ts'

type Bodies = { readonly [F in ChartBody['form']]: Extract<ChartBody, { readonly form: F }> }

/** The figures of its own that a body draws; targets, bases and names alone are none. */
const figures: { readonly [F in ChartBody['form']]: (body: Bodies[F]) => readonly (number | null)[] } = {
  bars: (body) => body.rows.map((row) => row.figure.value),
  dumbbell: (body) => body.rows.flatMap((row) => [row.start.value, row.end.value]),
  bump: (body) => body.series.flatMap((line) => line.ranks),
  interval: (body) => body.rows.map((row) => row.place),
  lines: (body) =>
    body.series.filter((line) => line.role === 'value').flatMap((line) => line.figures.map((figure) => figure.value)),
  funnel: (body) => body.points.map((point) => point.figure.value),
  panes: (body) => body.panes.flatMap((pane) => pane.figures.map((figure) => figure.value)),
  // The first row with a figure tells as much as all of them, which are made as they are asked for.
  grid: ({ rows }) =>
    rows.find(({ cells }) => cells.some(({ value }) => value !== null))?.cells.map(({ value }) => value) ?? [],
  spine: (body) => body.rows.flatMap((row) => [row.figure.value, ...row.ticks.map((tick) => tick.at)]),
  steps: (body) => body.rows.map((row) => row.figure.value),
  goals: (body) => body.rows.map((row) => row.figure.value),
  tiles: (body) => body.tiles.map((tile) => tile.figure.value),
  map: (body) => [...body.areas, ...body.beside].map((unit) => unit.figure.value),
  plane: (body) => body.dots.map(({ x }) => x),
  bullet: (body) => body.cards.map((card) => card.figure.value),
}

/** False for a chart that would be an empty frame. The entry of a body's own form, which TypeScript cannot follow through a union. */
export function isDrawable(body: ChartBody): boolean {
  const own = figures[body.form] as (body: ChartBody) => readonly (number | null)[]
  return own(body).some((value) => value !== null)
}
