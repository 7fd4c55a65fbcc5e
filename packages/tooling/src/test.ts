import type { Outcome } from './outcome.ts'
import { add, failed, summary } from './outcome.ts'
import type { Step } from './static-steps.ts'
import { staticSteps } from './static-steps.ts'
import { vitestSteps } from './vitest-steps.ts'

const parts = ['static', ...vitestSteps.map(({ name }) => name)]

function chooseSteps(args: readonly string[]): readonly Step[] {
  const wrong = args.find((arg) => !parts.includes(arg.replace(/^--only=/, '')) || !arg.startsWith('--only='))
  if (wrong !== undefined) {
    process.stderr.write(`Unknown option ${wrong}. Allowed: --only=${parts.join(' | --only=')}\n`)
    process.exit(2)
  }
  const chosen = new Set(args.map((arg) => arg.replace(/^--only=/, '')))
  const isChosen = (part: string): boolean => chosen.size === 0 || chosen.has(part)
  return [...(isChosen('static') ? staticSteps : []), ...vitestSteps.filter(({ name }) => isChosen(name))]
}

function runStep({ name, run }: Step): Outcome {
  process.stdout.write(`\n── ${name}\n`)
  const start = performance.now()
  const outcome = runSafely(run)
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  if (outcome.detail !== undefined) process.stdout.write(`${outcome.detail}\n`)
  process.stdout.write(`${outcome.failed === 0 ? '✓' : '✗'} ${name}: ${summary(outcome)} (${seconds} s)\n`)
  return outcome
}

// One broken step must not hide what the others would have found.
function runSafely(run: () => Outcome): Outcome {
  try {
    return run()
  } catch (error) {
    return failed(error instanceof Error ? (error.stack ?? error.message) : String(error))
  }
}

const steps = chooseSteps(process.argv.slice(2))
const outcomes = steps.map(runStep)
const red = steps.filter((_step, index) => outcomes[index]?.failed !== 0).map(({ name }) => name)
process.stdout.write(red.length === 0 ? '\n' : `\nFailed: ${red.join(', ')}\n`)
process.stdout.write(`${summary(add(outcomes))}\n`)
process.exitCode = red.length === 0 ? 0 : 1
