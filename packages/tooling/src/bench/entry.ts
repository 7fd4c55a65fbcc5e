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
const crowd = 32
const formOfSixty = 'JYJ-SKILLS'

/** What a save costs, in the median of the turns. */
export type SaveCost = {
  readonly writers: number
  readonly bareMs: number
  readonly verbMs: number
  readonly bareCpuMs: number
  readonly verbCpuMs: number
  /** The floor's time by the verb's, and the same of the processor's time. */
  readonly ratio: number
  readonly ratioByProcessor: number
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
    // Turns, so that what else the machine does hits both; the first is not counted, it compiles.
    const all: { bare: Spent; verb: Spent }[] = []
    for (let turn = 0; turn <= turns; turn++) all.push({ bare: await spend(alone), verb: await spend(verb) })
    const counted = all.slice(1)
    return {
      writers: plans.length,
      bareMs: median(counted.map((turn) => turn.bare.ms)),
      verbMs: median(counted.map((turn) => turn.verb.ms)),
      bareCpuMs: median(counted.map((turn) => turn.bare.cpuMs)),
      verbCpuMs: median(counted.map((turn) => turn.verb.cpuMs)),
      ratio: median(counted.map((turn) => turn.bare.ms / turn.verb.ms)),
      ratioByProcessor: median(counted.map((turn) => turn.bare.cpuMs / turn.verb.cpuMs)),
      bareBytes: (await bytesOf(bare.path, () => spend(alone))) / savesPerTurn,
      verbBytes: (await bytesOf(databasePath(dataset.folder), () => spend(verb))) / savesPerTurn,
    }
  })
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
        columns: ['', 'writers', 'ms per form', 'ms of processor', 'kB of log', 'ratio (aim ≥ 0.8)', 'by processor'],
        rows: costs.flatMap((cost): Cell[][] => [
          [
            'better-sqlite3 alone, same rows',
            cost.writers,
            cost.bareMs,
            cost.bareCpuMs,
            kB(cost.bareBytes),
            null,
            null,
          ],
          [
            'save with rights, rules, versions, revisions, audit, seal',
            cost.writers,
            cost.verbMs,
            cost.verbCpuMs,
            kB(cost.verbBytes),
            cost.ratio,
            cost.ratioByProcessor,
          ],
        ]),
        note: 'Both with synchronous=FULL; every round changes every cell; the two take turns. The bare rows of each form are a transaction of their own, with as many writers as with one; saves that wait together share theirs. On a loaded disk waiting for it hides the work: the ratio by processor does not depend on that.',
      },
    ]
  },
}
