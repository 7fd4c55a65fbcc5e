import type { Outcome } from './outcome.ts'
import { add, failed, summary } from './outcome.ts'
import { runAll } from './run-all.ts'
import type { Step } from './static-steps.ts'
import { staticSteps } from './static-steps.ts'
import { vitestSteps } from './vitest-steps.ts'

const parts = ['static', ...vitestSteps.map(({ name }) => name)]

/** Chosen steps: the static ones, and those that run tests. */
function chooseSteps(args: readonly string[]): readonly (readonly Step[])[] {
  const wrong = args.find((arg) => !parts.includes(arg.replace(/^--only=/, '')) || !arg.startsWith('--only='))
  if (wrong !== undefined) {
    process.stderr.write(`Unknown option ${wrong}. Allowed: --only=${parts.join(' | --only=')}\n`)
    process.exit(2)
  }
  const chosen = new Set(args.map((arg) => arg.replace(/^--only=/, '')))
  const isChosen = (part: string): boolean => chosen.size === 0 || chosen.has(part)
  return [isChosen('static') ? staticSteps : [], vitestSteps.filter(({ name }) => isChosen(name))]
}

async function runStep({ name, run }: Step): Promise<Outcome> {
  process.stdout.write(`\n── ${name}\n`)
  const start = performance.now()
  const outcome = await runSafely(run)
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  if (outcome.detail !== undefined) process.stdout.write(`${outcome.detail}\n`)
  process.stdout.write(`${outcome.failed === 0 ? '✓' : '✗'} ${name}: ${summary(outcome)} (${seconds} s)\n`)
  return outcome
}

// One broken step must not hide what the others would have found.
async function runSafely(run: Step['run']): Promise<Outcome> {
  try {
    return await run()
  } catch (error) {
    return failed(error instanceof Error ? (error.stack ?? error.message) : String(error))
  }
}

const [checks = [], tests = []] = chooseSteps(process.argv.slice(2))
const steps = [...checks, ...tests]
// The browser waits more than it reckons: the processor is for the other tests meanwhile.
const outcomes = [...(await runAll(checks, runStep, 1)), ...(await runAll(tests, runStep, 2))]
const red = steps.filter((_step, index) => outcomes[index]?.failed !== 0).map(({ name }) => name)
process.stdout.write(red.length === 0 ? '\n' : `\nFailed: ${red.join(', ')}\n`)
process.stdout.write(`${summary(add(outcomes))}\n`)
process.exitCode = red.length === 0 ? 0 : 1
