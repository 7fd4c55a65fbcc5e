import { spawn } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { NotMeasured } from '../types.ts'
import type { Trial } from '../types.ts'

// Trials with a known end, for the tests of their runner.
const base = { section: 'Load', on: ['sqlite'], minutes: 1 } as const

export const met: Trial = {
  ...base,
  id: 'X1',
  promise: 'holds',
  aim: '≤ 2',
  run: () => Promise.resolve({ figure: '1', met: true, detail: 'one of two | seen' }),
}

export const missed: Trial = {
  ...base,
  id: 'X2',
  promise: 'does not hold',
  aim: '≤ 2',
  run: () => Promise.resolve({ figure: '3', met: false }),
}

export const broken: Trial = {
  ...base,
  id: 'X3',
  promise: 'breaks',
  aim: '0',
  run: () => Promise.reject(new Error('the server did not start')),
}

export const impossible: Trial = {
  ...base,
  id: 'X4',
  promise: 'cannot be measured here',
  aim: '0',
  run: () => Promise.reject(new NotMeasured('needs root')),
}

/** Starts something and never ends; both are ended with its time. */
export const endless: Trial = {
  ...base,
  id: 'X5',
  promise: 'never ends',
  aim: '0',
  minutes: 0.05,
  run: () => {
    const child = spawn('sleep', ['600'], { stdio: 'ignore' })
    writeFileSync(process.env['PLANTED_PID'] ?? '', String(child.pid))
    return new Promise(() => undefined)
  },
}

/** Is stopped half way the first time, and goes on from there the second. */
export const resumed: Trial = {
  ...base,
  id: 'X10',
  promise: 'is taken up where it was',
  aim: '2',
  run(context) {
    if (context.recall() === undefined) {
      context.keep({ done: 1 })
      process.exit(9)
    }
    const isEmpty = existsSync(context.folder)
    return Promise.resolve({ figure: JSON.stringify(context.recall()), met: isEmpty })
  },
}

export const both: Trial = {
  ...base,
  id: 'X11',
  promise: 'is asked of two databases',
  aim: '0',
  on: ['sqlite', 'postgres'],
  run: ({ database }) => Promise.resolve({ figure: database, met: true }),
}
