import { once } from 'node:events'
import { readFileSync, readdirSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { signIn } from '../city/people.ts'
import type { Person } from '../city/people.ts'
import type { City } from '../city/serve.ts'

/** The demo city's newest release, and everybody who works with it. */
export const release = '/api/v1/releases/CG-2026Q2-01'

const logins = [
  'lingdao',
  'dongwan',
  'rsj',
  'tjj',
  'gxj',
  'zgh',
  'czj',
  'ybj',
  'dwtb',
  'shenhe',
  'fabu',
  'admin',
  'shenji',
]

export async function crowd({ base }: City): Promise<Person[]> {
  const people: Person[] = []
  for (const login of logins) people.push(await signIn(base, login))
  return people
}

export function personOf(people: readonly Person[], login: string): Person {
  const found = people.find((one) => one.login === login)
  if (found === undefined) throw new Error(`${login} has not signed in`)
  return found
}

export type Reply = {
  readonly status: number
  readonly retryAfter: number | null
  readonly bytes: Buffer<ArrayBuffer>
  readonly ms: number
}

/** A file up or down; rejects when the connection is dropped. */
export async function fetchFile(
  city: City,
  { cookie }: Person,
  path: string,
  file?: Blob,
  name = 'a.xlsx',
): Promise<Reply> {
  const from = performance.now()
  const form = new FormData()
  if (file !== undefined) form.set('file', file, name)
  const sent = file === undefined ? {} : { method: 'POST', body: form }
  const reply = await fetch(city.base + path, { ...sent, headers: { cookie } })
  const bytes = Buffer.from(await reply.arrayBuffer())
  const again = reply.headers.get('retry-after')
  return {
    status: reply.status,
    retryAfter: again === null ? null : Number(again),
    bytes,
    ms: performance.now() - from,
  }
}

type Owed = { readonly period: string; readonly form: string; readonly reporter: string; readonly state: string }

const open = new Set(['not_started', 'draft', 'returned'])
export type OwnForm = { readonly person: Person; readonly path: string; readonly template: Buffer<ArrayBuffer> }

/** The forms that these people fill, each with its workbook. */
export async function formsOf(city: City, people: readonly Person[]): Promise<OwnForm[]> {
  const forms: OwnForm[] = []
  for (const person of people) {
    const { body } = await person.ask('GET', '/api/v1/work')
    for (const { period, form, reporter } of ((body.owed ?? []) as Owed[])
      .filter(({ state }) => open.has(state))
      .slice(0, 6)) {
      const path = `/api/v1/forms/${period}/${form}/${reporter}`
      const { status, bytes } = await fetchFile(city, person, `${path}/template.xlsx`)
      if (status === 200) forms.push({ person, path, template: bytes })
    }
  }
  if (forms.length === 0) throw new Error('nobody of them fills a form')
  return forms
}

/**
 * How long the server takes to say that it lives, asked every 20 ms until `stop`; all in ms. In a thread of its own: who sends
 * three hundred files at once is too busy to see when an answer came.
 */
export async function watchLife({ base }: City): Promise<{ readonly stop: () => Promise<number[]> }> {
  const thread = new Worker(new URL('./life-thread.ts', import.meta.url), { workerData: `${base}/livez` })
  await once(thread, 'message')
  return {
    async stop() {
      const told = once(thread, 'message')
      thread.postMessage('stop')
      // A cast: the thread sends nothing else then.
      const [took] = (await told) as [number[]]
      await thread.terminate()
      return took
    },
  }
}

/** Processor time of a process so far, ms (Linux). */
export function spentBy(pid: number): number {
  const [user = 0, system = 0] =
    readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ').slice(11, 13).map(Number) ?? []
  return (user + system) * 10
}

export function handlesOf(pid: number): number {
  return readdirSync(`/proc/${pid}/fd`).length
}
