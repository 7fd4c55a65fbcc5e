import { failOverTrial } from '../postgres/failover.ts'
import type { Trial } from './types.ts'

export const failOver: Trial = {
  ...failOverTrial,
  section: 'Durability and faults',
  on: ['postgres'],
  minutes: 10,
}
