import { crashRounds, describeTally, faultsOf, percentile } from './crash/rounds.ts'
import type { Trial } from './types.ts'

export const kill: Trial = {
  id: 'D1',
  section: 'Durability and faults',
  promise:
    'what was answered as saved is there after kill -9, whole, once, and the chain holds; sent again it is stored once (D4)',
  aim: '200 kills, 0 lost, 0 halved, 0 doubled',
  on: ['sqlite', 'postgres'],
  minutes: 55,
  async run(context) {
    const tally = await crashRounds(context, context.isQuick ? 20 : 200, {
      strike: async (city) => (await city.end('SIGKILL')).ms,
    })
    const ready = `start to ready p50 ${percentile(tally.readyMs, 0.5).toFixed(0)} ms, slowest ${Math.max(...tally.readyMs).toFixed(0)} ms`
    return {
      figure: `${describeTally(tally, 'kills')}; ${ready}`,
      met: tally.faults.length === 0 && tally.acknowledged > tally.strikes,
      ...faultsOf(tally),
    }
  },
}
