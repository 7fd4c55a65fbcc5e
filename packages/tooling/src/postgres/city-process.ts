import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { root } from '../repo.ts'

/* The product as an operator starts it, and people who use it over HTTP. */

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

// The answer of a route; whoever asks knows its form.
// oxlint-disable-next-line typescript/no-explicit-any
export type Told = { readonly status: number; readonly body: any }

export async function ask(base: string, cookie: string, method: string, path: string, body?: unknown): Promise<Told> {
  const reply = await fetch(base + path, {
    method,
    headers: { cookie, ...(body === undefined ? {} : { 'content-type': 'application/json', origin: base }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await reply.text()
  const isJson = reply.headers.get('content-type')?.includes('json') === true
  return { status: reply.status, body: isJson ? JSON.parse(text) : text }
}

/** The cookie of a demo account that has signed in. */
export async function signIn(base: string, login: string): Promise<string> {
  const reply = await fetch(`${base}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: base },
    body: JSON.stringify({ login, password: 'Yunchuan-2026' }),
  })
  const cookie = reply.headers.get('set-cookie')?.split(';')[0]
  if (reply.status !== 200 || cookie === undefined) throw new Error(`${login} cannot sign in: ${await reply.text()}`)
  return cookie
}
