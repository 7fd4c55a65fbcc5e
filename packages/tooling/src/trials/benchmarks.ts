import { statSync } from 'node:fs'
import { databasePath } from '@cg/db/open'
import { findOrInstallChromium, chromiumAdvice } from '../chromium.ts'
import { enginePart } from '../bench/engine.ts'
import { entryPart } from '../bench/entry.ts'
import { httpPart } from '../bench/http.ts'
import { pagePart } from '../bench/page.ts'
import type { Dataset } from '../bench/dataset.ts'
import { closeDatasets, publishedDataset } from '../bench/published.ts'
import { releasePart } from '../bench/release.ts'
import { startPart } from '../bench/start-up.ts'
import { sizes } from '../bench/table.ts'
import type { Cell, Part, Table } from '../bench/table.ts'
import { webPart } from '../bench/web.ts'
import { NotMeasured } from './types.ts'
import type { Measured, Trial } from './types.ts'

// Promises whose figures the benchmark measures: the trial runs a part of it and holds its rows against their aims.

/** A figure of a table with what is asked of it. */
export type Aimed = { readonly name: string; readonly value: number; readonly aim: string }

type Read = (table: Table) => Aimed[]

const numberOf = (cell: Cell | undefined): number => {
  if (typeof cell === 'number') return cell
  // "0.30 (0.28)": by the clock, and of processor; the second depends less on what else the machine does.
  const text = typeof cell === 'string' ? (/\(([\d.]+)\)/.exec(cell)?.[1] ?? cell) : ''
  return text === '' ? Number.NaN : Number(text)
}

/** The rows that have an aim of their own. */
const byRow =
  (figure: number, aim: number, name = 0): Read =>
  ({ rows }) =>
    rows.flatMap((row) => {
      const asked = row[aim]
      return typeof asked === 'string' && /[≤≥<>]/.test(asked)
        ? [{ name: String(row[name]), value: numberOf(row[figure]), aim: asked }]
        : []
    })

/** A column whose aim is one for all rows; rows without a figure are none. */
const byColumn =
  (figure: number, aim: string, name = 0): Read =>
  ({ rows, columns }) =>
    rows.flatMap((row) => {
      const value = numberOf(row[figure])
      return Number.isNaN(value) ? [] : [{ name: `${String(row[name])}, ${columns[figure] ?? ''}`, value, aim }]
    })

/** Whether a figure keeps an aim such as "≤ 130", "< 100 ms", "ratio ≤ 1.2" or "< 2,000 ms, < 1 GiB" (its first). */
export function keeps({ value, aim }: Aimed): boolean {
  const [, sign, digits] = /([≤≥<>])\s*([\d,.]+\d|\d)/.exec(aim) ?? []
  const limit = Number(digits?.replaceAll(',', ''))
  if (sign === undefined || Number.isNaN(limit)) throw new Error(`${aim} is no aim`)
  if (sign === '≤') return value <= limit
  if (sign === '≥') return value >= limit
  return sign === '<' ? value < limit : value > limit
}

/** All figures of a part in one cell: how many keep their aims, and in the remarks what each was. */
export function judgeFigures(figures: readonly Aimed[]): Measured {
  const told = ({ name, value, aim }: Aimed): string => `${name}: ${shorten(value)} (${aim})`
  const missed = figures.filter((one) => !keeps(one))
  const [only] = figures
  return {
    figure:
      figures.length === 1 && only !== undefined
        ? shorten(only.value)
        : `${figures.length - missed.length} of ${figures.length} within their aims`,
    met: figures.length > 0 && missed.length === 0,
    detail: figures.map((one) => `${told(one)}${keeps(one) ? '' : ' NOT MET'}`).join('; '),
  }
}

const shorten = (value: number): string => value.toFixed(Math.abs(value) < 10 ? 2 : 0)

type Told = Pick<Trial, 'id' | 'promise' | 'aim'> & {
  readonly section?: Trial['section']
  readonly part: Part
  readonly read: Read
  readonly size?: string
  readonly quarters?: number
  readonly needsBrowser?: boolean
  readonly minutes?: number
  /** What is read of the data set itself. */
  readonly ofDataset?: (dataset: Dataset) => Aimed[]
}

