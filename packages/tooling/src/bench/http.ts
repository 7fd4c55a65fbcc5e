import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Child } from './child.ts'
import { columnsMediaType } from '@cg/contract/columns/media-type'
import { firstMessage, processorMs, startScript } from './child.ts'
import { fetchBytes, runLoad } from './load.ts'
import type { Asked, Load, Reply } from './load.ts'
import { openSession } from './dataset.ts'
import { publishedDataset } from './published.ts'
import type { Cell, Part, Size, Table } from './table.ts'

export type Question = { readonly name: string; readonly path: string }

/** A served data set: where it listens, as whom to ask, and what. */
export type Served = {
  readonly size: string
  readonly origin: string
  readonly pid: number
  readonly cookie: string
  readonly questions: readonly Question[]
}

const connectionCounts = [1, 32]

/** Many and short: what else the machine does comes and goes by the second. */
const rounds = 9

/** A load, and what the server spent on all its answers, in milliseconds of processor. */
type Turn = Load & { readonly cpuMs: number | null }
type Beside = { readonly ours: Turn; readonly theirs: Turn }

/** Answers per second of the product, beside a bare Fastify that sends the very same bytes. */
export async function measureAnswers(served: Served, seconds: number): Promise<Table> {
  const rows: Cell[][] = []
  for (const { name, path } of served.questions) {
    const url = served.origin + path
    // As the web asks.
    const headers = {
      cookie: served.cookie,
      'accept-encoding': 'gzip',
      accept: `${columnsMediaType}, application/json`,
    }
    const start = performance.now()
    const reply = await fetchBytes(url, headers)
    const first = performance.now() - start
    await besideBareFastify(reply, async (bare) => {
      const whole: Question & Pair = {
        name,
        path,
        ours: { pid: served.pid, asked: { url, headers, status: 200 } },
        theirs: { pid: bare.pid, asked: { url: bare.url, headers: {}, status: 200 } },
      }
      const held = { ...headers, 'if-none-match': reply.etag }
      const unchanged: Question & Pair = {
        name: `${name}, unchanged (304)`,
        path,
        ours: { pid: served.pid, asked: { url, headers: held, status: 304 } },
        theirs: { pid: bare.pid, asked: { url: `${bare.url}unchanged`, headers: {}, status: 304 } },
      }
      for (const connections of connectionCounts)
        rows.push(await rowOf(whole, { connections, seconds, kB: reply.body.length / 1000, first }))
      if (name === 'ranking') rows.push(await rowOf(unchanged, { connections: 32, seconds, kB: 0, first: null }))
    })
  }
  return { title: `Answers, ${served.size}`, columns, rows, note }
}

const columns = [
  'answer',
  'kB sent',
  'connections',
  'p50 ms',
  'p99 ms',
  'per second',
  'bare Fastify',
  'ratio (aim ≥ 0.95)',
  'ratio by processor',
  'first ms',
  'bare p99 ms',
]

const note = `Server and load generator share this machine; the two servers take ${rounds} turns each, of which each figure is the median. By processor: what the bare server spends on an answer over what ours does in all turns, which depends less on what else the machine does. First: packed for the first time since the start. What the bare server’s slowest hundredth takes beside ours is the machine’s own and the generator’s.`

type Server = { readonly pid: number; readonly asked: Asked }
type Pair = { readonly ours: Server; readonly theirs: Server }
type Row = {
  readonly connections: number
  readonly seconds: number
  readonly kB: number
  readonly first: number | null
}

async function rowOf({ name, ...pair }: Question & Pair, { connections, seconds, kB, first }: Row): Promise<Cell[]> {
  const turns = await alternate(pair, connections, seconds / 3)
  const middle = (read: (turn: Beside) => number): number => median(turns.map(read))
  return [
    name,
    kB,
    connections,
    middle(({ ours }) => ours.p50),
    middle(({ ours }) => ours.p99),
    Math.round(middle(({ ours }) => ours.perSecond)),
    Math.round(middle(({ theirs }) => theirs.perSecond)),
    middle(({ ours, theirs }) => ours.perSecond / theirs.perSecond),
    byProcessor(turns),
    first,
    middle(({ theirs }) => theirs.p99),
  ]
}

