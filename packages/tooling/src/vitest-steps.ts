import { chromiumAdvice, findOrInstallChromium } from './chromium.ts'
import { findOrInstallFirefox, firefoxAdvice } from './firefox.ts'
import type { Outcome } from './outcome.ts'
import { failed } from './outcome.ts'
import { root } from './repo.ts'
import type { Step } from './static-steps.ts'
import { runVitest } from './vitest-run.ts'
import { ensureWebBuilt } from './web-build.ts'

/** The dearest first: they are run two at a time. */
export const vitestSteps: readonly Step[] = [
  { name: 'browser', run: browser },
  { name: 'server', run: () => outcomeOf('server') },
  { name: 'web', run: () => outcomeOf('web') },
]

async function browser(): Promise<Outcome> {
  const chromium = findOrInstallChromium()
  if (chromium === undefined) return failed(chromiumAdvice)
  if (!ensureWebBuilt(root)) return failed('the web could not be built; the reason is above')
  const firefox = findOrInstallFirefox()
  if (firefox === undefined) process.stdout.write(`${firefoxAdvice}\n`)
  return outcomeOf('browser', { CHROMIUM_PATH: chromium, ...(firefox === undefined ? {} : { FIREFOX_PATH: firefox }) })
}

async function outcomeOf(project: string, env: NodeJS.ProcessEnv = {}): Promise<Outcome> {
  return (await runVitest({ project, env })).outcome
}
