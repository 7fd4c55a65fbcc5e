import { cpSync, existsSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Period } from '@cg/domain/period'
import type { Services } from '@cg/services/context'
import { preparePreview } from '@cg/services/release/publish/prepare'
import { readClosing } from '@cg/services/release/publish/precheck'
import { publishPreview } from '@cg/services/release/publish/publish'
import { actor, benchPeriods, copyDataset, countCells, createDataset, fillQuarter, lastPeriod } from './dataset.ts'
import type { Dataset } from './dataset.ts'
import { spend } from './spend.ts'
import type { Spent } from './spend.ts'
import type { Size } from './table.ts'

export type Publication = { readonly spent: Spent; readonly code: string }

/** A data set whose quarters are all published but for the last, which is filled and waits. */
export type Waiting = {
  readonly dataset: Dataset
  readonly last: Period
  readonly cells: number
  readonly fillSeconds: number
}

const waiting = new Map<string, Promise<Waiting>>()
const published = new Map<string, Promise<{ dataset: Dataset; code: string }>>()
const open: Dataset[] = []

/** Prepares and publishes a quarter as two people do; the publishing is timed. */
export async function publishQuarter(services: Services, period: Period): Promise<Publication> {
  const { id, version } = await preparePreview({ ...services, actor: actor('reviewer') }, { period })
  const { digest } = await readClosing({ ...services, actor: actor('publisher') }, { id })
  const { result, ...spent } = await spend(() =>
    publishPreview({ ...services, actor: actor('publisher') }, { id, version, closing: digest }),
  )
  return { spent, code: result.head.code }
}

/** `keep`: a folder in which what was built is kept for the next run, whose data set is a copy of it. */
export function waitingDataset(size: Size, quarters: number, keep?: string): Promise<Waiting> {
  const known = waiting.get(size.name) ?? made(size, quarters, keep)
  waiting.set(size.name, known)
  return known
}

async function made(size: Size, quarters: number, keep: string | undefined): Promise<Waiting> {
  const start = performance.now()
  const kept = keep === undefined ? null : join(keep, `${size.name}-${quarters}`)
  if (kept === null) return build(size, quarters)
  if (!existsSync(kept)) await keepIn(kept, await build(size, quarters))
  const dataset = await copyDataset(size, kept)
  open.push(dataset)
  const cells = await countCells(dataset, lastPeriod)
  return { dataset, last: lastPeriod, cells, fillSeconds: (performance.now() - start) / 1000 }
}

/** Kept under its name only once it is whole. */
async function keepIn(folder: string, { dataset }: Waiting): Promise<void> {
  const half = `${folder}.half`
  rmSync(half, { recursive: true, force: true })
  dataset.services.store.close()
  cpSync(dataset.folder, half, { recursive: true })
  renameSync(half, folder)
}

async function build(size: Size, quarters: number): Promise<Waiting> {
  const start = performance.now()
  const dataset = await createDataset(size)
  open.push(dataset)
  let cells = 0
  for (const period of benchPeriods.slice(-quarters)) {
    cells = await fillQuarter(dataset, period)
    if (period !== lastPeriod) await publishQuarter(dataset.services, period)
    process.stderr.write(
      `${size.name} ${period}: ${cells} cells, ${Math.round((performance.now() - start) / 1000)} s\n`,
    )
  }
  return { dataset, last: lastPeriod, cells, fillSeconds: (performance.now() - start) / 1000 }
}

/** The same with the last quarter published, and that release's code. */
export function publishedDataset(size: Size, quarters: number): Promise<{ dataset: Dataset; code: string }> {
  const known = published.get(size.name) ?? publishLast(size, quarters)
  published.set(size.name, known)
  return known
}

async function publishLast(size: Size, quarters: number): Promise<{ dataset: Dataset; code: string }> {
  const { dataset, last } = await waitingDataset(size, quarters)
  return { dataset, code: (await publishQuarter(dataset.services, last)).code }
}

/** Tells that the last quarter was published elsewhere (in the process whose memory is measured). */
export function notePublished(dataset: Dataset, code: string): void {
  published.set(dataset.size.name, Promise.resolve({ dataset, code }))
}

export function closeDatasets(): void {
  for (const dataset of open) dataset.close()
}
