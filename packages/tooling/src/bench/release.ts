import { statSync } from 'node:fs'
import { databasePath } from '@cg/db/open'
import { firstMessage, startScript } from './child.ts'
import type { PublishTimes } from './published.ts'
import { notePublished, waitingDataset } from './published.ts'
import type { Cell, Part, Size } from './table.ts'

type Measured = PublishTimes & { readonly before: number | null; readonly peakMb: number | null }

async function measure(size: Size, quarters: number): Promise<Cell[]> {
  const { dataset, last, cells, fillSeconds } = await waitingDataset(size, quarters)
  const child = startScript('packages/tooling/src/bench/release-quarter.ts', [dataset.folder, last])
  const result = (await firstMessage(child)) as Measured
  await child.stop()
  notePublished(dataset, result.code)
  const fileMb = statSync(databasePath(dataset.folder)).size / 1e6
  return [
    size.name,
    size.units,
    cells,
    result.prepareMs / 1000,
    result.publishMs / 1000,
    result.before,
    result.peakMb,
    fileMb,
    fillSeconds,
  ]
}

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
          'preview s',
          'publish s',
          'MB before',
          'MB at peak',
          'file MB',
          'building the data set s',
        ],
        rows,
        note: 'Preview computes and stores all answers; publishing computes them again, compares, and stores rows, answers and hashes in one transaction.',
      },
    ]
  },
}