function benchmark({
  part,
  read,
  size = 'city',
  quarters = 16,
  needsBrowser = false,
  ofDataset,
  ...told
}: Told): Trial {
  return {
    section: 'Speed',
    minutes: 30,
    ...told,
    on: ['sqlite'],
    async run({ isQuick }) {
      if (needsBrowser) {
        const chromium = findOrInstallChromium()
        if (chromium === undefined) throw new NotMeasured(chromiumAdvice)
        process.env['CHROMIUM_PATH'] = chromium
      }
      const asked = sizes.filter(({ name }) => name === size)
      try {
        const settings = {
          sizes: asked,
          seconds: isQuick ? 1 : 2,
          quarters: isQuick ? Math.min(4, quarters) : quarters,
        }
        const found = (await part.run(settings)).flatMap(read)
        const datasets = ofDataset === undefined ? [] : asked.map((one) => publishedDataset(one, settings.quarters))
        return judgeFigures([
          ...found,
          ...(await Promise.all(datasets)).flatMap(({ dataset }) => ofDataset?.(dataset) ?? []),
        ])
      } finally {
        closeDatasets()
      }
    },
  }
}

export const startUp = benchmark({
  id: 'D6',
  section: 'Durability and faults',
  promise: 'ready soon after a start, and small while idle',
  aim: 'median ≤ 1.5 s, slowest ≤ 3 s, ≤ 150 MB',
  part: startPart,
  read: byRow(1, 2),
})

export const weight = benchmark({
  id: 'V1',
  promise: 'JavaScript of the shell and of the leader’s first screen',
  aim: '≤ 130 kB, ≤ 330 kB (gzip)',
  part: webPart,
  read: byRow(3, 4),
})

const pageRows: Read = (table) => [
  ...byRow(5, 6)({ ...table, rows: table.rows.filter((row) => !String(row[6]).startsWith('ratio')) }),
  ...byRow(4, 6)({ ...table, rows: table.rows.filter((row) => String(row[6]).startsWith('ratio')) }),
]

export const pages = benchmark({
  id: 'V2',
  promise: 'pages of a city in a browser: first paint beside the same drawn by hand, change of page and quarter, INP',
  aim: 'ratio ≤ 1.2, ≤ 100 ms, ≤ 250 ms, ≤ 50 ms (at best pace)',
  part: pagePart,
  read: pageRows,
  needsBrowser: true,
})

export const release = benchmark({
  id: 'V3',
  promise: 'a city’s release computed, previewed again and published',
  aim: 'computed ≤ 2 s, preview again ≤ 0.1 s, ≤ 1024 MB at the peak (of processor)',
  part: releasePart,
  read: (table) => [...byColumn(4, '≤ 2')(table), ...byColumn(6, '≤ 0.1')(table), ...byColumn(9, '≤ 1024')(table)],
})

export const nationRelease = benchmark({
  id: 'V3b',
  promise: 'a nation’s release of 2,850 units previewed and published',
  aim: 'preview ≤ 2 s, publish ≤ 4 s (of processor), ≤ 1024 MB at the peak, ≤ 40 MB of file for the quarter',
  part: releasePart,
  size: 'nation',
  quarters: 2,
  read: (table) => [
    ...byColumn(5, '≤ 2')(table),
    ...byColumn(7, '≤ 4')(table),
    ...byColumn(9, '≤ 1024')(table),
    ...byColumn(11, '≤ 40')(table),
  ],
})

export const answers = benchmark({
  id: 'V4',
  promise: 'a city’s published answers per second, as a ratio to a bare Fastify with the same bytes',
  aim: '≥ 0.95 of ready bytes',
  part: httpPart,
  read: (table) =>
    table.rows.flatMap((row) => [
      { name: `${String(row[0])} at ${String(row[2])} connections`, value: numberOf(row[7]), aim: '≥ 0.95' },
    ]),
})

export const years = benchmark({
  id: 'L3',
  section: 'Load',
  promise: 'four years of 130 units and all indicators, 200,000 figures: answered as fast as one quarter',
  aim: '≥ 500 answers/s and p99 ≤ 250 ms at 32 connections, file ≤ 300 MB',
  part: httpPart,
  size: 'province',
  read: (table) =>
    table.rows
      .filter((row) => row[2] === 32)
      .flatMap((row) => [
        { name: `${String(row[0])}, answers/s`, value: numberOf(row[5]), aim: '≥ 500' },
        { name: `${String(row[0])}, p99 ms`, value: numberOf(row[4]), aim: '≤ 250' },
      ]),
  ofDataset: ({ folder }) => [{ name: 'file, MB', value: statSync(databasePath(folder)).size / 1e6, aim: '≤ 300' }],
})

export const form = benchmark({
  id: 'V5',
  promise: 'a form of 60 cells written with rights, rules, versions, revisions and audit, against better-sqlite3 alone',
  aim: '≥ 0.8 of the bare write (by the clock)',
  part: entryPart,
  read: byColumn(5, '≥ 0.8'),
})

export const engine = benchmark({
  id: 'V6',
  promise: 'all figures of a city’s release, and its preview after one form changed',
  aim: '< 100 ms each (of processor)',
  part: enginePart,
  read: byRow(4, 7, 2),
})
