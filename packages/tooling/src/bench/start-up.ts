import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../repo.ts'
import { ensureWebBuilt } from '../web-build.ts'
import { freePort, memoryOf, sleep, startScript, untilReady } from './child.ts'
import type { Part } from './table.ts'

const restarts = 5
const idleMs = 10_000

type Start = { readonly readyMs: number; readonly idleMb: number | null; readonly stopMs: number }

async function startOnce(dataDir: string, waitMs: number): Promise<Start> {
  const port = await freePort()
  const since = performance.now()
  const child = startScript('packages/tooling/src/start.ts', [], { DATA_DIR: dataDir, PORT: String(port) })
  try {
    const readyMs = await untilReady(child, `http://127.0.0.1:${port}/`, since, 180_000)
    await sleep(waitMs)
    const idleMb = memoryOf(child.pid)?.nowMb ?? null
    const stopping = performance.now()
    await child.stop()
    return { readyMs, idleMb, stopMs: performance.now() - stopping }
  } finally {
    await child.stop()
  }
}

async function measure(dataDir: string) {
  const first = await startOnce(dataDir, idleMs)
  const later: Start[] = []
  for (let turn = 0; turn < restarts; turn++) later.push(await startOnce(dataDir, turn === 0 ? idleMs : 0))
  const ready = later.map(({ readyMs }) => readyMs).toSorted((a, b) => a - b)
  return {
    first,
    idleMb: later[0]?.idleMb ?? null,
    median: ready[Math.floor(restarts / 2)] ?? null,
    worst: ready.at(-1) ?? null,
  }
}

export const startPart: Part = {
  name: 'start',
  async run() {
    if (!ensureWebBuilt(root)) throw new Error('the web could not be built')
    const folder = mkdtempSync(join(tmpdir(), 'bench-start-'))
    try {
      const { first, idleMb, median, worst } = await measure(join(folder, 'data'))
      return [
        {
          title: 'Start',
          columns: ['', 'measured', 'aim'],
          rows: [
            ['first start with the demo city, s', first.readyMs / 1000, '≤ 60'],
            [`start to ready, median of ${restarts}, ms`, Math.round(median ?? Number.NaN), '≤ 1500'],
            [`start to ready, slowest of ${restarts}, ms`, Math.round(worst ?? Number.NaN), '≤ 3000'],
            [`memory after the first start and ${idleMs / 1000} s idle, MB`, first.idleMb, '≤ 150'],
            [`memory after ${idleMs / 1000} s idle, MB`, idleMb, '≤ 150'],
          ],
          note: 'Ready: `/` answers 200. Node 24 from node_modules, without the time of npm itself. Memory is RSS.',
        },
      ]
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
}
