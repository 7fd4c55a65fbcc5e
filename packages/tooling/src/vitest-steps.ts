import { chromiumAdvice, findOrInstallChromium } from './chromium.ts'
import { findOrInstallFirefox, firefoxAdvice } from './firefox.ts'
import type { Outcome } from './outcome.ts'
import { failed } from './outcome.ts'
import { testsOnPostgres } from './postgres/sqlite-only.ts'
import { withTestServer } from './postgres/test-server.ts'
import { root } from './repo.ts'
import type { Step } from './static-steps.ts'
import { runVitest } from './vitest-run.ts'
import type { Wish } from './vitest-run.ts'
import { ensureWebBuilt } from './web-build.ts'

/** The dearest first: they are run two at a time. */
export const vitestSteps: readonly Step[] = [
  { name: 'browser', run: browser },
  { name: 'server', run: () => outcomeOf({ project: 'server' }) },
  { name: 'postgres', run: serverOnPostgres },
  { name: 'web', run: () => outcomeOf({ project: 'web' }) },
]

async function browser(): Promise<Outcome> {
  const chromium = findOrInstallChromium()
  if (chromium === undefined) return failed(chromiumAdvice)
  if (!ensureWebBuilt(root)) return failed('the web could not be built; the reason is above')
  const firefox = findOrInstallFirefox()
  if (firefox === undefined) process.stdout.write(`${firefoxAdvice}\n`)
  return outcomeOf({
    project: 'browser',
    env: { CHROMIUM_PATH: chromium, ...(firefox === undefined ? {} : { FIREFOX_PATH: firefox }) },
  })
}

async function outcomeOf(wish: Wish): Promise<Outcome> {
  return (await runVitest(wish)).outcome
}

/** Everything of the server that speaks to a database, on PostgreSQL. */
function serverOnPostgres(): Promise<Outcome> {
  // A query is a journey: what takes a minute on the file may take some here on a machine with load.
  const files = [...testsOnPostgres(), '--testTimeout=400000']
  return withTestServer((env) => outcomeOf({ project: 'server', env, files }))
}
