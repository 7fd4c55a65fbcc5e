import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { root } from '../repo.ts'
import { loadTrials } from './load-trials.ts'
import { runInOwnProcess } from './own-process.ts'
import { countOf, formatReport } from './report.ts'
import { commitHere, machineHere, openResults } from './results.ts'
import { runTrials } from './run.ts'
import { engines } from './types.ts'
import type { Engine, Trial } from './types.ts'

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    database: { type: 'string', default: 'both' },
    quick: { type: 'boolean', default: false },
    again: { type: 'boolean', default: false },
    /** Prints what was measured before and runs nothing. */
    show: { type: 'boolean', default: false },
    results: { type: 'string', default: join(root, 'data') },
    registry: { type: 'string', default: join(root, 'packages/tooling/src/trials/registry.ts') },
  },
})

function chosenDatabases(name: string): readonly Engine[] {
  if (name === 'both') return engines
  const found = engines.find((engine) => engine === name)
  if (found === undefined) throw new Error(`--database=${name} is none of ${engines.join(', ')}, both`)
  return [found]
}

function chosenTrials(all: readonly Trial[], only: string | undefined): readonly Trial[] {
  if (only === undefined) return all
  return only.split(',').map((id) => {
    const found = all.find((one) => one.id.toLowerCase() === id.toLowerCase())
    if (found === undefined) throw new Error(`${id} is none of ${all.map((one) => one.id).join(', ')}`)
    return found
  })
}

const databases = chosenDatabases(values.database)
const trials = chosenTrials(await loadTrials(values.registry), values.only)
const results = openResults(values.results)
const commit = commitHere()
const started = { registry: values.registry, results: values.results, isQuick: values.quick, commit }
if (!values.show) {
  const settings = { databases, isQuick: values.quick, again: values.again, commit, machine: machineHere() }
  await runTrials(trials, settings, {
    results,
    start: (trial, database) => runInOwnProcess(trial, database, started),
    now: () => new Date(),
    say: (words) => process.stderr.write(`${words}\n`),
  })
}
process.stdout.write(`\n${formatReport(trials, results.all(), databases)}\n`)
const { met, missed, open } = countOf(trials, results.all(), databases)
process.stdout.write(`${met} met, ${missed} not met, ${open} not measured\n`)
process.exitCode = missed + open === 0 && met > 0 ? 0 : 1
