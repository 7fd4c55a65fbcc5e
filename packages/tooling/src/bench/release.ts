import { statSync } from 'node:fs'
import { databasePath } from '@cg/db/open'
import { firstMessage, startScript } from './child.ts'
import { notePublished, waitingDataset } from './published.ts'
import type { QuarterTimes } from './release-quarter.ts'
import type { Spent } from './spend.ts'
import type { Cell, Part, Size } from './table.ts'

async function measure(size: Size, quarters: number): Promise<Cell[]> {
  const { dataset, last, cells, fillSeconds } = await waitingDataset(size, quarters)
  const child = startScript('packages/tooling/src/bench/release-quarter.ts', [dataset.folder, last])
  const result = (await firstMessage(child)) as QuarterTimes
  await child.stop()
  notePublished(dataset, result.code)
  const fileMb = statSync(databasePath(dataset.folder)).size / 1e6
  return [
    size.name,
    size.units,
    cells,
    seconds(result.load),
    seconds(result.compute),
    seconds(result.preview),
    seconds(result.again),
    seconds(result.publish),
    result.before,
    result.peakMb,
    fileMb,
    fillSeconds,
  ]
}

/** By the clock, and of processor. */
const seconds = ({ ms, cpuMs }: Spent): string => `${(ms / 1000).toFixed(2)} (${(cpuMs / 1000).toFixed(2)})`

export const releasePart: Part = {
  name: 'release',
  async run({ sizes, quarters }) {
    const rows: Cell[][] = []
    for (const size of sizes) rows.push(await measure(size, quarters))
    return [
      {
        title: `Release of the last of ${quarters} quarters`,
        columns: [
          'size',
          'units',
          'cells',
          'loading s',
          'computation s (aim ≤ 2)',
          'first preview s',
          'preview again s (city: aim ≤ 0.1)',
          'publish s',
          'MB before',
          'MB at peak (aim ≤ 1024)',
          'file MB',
          'building the data set s',
        ],
        rows,
        note: 'Seconds by the clock, in brackets of processor time over all threads. Computation: all results, ranks, scores and their stability. A preview loads, computes and stores all answers, and is computed anew after a form changed; publishing computes them again, compares, and stores rows, answers and hashes in one transaction.',
      },
    ]
  },
}
