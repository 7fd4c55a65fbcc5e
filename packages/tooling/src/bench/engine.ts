import { databasePath } from '@cg/db/open'
import type { Period } from '@cg/domain/period'
import { loadDefinitions } from '@cg/services/catalogue/read'
import { plansOf } from '@cg/services/entry/form/plan'
import { preparePreview } from '@cg/services/release/publish/prepare'
import Database from 'better-sqlite3'
import { firstMessage, startScript } from './child.ts'
import { actor } from './dataset.ts'
import type { Dataset } from './dataset.ts'
import { waitingDataset } from './published.ts'
import type { Cell, Part, Size, Table } from './table.ts'
import { sizes } from './table.ts'

/** Milliseconds of processor time: of the first run, and the median of the later ones. */
export type Spent = { readonly first: number; readonly ms: number; readonly peakMb: number | null }

export type EngineTimes = {
  readonly indicators: number
  /** Of the scheme. */
  readonly items: number
  readonly plain: number
  readonly one: Spent
  readonly all: Spent
  readonly drawn: Spent
  readonly stable: Spent
  readonly whole: Spent
}

async function measure(size: Size, quarters: number): Promise<EngineTimes> {
  const child = startScript('packages/tooling/src/bench/engine-run.ts', [String(size.units), String(quarters)])
  const times = (await firstMessage(child)) as EngineTimes
  await child.stop()
  return times
}

const previewTurns = 5

/** The cells of a department's form, the first with at least 60 of them. */
async function formCells({ services }: Dataset, period: Period): Promise<string[]> {
  const definitions = await services.store.read((db) => loadDefinitions(db, period))
  const plan = plansOf({ definitions, rules: [] }).find(
    ({ form, places }) => form.filledBy === 'department' && places.size >= 60,
  )
  if (plan === undefined) throw new Error('no form has 60 cells')
  return [...plan.places.keys()]
}

/** Changes a form's cells behind the verbs' back and prepares the preview again, through the verb. */
async function preview(size: Size, quarters: number): Promise<Spent> {
  const { dataset, last } = await waitingDataset(size, quarters)
  const db = new Database(databasePath(dataset.folder))
  const statement = db.prepare(
    `update cell set value = value + 1, version = version + 1
     where period = ? and item_code || '|' || unit_code || '|' || breakdown = ?`,
  )
  const cells = await formCells(dataset, last)
  const change = db.transaction(() => cells.reduce((sum, cell) => sum + statement.run(last, cell).changes, 0))
  const context = { ...dataset.services, actor: actor('reviewer') }
  const times: number[] = []
  try {
    for (let turn = 0; turn <= previewTurns; turn++) {
      if (change() !== cells.length) throw new Error('a cell of the form is missing')
      const start = process.cpuUsage()
      await preparePreview(context, { period: last, reason: '测速' })
      const { user, system } = process.cpuUsage(start)
      times.push((user + system) / 1000)
    }
  } finally {
    db.close()
  }
  const [first = Number.NaN, ...later] = times
  return { first, ms: later.toSorted((a, b) => a - b)[previewTurns >> 1] ?? Number.NaN, peakMb: null }
}

type Row = { readonly work: string; readonly spent: Spent; readonly aim: string | null }

async function rowsOf(size: Size, quarters: number): Promise<Cell[][]> {
  const times = await measure(size, quarters)
  const [isCity, isNation] = [size.name === sizes[0]?.name, size.name === sizes.at(-1)?.name]
  const release = isNation ? '< 2,000 ms, < 1 GiB' : null
  const rows: Row[] = [
    { work: `release of the last quarter, nothing drawn`, spent: times.one, aim: release },
    { work: `all ${quarters} quarters from their cells`, spent: times.all, aim: release },
    { work: `2,000 weight draws, ${times.items} items`, spent: times.drawn, aim: isNation ? '< 3,000 ms' : null },
    { work: 'stability of all pairs', spent: times.stable, aim: null },
    { work: 'all figures of the release (computeFigures)', spent: times.whole, aim: isCity ? '< 100 ms' : null },
  ]
  if (isCity) {
    rows.push({ work: 'preview after one form changed', spent: await preview(size, quarters), aim: '< 100 ms' })
  }
  const head = [size.name, size.units]
  return [
    [...head, `plain pass, ${times.indicators} indicators × ${quarters} quarters`, null, times.plain, 1, null, null],
    ...rows.map(({ work, spent, aim }): Cell[] => {
      return [...head, work, spent.first, spent.ms, spent.ms / times.plain, spent.peakMb, aim]
    }),
  ]
}

export const enginePart: Part = {
  name: 'engine',
  async run({ sizes: asked, quarters }): Promise<Table[]> {
    const rows: Cell[][] = []
    for (const size of asked) rows.push(...(await rowsOf(size, quarters)))
    return [
      {
        title: `The measuring engine over ${quarters} quarters`,
        columns: ['size', 'units', '', 'first run ms', 'ms', '× plain pass', 'MB at peak', 'aim'],
        rows,
        note: 'Milliseconds of processor time over all threads, the collector and the compiler included; after the first run the median of 3 (preview: of 5). The plain pass sums and divides every numerator and denominator column of all quarters once. MB are resident, Node and the input included. The preview goes through the verb: reading, computing, rendering and storing.',
      },
    ]
  },
}
