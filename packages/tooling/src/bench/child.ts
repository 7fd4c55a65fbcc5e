import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { root } from '../repo.ts'

export type Child = {
  readonly process: ChildProcess
  readonly pid: number
  readonly output: () => string
  readonly stop: () => Promise<void>
}

/** Starts a script of the checkout under this Node; what it prints is kept for the error message. */
export function startScript(script: string, args: readonly string[] = [], env: NodeJS.ProcessEnv = {}): Child {
  const child = spawn(process.execPath, [join(root, script), ...args], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data: Buffer) => (output += data.toString()))
  if (child.pid === undefined) throw new Error(`${script} did not start`)
  return { process: child, pid: child.pid, output: () => output, stop: () => stopped(child) }
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill('SIGTERM')
  await exit
}

/** The first message a script sends with process.send; rejects with its output when it ends without one. */
export function firstMessage(child: Child): Promise<unknown> {
  return new Promise((resolve, reject) => {
    child.process.once('message', resolve)
    child.process.once('exit', (code) => reject(new Error(`ended with ${code} before it answered:\n${child.output()}`)))
  })
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

/** Milliseconds from `since` until `url` answers 200. */
export async function untilReady(child: Child, url: string, since: number, limitMs: number): Promise<number> {
  while (performance.now() - since < limitMs) {
    if (child.process.exitCode !== null) throw new Error(`ended before it was ready:\n${child.output()}`)
    const isReady = await fetch(url).then(
      async (response) => (await response.arrayBuffer()) && response.ok,
      () => false,
    )
    if (isReady) return performance.now() - since
    await sleep(10)
  }
  throw new Error(`${url} was not ready after ${limitMs} ms:\n${child.output()}`)
}

/** Resident memory in MB now and at its peak, as the kernel counts it (Linux). */
export function memoryOf(pid: number): { nowMb: number; peakMb: number; fileMb: number } | null {
  if (process.platform !== 'linux') return null
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const read = (field: string): number => Number(new RegExp(`${field}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1024
  return { nowMb: read('VmRSS'), peakMb: read('VmHWM'), fileMb: read('RssFile') }
}

/** Milliseconds of processor that a process has used over all its threads (Linux). */
export function processorMs(pid: number): number | null {
  return ticksOf(pid, 11)
}

/** The same of the processes that it has started and that have ended. */
export function endedChildrenMs(pid: number): number | null {
  return ticksOf(pid, 13)
}

/** Two fields of the process's `stat`, for the user and for the system, from `first` on after its name. */
function ticksOf(pid: number, first: number): number | null {
  if (process.platform !== 'linux') return null
  const [, fields = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(/\) /)
  const ticks = fields.split(' ').map(Number)
  // A tick is a hundredth of a second on every Linux that this runs on.
  return ((ticks[first] ?? Number.NaN) + (ticks[first + 1] ?? Number.NaN)) * 10
}

/** Watches what this process and those it starts hold together; the answer ends it and says the most, in MB (Linux). */
export function watchMemory(): () => number | null {
  let most = 0
  const look = (): void => {
    most = Math.max(
      most,
      residentMb(process.pid) + childrenOf(process.pid).reduce((sum, pid) => sum + residentMb(pid), 0),
    )
  }
  const timer = process.platform === 'linux' ? setInterval(look, 5) : undefined
  return () => {
    clearInterval(timer)
    // What it held alone while it could not look.
    const own = memoryOf(process.pid)
    return own === null ? null : Math.max(most, own.peakMb)
  }
}

const childrenOf = (pid: number): number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number)

/** 0 once the process is gone. */
function residentMb(pid: number): number {
  try {
    // One that has ended and was not waited for has none.
    return memoryOf(pid)?.nowMb || 0
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes(String((error as NodeJS.ErrnoException).code))) return 0
    throw error
  }
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
