import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { root } from '../repo.ts'
import type { Ended } from './run.ts'
import type { Engine, Trial } from './types.ts'

export type Start = {
  /** The module that exports the trials. */
  readonly registry: string
  readonly results: string
  readonly isQuick: boolean
  readonly commit: string
}

/** How long a trial that is ended has for putting away what it started. */
const graceMs = 15_000

/**
 * Runs a trial in a process group of its own, so that its memory is its own and that it, with everything it started, can be
 * ended when its time is over or the run is stopped.
 */
export function runInOwnProcess(trial: Trial, database: Engine, start: Start): Promise<Ended> {
  const script = join(root, 'packages/tooling/src/trials/one.ts')
  const words = JSON.stringify({ ...start, id: trial.id, database })
  const child = spawn(process.execPath, ['--expose-gc', script, words], {
    cwd: root,
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const stop = (): void => endGroup(child, 'SIGKILL')
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, onSignal)
  function onSignal(): void {
    endGroup(child, 'SIGTERM')
    setTimeout(() => process.exit(130), 500)
    process.once('exit', stop)
  }
  return new Promise<Ended>((resolve) => {
    let ended: Ended | null = null
    const late = setTimeout(() => {
      ended ??= { kind: 'failed', reason: `took longer than its ${trial.minutes} minutes and was ended` }
      child.kill('SIGTERM')
      setTimeout(stop, graceMs).unref()
    }, trial.minutes * 60_000)
    // A cast: one.ts sends nothing else.
    child.once('message', (message) => (ended ??= message as Ended))
    child.once('error', (error) => (ended ??= { kind: 'failed', reason: error.message }))
    child.once('exit', (code, signal) => {
      clearTimeout(late)
      stop()
      for (const one of ['SIGINT', 'SIGTERM'] as const) process.off(one, onSignal)
      resolve(ended ?? { kind: 'failed', reason: `ended with ${code ?? signal} and told nothing` })
    })
  })
}

function endGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, signal)
  } catch (error) {
    // The whole group is gone already: that is what is wanted.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}