/** Turns, so that what else the machine does hits both. */
async function alternate({ ours, theirs }: Pair, connections: number, seconds: number): Promise<Beside[]> {
  await warm(ours.asked, connections)
  await warm(theirs.asked, connections)
  const turns: Beside[] = []
  for (let round = 0; round < rounds; round++)
    turns.push({
      ours: await turnOf(ours, connections, seconds),
      theirs: await turnOf(theirs, connections, seconds),
    })
  return turns
}

function median(values: readonly number[]): number {
  const middle = values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
  if (middle === undefined) throw new Error('no rounds')
  return middle
}

/** Over all turns: the processor’s time is counted in hundredths of a second. */
function byProcessor(turns: readonly Beside[]): number | null {
  const [ours, theirs] = [perAnswer(turns.map((turn) => turn.ours)), perAnswer(turns.map((turn) => turn.theirs))]
  return ours === null || theirs === null ? null : theirs / ours
}

function perAnswer(turns: readonly Turn[]): number | null {
  const known = turns.flatMap(({ cpuMs, requests }) => (cpuMs === null ? [] : [{ cpuMs, requests }]))
  const sum = (read: (turn: (typeof known)[number]) => number): number =>
    known.reduce((all, turn) => all + read(turn), 0)
  return known.length === 0 ? null : sum(({ cpuMs }) => cpuMs) / sum(({ requests }) => requests)
}

/** Until an answer is compiled, which costs as much as some thousand of them; on a slow machine that takes a while. */
async function warm(asked: Asked, connections: number): Promise<void> {
  let answered = 0
  for (let turn = 0; turn < 6 && answered < 10_000; turn++)
    answered += (await runLoad(asked, connections, 0.5)).requests
}

async function turnOf({ pid, asked }: Server, connections: number, seconds: number): Promise<Turn> {
  const before = processorMs(pid)
  const load = await runLoad(asked, connections, seconds)
  const after = processorMs(pid)
  return { ...load, cpuMs: before === null || after === null ? null : after - before }
}

type Bare = { readonly url: string; readonly pid: number }

async function besideBareFastify(reply: Reply, body: (bare: Bare) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-bytes-'))
  let child: Child | undefined
  try {
    const file = join(folder, 'body')
    writeFileSync(file, reply.body)
    const encoding = reply.contentEncoding === undefined ? [] : [reply.contentEncoding]
    child = startScript('packages/tooling/src/bench/serve-bytes.ts', [file, reply.contentType, ...encoding])
    const { port } = (await firstMessage(child)) as { port: number }
    await body({ url: `http://127.0.0.1:${port}/`, pid: child.pid })
  } finally {
    await child?.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Serves a published data set with the product's own buildApp, in a process of its own, to a signed-in leader. */
async function withServer<T>(size: Size, quarters: number, body: (served: Served) => Promise<T>): Promise<T> {
  const { dataset, code } = await publishedDataset(size, quarters)
  const release = `/api/v1/releases/${code}`
  const questions = [
    { name: 'ranking', path: `${release}/rankings/JN03` },
    { name: 'trend', path: `${release}/indicators/JN03` },
    { name: 'heat map', path: `${release}/matrix` },
    { name: 'cockpit', path: `${release}/overview` },
  ]
  const child = startScript('packages/tooling/src/bench/serve-app.ts', [dataset.folder])
  try {
    const { port } = (await firstMessage(child)) as { port: number }
    const cookie = `cg=${openSession(dataset)}`
    return await body({ size: size.name, origin: `http://127.0.0.1:${port}`, pid: child.pid, cookie, questions })
  } finally {
    await child.stop()
  }
}

export const httpPart: Part = {
  name: 'http',
  async run({ sizes, seconds, quarters }) {
    const tables: Table[] = []
    for (const size of sizes) tables.push(await withServer(size, quarters, (served) => measureAnswers(served, seconds)))
    return tables
  },
}
