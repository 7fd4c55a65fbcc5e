import { statSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { databasePath, openStore } from '@cg/db/open'
import { parsePeriod } from '@cg/domain/period'
import { computeFigures } from '@cg/services/release/compute/figures'
import { loadInput } from '@cg/services/release/input/load-input'
import { preparePreview } from '@cg/services/release/publish/prepare'
import { memoryOf, watchMemory } from './child.ts'
import { actor, changeForm } from './dataset.ts'
import { publishQuarter } from './published.ts'
import { middleOf, spend } from './spend.ts'
import type { Spent } from './spend.ts'

/** `compute`: the arithmetic alone; `preview`: the first one, in a process that has just started; `again`: the middle of
 * the next ones, each after one form was changed. */
export type QuarterTimes = {
  readonly load: Spent
  readonly compute: Spent
  readonly preview: Spent
  readonly again: Spent
  readonly publish: Spent
  readonly code: string
  readonly before: number | null
  /** Of this process and those it starts. */
  readonly peakMb: number | null
  /** What the previews and the publication of the quarter have added to the file. */
  readonly addedMb: number
}

// Publishes one quarter in a process of its own, so that its peak memory is the release's and nobody else's.
const [, , folder = '', text = ''] = process.argv
const period = parsePeriod(text)
const store = await openStore(folder)
// The modules are loaded: bursts of work may have the room.
setFlagsFromString('--semi-space-growth-factor=2')
const services = { store, now: () => new Date() }
const before = memoryOf(process.pid)?.nowMb ?? null
const peakMb = watchMemory()
const fileMb = (): number => statSync(databasePath(folder)).size / 1e6
const fileBefore = fileMb()

const prepare = (): Promise<Spent> => spend(() => preparePreview({ ...services, actor: actor('reviewer') }, { period }))
const preview = await prepare()
// As a server does that has been up for a while: a few times, but not for minutes.
const again: Spent[] = []
const started = performance.now()
while (again.length < 30 && (again.length === 0 || performance.now() - started < 4000)) {
  await changeForm({ services }, period, again.length)
  again.push(await prepare())
}
const { spent: publish, code } = await publishQuarter(services, period)
const [addedMb, mostMb] = [fileMb() - fileBefore, peakMb()]
// Parts of the way alone, which nobody goes: after what they would make larger has been measured.
const { result: input, ...load } = await spend(() =>
  store.read((db) => loadInput(db, period, new Date().toISOString())),
)
const compute = await spend(() => computeFigures(input))
store.close()

const times: QuarterTimes = {
  load,
  compute,
  preview,
  again: middleOf(again),
  publish,
  code,
  before,
  peakMb: mostMb,
  addedMb,
}
process.send?.(times)
