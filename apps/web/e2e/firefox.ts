import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/*
 * A stock Firefox, spoken to as WebDriver BiDi says: the driver that the other tests use wants a Firefox of its own, which
 * no distribution carries, and asks this one for a command that it does not have.
 */

export type Firefox = {
  goto(address: string): Promise<void>
  /** The value of an expression in the page; it must survive JSON. */
  evaluate<T>(expression: string): Promise<T>
  /** Asks until the expression holds; throws with the page's words when it does not in time. */
  until(expression: string): Promise<void>
  /** Types into what has the focus, or presses keys by their code points. */
  press(keys: string): Promise<void>
  setWindow(width: number, height: number): Promise<void>
  /** Errors that pages threw or printed. */
  readonly faults: readonly string[]
  stop(): Promise<void>
}

export const keys = { tab: '\uE004', enter: '\uE007', escape: '\uE00C' } as const

type Answer = { id?: number; type: string; method?: string; params?: LogEntry; result?: unknown; message?: string }
type LogEntry = { level?: string; text?: string }
type Send = (method: string, params: object) => Promise<unknown>

const patienceMs = 60_000

/** Preferences of a browser that asks no other host and tells nothing of a first run. */
const preferences = {
  'remote.active-protocols': 1,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.homepage': 'about:blank',
  'datareporting.policy.dataSubmissionEnabled': false,
  'app.update.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'ui.prefersReducedMotion': 1,
}

/** Starts Firefox without a window and opens a tab. */
export async function startFirefox(executable: string): Promise<Firefox> {
  const profile = mkdtempSync(join(tmpdir(), 'cg-firefox-'))
  const lines = Object.entries(preferences).map(([key, value]) => `user_pref("${key}", ${JSON.stringify(value)});`)
  writeFileSync(join(profile, 'user.js'), lines.join('\n'))
  const child = spawn(executable, ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port=0'], {
    env: { ...process.env, HOME: profile, MOZ_HEADLESS: '1' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const address = await addressIn(child.stderr)
  const faults: string[] = []
  const { send, close } = await connect(`${address}/session`, ({ level, text }) => {
    // A page that is left while it still asks gives its questions up, which Firefox prints.
    if (level === 'error' && !(text ?? '').startsWith('AbortError')) faults.push(text ?? '')
  })
  await send('session.new', { capabilities: {} })
  await send('session.subscribe', { events: ['log.entryAdded'] })
  const { contexts } = (await send('browsingContext.getTree', {})) as { contexts: { context: string }[] }
  const tab = contexts[0]?.context ?? ''
  return { ...driverOf(send, tab), faults, stop: () => stop() }

  async function stop(): Promise<void> {
    close()
    child.kill('SIGTERM')
    await ended
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
}

function driverOf(send: Send, context: string): Omit<Firefox, 'faults' | 'stop'> {
  const evaluate = async <T>(expression: string): Promise<T> => {
    const answer = (await send('script.evaluate', {
      expression: `(async () => JSON.stringify(await (${expression})))()`,
      target: { context },
      awaitPromise: true,
    })) as { type: string; result?: { value?: string }; exceptionDetails?: { text: string } }
    if (answer.type !== 'success') throw new Error(`${expression}: ${answer.exceptionDetails?.text ?? 'failed'}`)
    // A cast: the caller says what its expression yields.
    return JSON.parse(answer.result?.value ?? 'null') as T
  }
  return {
    evaluate,
    async goto(url) {
      const navigate = () => send('browsingContext.navigate', { context, url, wait: 'complete' })
      // Firefox gives the new address up when the page before was still changing its own.
      await navigate().catch((error: unknown) => {
        if (error instanceof Error && error.message.includes('NS_BINDING_ABORTED')) return navigate()
        throw error
      })
    },
    async until(expression) {
      const end = Date.now() + patienceMs
      while (!(await evaluate<boolean>(`Boolean(${expression})`))) {
        if (Date.now() > end)
          throw new Error(`never: ${expression}\n${await evaluate<string>('document.body.innerText.slice(0, 600)')}`)
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
    },
    async press(typed) {
      const actions = typed.split('').flatMap((value) => [
        { type: 'keyDown', value },
        { type: 'keyUp', value },
      ])
      await send('input.performActions', { context, actions: [{ type: 'key', id: 'keyboard', actions }] })
    },
    async setWindow(width, height) {
      await send('browsingContext.setViewport', { context, viewport: { width, height } })
    },
  }
}

/** Firefox says on its error stream where it listens. */
function addressIn(output: NodeJS.ReadableStream): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    const timer = setTimeout(() => reject(new Error(`Firefox did not start:\n${text}`)), patienceMs)
    output.on('data', (data: Buffer) => {
      text += data.toString()
      const [, found] = /WebDriver BiDi listening on (ws:\S+)/.exec(text) ?? []
      if (found === undefined) return
      clearTimeout(timer)
      resolve(found)
    })
  })
}

async function connect(address: string, onLog: (entry: LogEntry) => void): Promise<{ send: Send; close: () => void }> {
  const socket = new WebSocket(address)
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true })
    socket.addEventListener('error', () => reject(new Error(`no connection to ${address}`)), { once: true })
  })
  const waiting = new Map<number, (answer: Answer) => void>()
  socket.addEventListener('message', ({ data }) => {
    const answer = JSON.parse(String(data)) as Answer
    if (answer.method === 'log.entryAdded') onLog(answer.params ?? {})
    else if (answer.id !== undefined) waiting.get(answer.id)?.(answer)
  })
  let last = 0
  const send: Send = (method, params) =>
    new Promise((resolve, reject) => {
      last += 1
      const id = last
      waiting.set(id, (answer) => {
        waiting.delete(id)
        if (answer.type === 'error') reject(new Error(`${method}: ${answer.message}`))
        else resolve(answer.result)
      })
      socket.send(JSON.stringify({ id, method, params }))
    })
  return { send, close: () => socket.close() }
}
