import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from './databases.ts'
import { loadTrials } from './load-trials.ts'
import type { Start } from './own-process.ts'
import { isSettled, writeWhole } from './results.ts'
import type { Ended } from './run.ts'
import { NotMeasured } from './types.ts'
import type { Engine, Trial, TrialContext } from './types.ts'

// One trial on one database, in a process of its own; what it found is sent to the parent.
type Asked = Start & { readonly id: string; readonly database: Engine }

async function measure(trial: Trial, asked: Asked): Promise<Ended> {
  const folder = mkdtempSync(join(tmpdir(), `trial-${asked.id}-`))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const database = await openDatabase(asked.database)
  process.once('SIGTERM', () => void database.close().finally(() => process.exit(143)))
  try {
    const kept = keeper(asked)
    const { isQuick } = asked
    const measured = await trial.run({ ...kept, ...database.context, folder, seededCity: cityOf(asked), isQuick, say })
    kept.forget()
    return { kind: 'measured', measured }
  } finally {
    await database.close()
  }
}

function say(words: string): void {
  process.stderr.write(`  ${words}\n`)
}

/** One city at a time is kept: that of the commit that is measured. */
function cityOf({ results, commit }: Asked): string | null {
  const name = `demo-city-${commit}`
  for (const other of existsSync(results) ? readdirSync(results) : [])
    if (other.startsWith('demo-city-') && other !== name) rmSync(join(results, other), { recursive: true })
  return isSettled(commit) ? join(results, name) : null
}

type Keeper = Pick<TrialContext, 'recall' | 'keep'> & { readonly forget: () => void }

/** How far an interrupted run has come: good only for the same commit, with no file changed, and the same length. */
function keeper({ results, id, database, isQuick, commit }: Asked): Keeper {
  const path = join(results, `${id}.${database}${isQuick ? '.quick' : ''}.json`)
  return {
    recall() {
      if (!existsSync(path)) return undefined
      const { commit: of, state } = JSON.parse(readFileSync(path, 'utf8'))
      return isSettled(commit) && of === commit ? state : undefined
    },
    keep: (state) => writeWhole(path, JSON.stringify({ commit, state })),
    forget: () => rmSync(path, { force: true }),
  }
}

function reasonOf(error: unknown): Ended {
  if (error instanceof NotMeasured) return { kind: 'unmeasured', reason: error.message }
  return { kind: 'failed', reason: error instanceof Error ? (error.stack ?? error.message) : String(error) }
}

// A cast: own-process.ts wrote it.
const asked = JSON.parse(process.argv[2] ?? '') as Asked
// What a trial waits for may be the end of something that does not keep a process alive by itself.
const awake = setInterval(() => undefined, 60_000)
const trial = (await loadTrials(asked.registry)).find(({ id }) => id === asked.id)
const ended: Ended =
  trial === undefined
    ? { kind: 'failed', reason: `${asked.registry} has no trial ${asked.id}` }
    : await measure(trial, asked).catch(reasonOf)
clearInterval(awake)
process.send?.(ended, () => process.exit(0))
