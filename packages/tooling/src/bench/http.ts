import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Child } from './child.ts'
import { firstMessage, startScript } from './child.ts'
import { fetchBytes, runLoad } from './load.ts'
import type { Load, Reply } from './load.ts'
import { openSession } from './dataset.ts'
import { publishedDataset } from './published.ts'
import type { Cell, Part, Size, Table } from './table.ts'

export type Question = { readonly name: string; readonly path: string }

/** A served data set: where it listens, as whom to ask, and what. */
export type Served = {
  readonly size: string
  readonly origin: string
  readonly cookie: string
  readonly questions: readonly Question[]
}

const connectionCounts = [1, 32]

const rounds = 3

type Beside = { readonly ours: Load; readonly theirs: Load }

/** Answers per second of the product, beside a bare Fastify that sends the very same bytes. */
export async function measureAnswers(served: Served, seconds: number): Promise<Table> {
  const rows: Cell[][] = []
  for (const { name, path } of served.questions) {
    const url = served.origin + path
    const headers = { cookie: served.cookie, 'accept-encoding': 'gzip' }
    const reply = await fetchBytes(url, headers)
    await besideBareFastify(reply, async (bare) => {
      for (const connections of connectionCounts) {
        const { ours, theirs } = await alternate(
          (duration) => runLoad(url, connections, duration, headers),
          (duration) => runLoad(bare, connections, duration, {}),
          seconds,
        )
        const perSecond = [Math.round(ours.perSecond), Math.round(theirs.perSecond), ours.perSecond / theirs.perSecond]
        rows.push([name, reply.body.length / 1000, connections, ours.p50, ours.p99, ...perSecond])
      }
    })
  }
  return {
    title: `Answers, ${served.size}`,
    columns: [
      'answer',
      'kB sent',
      'connections',
      'p50 ms',
      'p99 ms',
      'per second',
      'bare Fastify',
      'ratio (aim ≥ 0.8)',
    ],
    rows,
    note: `Server and load generator share this machine; the two servers take turns, and the round with the median ratio of ${rounds} is shown.`,
  }
}

type Run = (seconds: number) => Promise<Load>

/** Turns, so that what else the machine does hits both; half a second before, so that neither is judged uncompiled. */
async function alternate(ours: Run, theirs: Run, seconds: number): Promise<Beside> {
  await ours(0.5)
  await theirs(0.5)
  const turns: Beside[] = []
  for (let round = 0; round < rounds; round++) turns.push({ ours: await ours(seconds), theirs: await theirs(seconds) })
  const ratio = ({ ours: mine, theirs: bare }: Beside): number => mine.perSecond / bare.perSecond
  const median = turns.toSorted((a, b) => ratio(a) - ratio(b))[Math.floor(rounds / 2)]
  if (median === undefined) throw new Error('no rounds')
  return median
}

async function besideBareFastify(reply: Reply, body: (url: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-bytes-'))
  let child: Child | undefined
  try {
    const file = join(folder, 'body')
    writeFileSync(file, reply.body)
    const encoding = reply.contentEncoding === undefined ? [] : [reply.contentEncoding]
    child = startScript('packages/tooling/src/bench/serve-bytes.ts', [file, reply.contentType, ...encoding])
    const { port } = (await firstMessage(child)) as { port: number }
    await body(`http://127.0.0.1:${port}/`)
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
    return await body({ size: size.name, origin: `http://127.0.0.1:${port}`, cookie, questions })
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
