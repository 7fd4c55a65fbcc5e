import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { root } from '../../repo.ts'

/* A process of the product beside others on one database: serve.ts gives each city a database of its own. */

export type CityProcess = {
  readonly base: string
  readonly printed: () => string
  readonly kill: (signal: NodeJS.Signals) => Promise<void>
}

const readyMs = 1_200_000

export async function startCity(port: number, env: Readonly<Record<string, string>>): Promise<CityProcess> {
  const base = `http://127.0.0.1:${port}`
  const child = spawn(process.execPath, ['packages/tooling/src/start.ts'], {
    cwd: root,
    env: { ...process.env, LOG_LEVEL: 'error', NODE_ENV: 'production', ...env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (output += data.toString()))
  const end = Date.now() + readyMs
  while (!(await answers(base))) {
    if (child.exitCode !== null || Date.now() > end) {
      await kill(child, 'SIGKILL')
      throw new Error(`the server did not start:\n${output}`)
    }
    await wait(100)
  }
  return { base, printed: () => output, kill: (signal) => kill(child, signal) }
}

async function kill(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill(signal)
  await exit
}

const answers = (base: string): Promise<boolean> =>
  fetch(`${base}/livez`).then(
    ({ ok }) => ok,
    () => false,
  )
