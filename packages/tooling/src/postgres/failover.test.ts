import { expect, test } from 'vitest'
import { runFailOver } from './failover.ts'

test('a crash of the first server loses nothing that was answered as saved, and the second goes on', async () => {
  const { acknowledged, lost, twice, breaches, awayMs } = await runFailOver(2)
  expect({ lost, twice, breaches }).toEqual({ lost: 0, twice: 0, breaches: 0 })
  expect(acknowledged).toBeGreaterThan(3)
  expect(awayMs).toBeLessThan(60_000)
})
