import { statSync } from 'node:fs'
import { databasePath } from '@cg/db/open'
import { must } from '@cg/domain/must'
import { readCatalogue } from '@cg/seeds/catalogue-files'
import { loadDefinitions } from '@cg/services/catalogue/read'
import type { FormPlan } from '@cg/services/entry/form/plan'
import { plansOf } from '@cg/services/entry/form/plan'
import Database from 'better-sqlite3'
import { createDataset, openPeriod } from './dataset.ts'
import type { Dataset } from './dataset.ts'
import { copiesOf, withCopies } from './entry-copies.ts'
import { cellsPerForm, throughVerb, withBare } from './entry-rows.ts'
import type { Save } from './entry-rows.ts'
import type { Cell, Part } from './table.ts'
import { sizes } from './table.ts'

const turns = 11
const savesPerTurn = 32
/** Uncounted turns of both, before those of a process that has run for a while: Node compiles for some thousand saves. */
const turnsToRunIn = 30
const crowd = 32
const formOfSixty = 'JYJ-SKILLS'

type Times = {
  readonly bareMs: number
  readonly verbMs: number
  readonly bareCpuMs: number
  readonly verbCpuMs: number
  /** The floor's time by the verb's, and the same of the processor's time. */
  readonly ratio: number
  readonly ratioByProcessor: number
}

/** What a save costs, in the median of the turns, once the process has run for a while. */
export type SaveCost = Times & {
  readonly writers: number
  /** The same of its first turns. */
  readonly atFirst: Times
  readonly bareBytes: number
  readonly verbBytes: number
}

/** Saves forms of 60 cells by one writer and by many at once, in turns with bare rows of the same content. */
export async function measureSaves(writers: readonly number[] = [1, crowd]): Promise<SaveCost[]> {
  const [city] = sizes
  if (city === undefined) throw new Error('no size')
  const dataset = await createDataset(city, withCopies(readCatalogue(), formOfSixty, crowd))
  try {
    const plans = await plansToFill(dataset)
    const verbs = plans.map((plan) => throughVerb(dataset, plan))
    const costs: SaveCost[] = []
    for (const count of writers) costs.push(await measure(dataset, plans.slice(0, count), verbs.slice(0, count)))
    return costs
  } finally {
    dataset.close()
  }
}

async function plansToFill({ services }: Dataset, wanted = copiesOf(formOfSixty, crowd)): Promise<FormPlan[]> {
  const definitions = await services.store.read((db) => loadDefinitions(db, openPeriod))
  const plans = plansOf({ definitions, rules: [] }).filter(({ form }) => wanted.includes(form.code))
  const other = plans.find(({ places }) => places.size !== cellsPerForm)
  if (plans.length !== wanted.length || other !== undefined)
    throw new Error(`no ${wanted.length} forms of ${cellsPerForm} cells`)
  return plans
}

/** What a save of one form leaves in the log, by the version that it makes of all its cells; ascending. */
export async function measureVersions(versions: readonly number[]): Promise<number[]> {
  const [city] = sizes
  if (city === undefined) throw new Error('no size')
  const dataset = await createDataset(city)
  try {
    const [plan] = await plansToFill(dataset, [formOfSixty])
    const save = throughVerb(dataset, must(plan))
    const bytes: number[] = []
    let version = 0
    for (const wanted of versions) {
      for (version += 1; version < wanted; version++) await save()
      bytes.push(await bytesOf(databasePath(dataset.folder), save))
    }
    return bytes
  } finally {
    dataset.close()
  }
}

type Spent = { readonly ms: number; readonly cpuMs: number }

/** Every writer saves its form as often as the others, one save after the answer to the one before. */
async function spend(writers: readonly Save[]): Promise<Spent> {
  const rounds = savesPerTurn / writers.length
  const start = performance.now()
  const used = process.cpuUsage()
  await Promise.all(
    writers.map(async (save) => {
      for (let round = 0; round < rounds; round++) await save()
    }),
  )
  const { user, system } = process.cpuUsage(used)
  return { ms: (performance.now() - start) / savesPerTurn, cpuMs: (user + system) / 1000 / savesPerTurn }
}

