import { readFileSync, writeFileSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import threads, { Worker, isMainThread } from 'node:worker_threads'
import type { WorkerOptions } from 'node:worker_threads'

/*
 * Loaded into a server before anything else (memory.ts): where its memory lies is written to a file whenever it holds more than
 * ever before. MiB all over.
 */

export type MemoryPeak = {
  readonly resident: number
  /** By what it is: heaps of V8, what malloc holds, programs and fonts, and so on. */
  readonly places: Readonly<Record<string, number>>
  /** V8's heaps, of the server's own thread first: what is in use, and what they take. */
  readonly heaps: readonly { readonly name: string; readonly used: number; readonly taken: number }[]
}

const file = process.env['CITY_MEMORY_FILE']
const everyMs = 50
/** A new peak is told from so much more on: reading all maps takes some milliseconds. */
const leastMore = 4

const mib = (bytes: number): number => Math.round(bytes / 2 ** 20)

if (isMainThread && file !== undefined) watch(file)

function watch(into: string): void {
  const alive = followThreads()
  let peak = 0
  let isTelling = false
  const tell = async (resident: number): Promise<void> => {
    isTelling = true
    const [places, own] = [placesOf(readFileSync('/proc/self/smaps', 'utf8')), process.memoryUsage()]
    const others = await Promise.all([...alive].map(([worker, name]) => heapOf(worker, name)))
    const heaps = [{ name: 'server', used: mib(own.heapUsed), taken: mib(own.heapTotal) }, ...others]
    writeFileSync(into, JSON.stringify({ resident, places, heaps } satisfies MemoryPeak))
    isTelling = false
  }
  setInterval(() => {
    const resident = mib(process.memoryUsage.rss())
    if (isTelling || resident < peak + leastMore) return
    peak = resident
    void tell(resident)
  }, everyMs).unref()
}

/** Threads that run, by the names of their files. */
function followThreads(): ReadonlyMap<Worker, string> {
  const alive = new Map<Worker, string>()
  class Followed extends Worker {
    constructor(place: string | URL, options?: WorkerOptions) {
      super(place, options)
      alive.set(this, String(place).split('/').slice(-2).join('/'))
      this.once('exit', () => alive.delete(this))
    }
  }
  Object.assign(threads, { Worker: Followed })
  syncBuiltinESMExports()
  return alive
}

/** One that begins or ends tells nothing of itself. */
async function heapOf(worker: Worker, name: string): Promise<MemoryPeak['heaps'][number]> {
  const told = worker.getHeapStatistics().catch(() => null)
  const found = await Promise.race([told, new Promise<null>((resolve) => setTimeout(resolve, 1000, null))])
  return { name, used: mib(found?.used_heap_size ?? 0), taken: mib(found?.total_physical_size ?? 0) }
}

/** As the kernel lists a process's maps, each with what of it is resident. */
export function placesOf(smaps: string): Record<string, number> {
  const kb = new Map<string, number>()
  let name = ''
  for (const line of smaps.split('\n')) {
    const head = /^([\da-f]+)-[\da-f]+ (\S+) \S+ \S+ \S+ *(.*)$/.exec(line)
    if (head !== null) name = placeOf(Number.parseInt(head[1] ?? '', 16), head[2] ?? '', head[3] ?? '')
    const resident = /^Rss: +(\d+) kB$/.exec(line)
    if (resident !== null) kb.set(name, (kb.get(name) ?? 0) + Number(resident[1]))
  }
  return Object.fromEntries([...kb].map(([place, size]) => [place, Math.round(size / 1024)]))
}

/** V8 takes its pages anywhere below the system's own maps, glibc its further arenas at multiples of 64 MiB. */
function placeOf(start: number, rights: string, path: string): string {
  if (path.startsWith('/')) return 'files'
  if (path === '[heap]') return 'malloc'
  if (path !== '') return 'others'
  if (start < 0x7e_00_00_00_00_00) return 'V8'
  if (rights.includes('x')) return 'code'
  return start % 2 ** 26 === 0 ? 'malloc' : 'maps'
}
