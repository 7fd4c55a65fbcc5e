import { join } from 'node:path'
import { orUsage, pickNamed, readOptions } from '../read-options.ts'
import { root } from '../repo.ts'
import { loadTrials } from './load-trials.ts'
import { runInOwnProcess } from './own-process.ts'
import { countOf, formatReport } from './report.ts'
import { commitHere, machineHere, openResults } from './results.ts'
import { runTrials } from './run.ts'
import { engines } from './types.ts'

const usage = `npm run trials -- [--only=D1,V4] [--database=sqlite|postgres|both]
  --quick           a few rounds of each
  --again           also what was measured on this commit before
  --show            prints what was measured and runs nothing
  --results=FOLDER  where that is kept, data/ unless told
  --registry=FILE   another list of trials`

const values = readOptions(
  usage,
  {
    only: { type: 'string' },
    database: { type: 'string', default: 'both' },
    quick: { type: 'boolean', default: false },
    again: { type: 'boolean', default: false },
    show: { type: 'boolean', default: false },
    results: { type: 'string', default: join(root, 'data') },
    registry: { type: 'string', default: join(root, 'packages/tooling/src/trials/registry.ts') },
  },
  (given) => ({
    ...given,
    databases: given.database === 'both' ? engines : pickNamed(engines, given.database, String),
  }),
)

const { databases } = values
const all = await loadTrials(values.registry)
const trials = orUsage(usage, () => pickNamed(all, values.only ?? all.map(({ id }) => id).join(), ({ id }) => id))
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