async function measure(dataset: Dataset, plans: readonly FormPlan[], verb: readonly Save[]): Promise<SaveCost> {
  return withBare(async (bare) => {
    const alone = plans.map((plan) => bare.saveOf(plan))
    const atFirst = await inTurns(alone, verb, 1)
    return {
      writers: plans.length,
      ...(await inTurns(alone, verb, turnsToRunIn)),
      atFirst,
      bareBytes: (await bytesOf(bare.path, () => spend(alone))) / savesPerTurn,
      verbBytes: (await bytesOf(databasePath(dataset.folder), () => spend(verb))) / savesPerTurn,
    }
  })
}

/** Turns, so that what else the machine does hits both; so many before them are not counted. */
async function inTurns(bare: readonly Save[], verb: readonly Save[], uncounted: number): Promise<Times> {
  const all: { bare: Spent; verb: Spent }[] = []
  for (let turn = 0; turn < uncounted + turns; turn++) all.push({ bare: await spend(bare), verb: await spend(verb) })
  const counted = all.slice(uncounted)
  return {
    bareMs: median(counted.map((turn) => turn.bare.ms)),
    verbMs: median(counted.map((turn) => turn.verb.ms)),
    bareCpuMs: median(counted.map((turn) => turn.bare.cpuMs)),
    verbCpuMs: median(counted.map((turn) => turn.verb.cpuMs)),
    ratio: median(counted.map((turn) => turn.bare.ms / turn.verb.ms)),
    ratioByProcessor: median(counted.map((turn) => turn.bare.cpuMs / turn.verb.cpuMs)),
  }
}

/** What a turn leaves in the log, which is emptied before, and kept from being emptied meanwhile. */
async function bytesOf(path: string, turn: () => Promise<unknown>): Promise<number> {
  const db = new Database(path)
  try {
    db.pragma('wal_checkpoint(TRUNCATE)')
    db.exec('BEGIN')
    db.prepare('SELECT count(*) FROM setting').get()
    await turn()
    return statSync(`${path}-wal`).size
  } finally {
    db.close()
  }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

const kB = (bytes: number): number => bytes / 1000
const versions = [1, 2, 10, 100, 300]

function rowsOf(cost: SaveCost): Cell[][] {
  const { writers, bareMs, verbMs, bareCpuMs, verbCpuMs, bareBytes, verbBytes, ratio, ratioByProcessor, atFirst } = cost
  const ratios = [ratio, ratioByProcessor, atFirst.ratio, atFirst.ratioByProcessor]
  return [
    ['better-sqlite3 alone, same rows', writers, bareMs, bareCpuMs, kB(bareBytes), ...ratios.map(() => null)],
    ['save with rights, rules, versions, revisions, audit, seal', writers, verbMs, verbCpuMs, kB(verbBytes), ...ratios],
  ]
}

export const entryPart: Part = {
  name: 'entry',
  async run() {
    const costs = await measureSaves()
    const logged = await measureVersions(versions)
    return [
      {
        title: `What the history of a form of ${cellsPerForm} cells costs its saves (${formOfSixty}, one writer)`,
        columns: ['version that the save makes of every cell', 'kB of log'],
        rows: versions.map((version, at): Cell[] => [version, kB(logged[at] ?? Number.NaN)]),
        note: 'Alone in its transaction: saves that wait together share the pages of a transaction.',
      },
      {
        title: `Writing a form of ${cellsPerForm} cells (${formOfSixty}, median of ${turns} turns of ${savesPerTurn})`,
        columns: [
          '',
          'writers',
          'ms per form',
          'ms of processor',
          'kB of log',
          'ratio (aim ≥ 0.8)',
          'by processor',
          'ratio at first',
          'by processor at first',
        ],
        rows: costs.flatMap(rowsOf),
        note: `Both with synchronous=FULL; every round changes every cell; the two take turns. The bare rows of each form are a transaction of their own, with as many writers as with one; saves that wait together share theirs. On a loaded disk waiting for it hides the work: the ratio by processor does not depend on that. Both have run in for ${turnsToRunIn} turns; “at first”: after one, while Node still compiles what a save runs through.`,
      },
    ]
  },
}
