import { openStore } from '@cg/db/open'
import { parsePeriod } from '@cg/domain/period'
import { must } from '@cg/domain/must'
import { computeFigures } from '@cg/services/release/compute/figures'
import { loadInput } from '@cg/services/release/input/load-input'
import { preparePreview } from '@cg/services/release/publish/prepare'
import { memoryOf } from './child.ts'
import { actor } from './dataset.ts'
import { publishQuarter } from './published.ts'

/** `computeMs`: the arithmetic alone; `previewMs`: the first preview, in a process that has just started; `againMs`: the
 * quickest of the next ones. */
export type QuarterTimes = {
  readonly loadMs: number
  readonly computeMs: number
  readonly previewMs: number
  readonly againMs: number
  readonly publishMs: number
  readonly code: string
  readonly before: number | null
  readonly peakMb: number | null
}

// Publishes one quarter in a process of its own, so that its peak memory is the release's and nobody else's.
const [, , folder = '', text = ''] = process.argv
const period = parsePeriod(text)
const store = await openStore(folder)
const services = { store, now: () => new Date() }
const before = memoryOf(process.pid)?.nowMb ?? null

const marks = [performance.now()]
const mark = (): void => void marks.push(performance.now())
await preparePreview({ ...services, actor: actor('reviewer') }, { period })
mark()
const input = await store.read((db) => loadInput(db, period))
mark()
computeFigures(input)
mark()
// As a server does that has been up for a while: a few times, but not for minutes.
while (marks.length < 14 && performance.now() - must(marks[3]) < 2000) {
  await preparePreview({ ...services, actor: actor('reviewer') }, { period })
  mark()
}
const [started = 0, previewed = 0, loaded = 0, computed = 0, ...again] = marks
const { publishMs, code } = await publishQuarter(services, period)
store.close()

const times: QuarterTimes = {
  loadMs: loaded - previewed,
  computeMs: computed - loaded,
  previewMs: previewed - started,
  againMs: Math.min(...again.map((end, at) => end - (again[at - 1] ?? computed))),
  publishMs,
  code,
  before,
  peakMb: memoryOf(process.pid)?.peakMb ?? null,
}
process.send?.(times)
