import { parseArgs } from 'node:util'
import { burdenPart } from './burden.ts'
import { enginePart } from './engine.ts'
import { entryPart } from './entry.ts'
import { httpPart } from './http.ts'
import { closeDatasets } from './published.ts'
import { pagePart } from './page.ts'
import { releasePart } from './release.ts'
import { startPart } from './start-up.ts'
import type { Part } from './table.ts'
import { formatTable, namedSizes, sizes } from './table.ts'
import { webPart } from './web.ts'

const parts: readonly Part[] = [webPart, pagePart, startPart, burdenPart, entryPart, enginePart, releasePart, httpPart]

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: parts.map(({ name }) => name).join() },
    size: { type: 'string', default: sizes.map(({ name }) => name).join() },
    seconds: { type: 'string', default: '2' },
    quarters: { type: 'string', default: '16' },
    keep: { type: 'string' },
  },
})

function pick<T extends { readonly name: string }>(all: readonly T[], names: string): T[] {
  return names.split(',').map((name) => {
    const found = all.find((one) => one.name === name)
    if (found === undefined) throw new Error(`${name} is none of ${all.map((one) => one.name).join(', ')}`)
    return found
  })
}

const settings = {
  sizes: pick(namedSizes, values.size),
  seconds: Number(values.seconds),
  quarters: Number(values.quarters),
  ...(values.keep === undefined ? {} : { keep: values.keep }),
}
let failures = 0
for (const part of pick(parts, values.only)) {
  try {
    for (const table of await part.run(settings)) process.stdout.write(`\n${formatTable(table)}`)
  } catch (error) {
    // The other parts still have something to say.
    failures += 1
    process.stdout.write(
      `\n### ${part.name}: not measured\n\n${error instanceof Error ? error.stack : String(error)}\n`,
    )
  }
}
closeDatasets()
process.exitCode = failures === 0 ? 0 : 1
