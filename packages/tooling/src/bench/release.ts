import { statSync } from 'node:fs'
import { databasePath } from '@cg/db/open'
import { firstMessage, startScript } from './child.ts'
import { notePublished, waitingDataset } from './published.ts'
import type { QuarterTimes } from './release-times.ts'
import type { Spent } from './spend.ts'
import type { Cell, Part, Size } from './table.ts'

async function measure(size: Size, quarters: number, keep?: string): Promise<Cell[]> {
  const { dataset, last, cells, fillSeconds } = await waitingDataset(size, quarters, keep)
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
    result.addedMb,
    fillSeconds,
  ]
}

/** By the clock, and of processor. */
const seconds = ({ ms, cpuMs }: Spent): string => `${(ms / 1000).toFixed(2)} (${(cpuMs / 1000).toFixed(2)})`

export const releasePart: Part = {
  name: 'release',
  async run({ sizes, quarters, keep }) {
    const rows: Cell[][] = []
    for (const size of sizes) rows.push(await measure(size, quarters, keep))
    return [
      {
        title: `Release of the last of ${quarters} quarters`,
        columns: [
          'size',
          'units',
          'cells',
          'loading s',
          'computation s (aim ≤ 2)',
          'first preview s (aim ≤ 2)',
          'preview again s (city: aim ≤ 0.1)',
          'publish s (aim ≤ 4)',
          'MB before',
          'MB at peak (aim ≤ 1024)',
          'file MB',
          'MB of file for the quarter (aim ≤ 40)',
          'building the data set s',
        ],
        rows,
        note: 'Seconds by the clock, in brackets of processor time over all threads. Computation: all results, ranks, scores and their stability. A preview loads, computes and stores all answers, and is computed anew after a form changed; publishing looks whether the input and the bytes of the preview are still the same, and stores head, hashes and locks in one transaction. `--size=half,nation` shows whether times are linear in the units.',
      },
    ]
  },
}
