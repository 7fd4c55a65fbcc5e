import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { needsInstall } from '../bootstrap.mjs'
import { findDeadCode } from './dead-code.ts'
import { checkClaimWords } from './claim-words.ts'
import { checkPaths } from './docs/check-paths.ts'
import { checkTables } from './docs/check-tables.ts'
import { checkFixtureWrites } from './fixture-writes.ts'
import { checkImports, describeBreach } from './imports/check-imports.ts'
import { checkLengths } from './long-functions.ts'
import type { Outcome } from './outcome.ts'
import { failed, outcomeOf, passed } from './outcome.ts'
import { checkFormatters } from './raw-formatters.ts'
import { checkNumbers } from './raw-numbers.ts'
import { root } from './repo.ts'
import { readLockfile, unseenFloors, versionProblems } from './versions.ts'

/** One step of the test run, by the name that failures are told under. */
export type Step<Result = Outcome | Promise<Outcome>> = { readonly name: string; readonly run: () => Result }

/** Runs a tool of node_modules under this Node; its words are the detail when it fails. */
function runTool(script: string, ...args: string[]): Outcome {
  const command = [join(root, 'node_modules', script), ...args]
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  return status === 0 ? passed : failed(`${stdout}${stderr}`.trim())
}

export const staticSteps: readonly Step<Outcome>[] = [
  { name: 'packages', run: packages },
  { name: 'format', run: () => runTool('oxfmt/bin/oxfmt', '--check') },
  { name: 'lint', run: () => runTool('oxlint/bin/oxlint') },
  { name: 'types', run: () => runTool('typescript/bin/tsc', '--noEmit') },
  { name: 'imports', run: imports },
  { name: 'formatters', run: formatters },
  { name: 'claims', run: claims },
  { name: 'numbers', run: numbers },
  { name: 'fixture writes', run: fixtureWrites },
  { name: 'long functions', run: lengths },
  { name: 'versions', run: versions },
  { name: 'dead code', run: deadCode },
  { name: 'document references', run: documents },
  { name: 'tables described', run: tables },
]

/** Before everything else: what a merged lockfile asks for and nobody installed looks like faults of the code. */
function packages(): Outcome {
  return needsInstall(root)
    ? failed('node_modules is not what package-lock.json asks for: run node packages/tooling/bootstrap.mjs')
    : passed
}

function imports(): Outcome {
  const { seen, breaches } = checkImports(root)
  return outcomeOf(breaches.map(describeBreach), seen.length, 'files')
}

function formatters(): Outcome {
  const { seen, problems } = checkFormatters(root)
  return outcomeOf(problems, seen.length, 'files')
}

function numbers(): Outcome {
  const { seen, problems } = checkNumbers(root)
  return outcomeOf(problems, seen.length, 'files')
}

function fixtureWrites(): Outcome {
  const { seen, problems } = checkFixtureWrites(root)
  return outcomeOf(problems, seen.length, 'files')
}

function lengths(): Outcome {
  const { seen, problems } = checkLengths(root)
  return outcomeOf(problems, seen.length, 'files')
}

function claims(): Outcome {
  const { seen, problems } = checkClaimWords(root)
  return outcomeOf(problems, seen.length, 'files')
}

function versions(): Outcome {
  const lockfile = readLockfile(root)
  const unseen = unseenFloors(lockfile).map(
    (name) => `${name} is not in the lockfile: its lowest version guards nothing`,
  )
  return outcomeOf([...versionProblems(lockfile), ...unseen], Object.keys(lockfile.packages).length, 'packages')
}

function deadCode(): Outcome {
  const problems = findDeadCode(root)
  return problems.length === 0 ? passed : failed(problems.join('\n'))
}

function documents(): Outcome {
  const { seen, problems } = checkPaths(root)
  return outcomeOf(problems, seen.length, 'documents')
}

function tables(): Outcome {
  const { tables: described, problems } = checkTables(root)
  return outcomeOf(problems, described.size, 'tables')
}
