import { pickNamed, readOptions } from '../read-options.ts'
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

const usage = `npm run bench -- [--only=${parts.map(({ name }) => name).join()}] [--size=${namedSizes.map(({ name }) => name).join()}]
  --seconds=N   of load for each row, 2 unless told
  --quarters=N  that the datasets have, 16 unless told
  --keep=FOLDER keeps the datasets there for the next time`

const { chosen, settings } = readOptions(
  usage,
  {
    only: { type: 'string', default: parts.map(({ name }) => name).join() },
    size: { type: 'string', default: sizes.map(({ name }) => name).join() },
    seconds: { type: 'string', default: '2' },
    quarters: { type: 'string', default: '16' },
    keep: { type: 'string' },
  },
  ({ only, size, seconds, quarters, keep }) => ({
    chosen: pickNamed(parts, only, ({ name }) => name),
    settings: {
      sizes: pickNamed(namedSizes, size, ({ name }) => name),
      seconds: atLeastOne('seconds', seconds),
      quarters: atLeastOne('quarters', quarters),
      ...(keep === undefined ? {} : { keep }),
    },
  }),
)

function atLeastOne(name: string, text: string): number {
  const number = Number(text)
  if (!(Number.isFinite(number) && number > 0)) throw new Error(`--${name}=${text} is no number above 0`)
  return number
}

let failures = 0
for (const part of chosen) {
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
