import { crashRounds, describeTally, faultsOf, percentile } from './crash/rounds.ts'
import type { Trial } from './types.ts'

const limitMs = 2000

export const stop: Trial = {
  id: 'D5',
  section: 'Durability and faults',
  promise: 'SIGTERM under load: ends by itself with 0, nothing answered is lost',
  aim: '50 stops, each ≤ 2 s, 0 lost',
  on: ['sqlite', 'postgres'],
  minutes: 30,
  async run(context) {
    const faults: string[] = []
    const tally = await crashRounds(context, context.isQuick ? 10 : 50, {
      async strike(city) {
        const { code, signal, ms } = await city.end('SIGTERM')
        if (code !== 0) faults.push(`ended with ${code ?? signal}`)
        return ms
      },
    })
    const slowest = Math.max(...tally.endMs)
    tally.faults.push(...faults)
    return {
      figure: `${describeTally(tally, 'stops')}; p50 ${percentile(tally.endMs, 0.5).toFixed(0)} ms, slowest ${slowest.toFixed(0)} ms`,
      met: tally.faults.length === 0 && slowest <= limitMs,
      ...faultsOf(tally),
    }
  },
}
