import { afterAll, expect, test } from 'vitest'
import { enginePart } from './engine.ts'
import { closeDatasets } from './published.ts'

afterAll(closeDatasets)

test(
  'the engine is measured at city size, every row in ms and against the plain pass',
  { timeout: 120_000 },
  async () => {
    const tables = await enginePart.run({ sizes: [{ name: 'city', units: 12 }], seconds: 1, quarters: 2 })
    const rows = tables.flatMap((table) => table.rows)
    expect(rows.map((row) => row[2])).toEqual([
      expect.stringMatching(/^plain pass, \d+ indicators × 2 quarters$/),
      'release of the last quarter, nothing drawn',
      'all 2 quarters from their cells',
      expect.stringMatching(/^2,000 weight draws, \d+ items$/),
      'stability of all pairs',
      'all figures of the release (computeFigures)',
      'preview after one form changed',
    ])
    for (const [, , , , ms, ratio] of rows) {
      expect(ms).toBeGreaterThan(0)
      expect(ratio).toBeGreaterThan(0)
    }
  },
)
