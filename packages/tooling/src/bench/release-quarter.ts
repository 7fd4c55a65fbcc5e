import { openStore } from '@cg/db/open'
import { parsePeriod } from '@cg/domain/period'
import { memoryOf } from './child.ts'
import { publishQuarter } from './published.ts'

// Publishes one quarter in a process of its own, so that its peak memory is the release's and nobody else's.
const [, , folder = '', period = ''] = process.argv
const store = await openStore(folder)
const before = memoryOf(process.pid)?.nowMb ?? null
const times = await publishQuarter({ store, now: () => new Date() }, parsePeriod(period))
store.close()
process.send?.({ ...times, before, peakMb: memoryOf(process.pid)?.peakMb ?? null })
