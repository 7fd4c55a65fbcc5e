import { runFailOver } from '../postgres/failover.ts'
import type { Trial } from './types.ts'

export const failOver: Trial = {
  id: 'D16',
  section: 'Durability and faults',
  promise: 'a fail-over to a streaming replica loses nothing that was answered as saved',
  aim: '0 lost, 0 twice, chain intact',
  on: ['postgres'],
  minutes: 10,
  async run({ isQuick }) {
    const { acknowledged, lost, twice, breaches, awayMs } = await runFailOver(isQuick ? 3 : 15)
    return {
      figure: `${lost} lost, ${twice} twice of ${acknowledged}; ${breaches} breaches; writing again after ${(awayMs / 1_000).toFixed(1)} s`,
      met: lost === 0 && twice === 0 && breaches === 0 && acknowledged > 0 && Number.isFinite(awayMs),
    }
  },
}
