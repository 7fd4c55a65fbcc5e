import { sleep } from '../bench/child.ts'
import { crowd, fetchFile, personOf, release, spentBy } from './busy/crowd.ts'
import { percentile } from './crash/rounds.ts'
import { serveCity } from './city/serve.ts'
import { NotMeasured } from './types.ts'
import type { Measured, Trial } from './types.ts'

const limits = { firstMs: 1000, warmMs: 90 }
/** Somebody opens the page, signs in and looks at a chart before its picture is wanted. */
const lookMs = 10_000

export const pictures: Trial = {
  id: 'V9',
  section: 'Speed',
  promise: 'the first picture after a start is as quick as any other',
  aim: `first PNG ≤ ${limits.firstMs} ms from ${lookMs / 1000} s after ready, warm ≤ ${limits.warmMs} ms of processor`,
  on: ['sqlite'],
  minutes: 5,
  async run(context): Promise<Measured> {
    if (process.platform !== 'linux') throw new NotMeasured('processor time is read from /proc, which Linux alone has')
    const city = await serveCity(context)
    try {
      const leader = personOf(await crowd(city), 'lingdao')
      await sleep(lookMs)
      const draw = (at: number) =>
        fetchFile(city, leader, `${release}/charts/export?kind=district-ranking&measure=JN03&format=png&title=${at}`)
      const first = await draw(0)
      for (let at = 1; at <= 10; at++) await draw(at)
      const spent: number[] = []
      for (let round = 0; round < 5; round++) {
        const from = spentBy(city.pid)
        for (let at = 0; at < 8; at++) await draw(100 + round * 8 + at)
        spent.push((spentBy(city.pid) - from) / 8)
      }
      const warm = percentile(spent, 0.5)
      return {
        figure: `first ${first.ms.toFixed(0)} ms, warm ${warm.toFixed(0)} ms of processor`,
        met: first.status === 200 && first.ms <= limits.firstMs && warm <= limits.warmMs,
      }
    } finally {
      await city.end('SIGTERM')
    }
  },
}
