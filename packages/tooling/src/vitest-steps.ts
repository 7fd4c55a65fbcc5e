import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { constants, setPriority, tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromiumAdvice, findOrInstallChromium } from './chromium.ts'
import { findOrInstallFirefox, firefoxAdvice } from './firefox.ts'
import type { Outcome } from './outcome.ts'
import { failed } from './outcome.ts'
import { root } from './repo.ts'
import type { Step } from './static-steps.ts'
import type { VitestReport } from './vitest-report.ts'
import { outcomeOfReport } from './vitest-report.ts'
import { ensureWebBuilt } from './web-build.ts'

/** The dearest first: they are run two at a time. */
export const vitestSteps: readonly Step[] = [
  { name: 'browser', run: browser },
  { name: 'server', run: () => runProject('server') },
  { name: 'web', run: () => runProject('web') },
]

async function browser(): Promise<Outcome> {
  const chromium = findOrInstallChromium()
  if (chromium === undefined) return failed(chromiumAdvice)
  if (!ensureWebBuilt(root)) return failed('the web could not be built; the reason is above')
  const firefox = findOrInstallFirefox()
  if (firefox === undefined) process.stdout.write(`${firefoxAdvice}\n`)
  return runProject('browser', { CHROMIUM_PATH: chromium, ...(firefox === undefined ? {} : { FIREFOX_PATH: firefox }) })
}

/** The environment of a test: nothing of a running installation, and no proxy between a browser and this machine. */
export function testEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { DATA_DIR: _data, PORT: _port, HOST: _host, NODE_ENV: _mode, FORCE_COLOR: _color, ...rest } = env
  const local = '127.0.0.1,localhost'
  return { ...rest, CI: '1', NO_COLOR: '1', NO_PROXY: local, no_proxy: local }
}

async function runProject(project: string, env: NodeJS.ProcessEnv = {}): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'vitest-'))
  try {
    const file = join(folder, 'report.json')
    const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
    const args = [
      vitest,
      'run',
      '--project',
      project,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
    ]
    const run = spawn(process.execPath, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      // Hundreds of servers, threads and first starts load the same modules: they are compiled once in a run.
      env: { ...testEnvironment(process.env), NODE_COMPILE_CACHE: join(folder, 'compiled'), ...env },
    })
    // Beside the browser's tests, some of which must not wait long, the others take what is left.
    if (project !== 'browser' && run.pid !== undefined) setPriority(run.pid, constants.priority.PRIORITY_BELOW_NORMAL)
    const [status] = (await once(run, 'exit')) as [number | null]
    return outcomeOfReport(readReport(file), status)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function readReport(file: string): VitestReport | undefined {
  // A cast: vitest wrote the file a moment ago, in the version that is pinned.
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as VitestReport) : undefined
}
