import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { constants, setPriority, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Outcome } from './outcome.ts'
import { root } from './repo.ts'
import type { VitestReport } from './vitest-report.ts'
import { outcomeOfReport } from './vitest-report.ts'

export type VitestRun = { readonly outcome: Outcome; readonly report: VitestReport | undefined }

export type Wish = {
  readonly project: string
  /** Only these; all files of the project unless told. */
  readonly files?: readonly string[]
  readonly env?: NodeJS.ProcessEnv
  /** Where what vitest prints goes. */
  readonly printTo?: 'stdout' | 'stderr'
}

/** Runs tests of a project and reads what came out of them. */
export async function runVitest({ project, files = [], env = {}, printTo = 'stdout' }: Wish): Promise<VitestRun> {
  const folder = mkdtempSync(join(tmpdir(), 'vitest-'))
  try {
    const file = join(folder, 'report.json')
    const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
    const reports = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
    const run = spawn(process.execPath, [vitest, 'run', '--project', project, ...reports, ...files], {
      cwd: root,
      stdio: ['ignore', printTo === 'stdout' ? 1 : 2, 2],
      // Hundreds of servers, threads and first starts load the same modules: they are compiled once in a run.
      env: { ...testEnvironment(process.env), NODE_COMPILE_CACHE: join(folder, 'compiled'), ...env },
    })
    // Beside the browser's tests, some of which must not wait long, the others take what is left.
    if (project !== 'browser' && run.pid !== undefined) setPriority(run.pid, constants.priority.PRIORITY_BELOW_NORMAL)
    const [status] = (await once(run, 'exit')) as [number | null]
    const report = readReport(file)
    return { outcome: outcomeOfReport(report, status), report }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The environment of a test: nothing of a running installation, and no proxy between a browser and this machine. */
export function testEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const {
    DATA_DIR: _data,
    DATABASE_URL: _database,
    PORT: _port,
    HOST: _host,
    NODE_ENV: _mode,
    FORCE_COLOR: _color,
    ...rest
  } = env
  const local = '127.0.0.1,localhost'
  return { ...rest, CI: '1', NO_COLOR: '1', NO_PROXY: local, no_proxy: local }
}

function readReport(file: string): VitestReport | undefined {
  // A cast: vitest wrote the file a moment ago, in the version that is pinned.
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as VitestReport) : undefined
}
