import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from '../repo.ts'
import { memoryOf, sleep } from '../bench/child.ts'
import { crowd, formsOf, handlesOf, personOf, release } from './busy/crowd.ts'
import type { Crowd } from './busy/fuzz.ts'
import { anyRequest, seededChance } from './busy/fuzz.ts'
import type { MemoryPeak } from './city/memory-watch.ts'
import { serveCity } from './city/serve.ts'
import type { City } from './city/serve.ts'
import { NotMeasured } from './types.ts'
import type { Measured, Trial } from './types.ts'

const watch = pathToFileURL(join(root, 'packages/tooling/src/trials/city/memory-watch.ts')).href

const mostMb = 512
const mostHandlesMore = 8

async function crowdOf(city: City): Promise<Crowd> {
  const people = await crowd(city)
  const { body } = await personOf(people, 'lingdao').ask('GET', `${release}/matrix`)
  const measures = [...body.indicators.map(({ code }: { code: string }) => code), 'score']
  return { city, people, forms: await formsOf(city, people), measures, units: body.units.code, chance: seededChance(1) }
}

/** Twelve at a time, whoever they are; counts what came back. */
async function askMany(all: Crowd, count: number, seen: Map<number | string, number>): Promise<void> {
  let left = count
  const ask = async (): Promise<void> => {
    while (left-- > 0) {
      const answer = await anyRequest(all).then(
        ({ status }) => status,
        (error: unknown) => `dropped (${error instanceof Error ? error.message : String(error)})`,
      )
      seen.set(answer, (seen.get(answer) ?? 0) + 1)
    }
  }
  await Promise.all(Array.from({ length: 12 }, ask))
}

/** Where the memory lay when there was most of it, as the server itself counted. */
function peakWords(file: string): string {
  const { resident, places, heaps } = JSON.parse(readFileSync(file, 'utf8')) as MemoryPeak
  const parts = Object.entries(places).toSorted(([, left], [, right]) => right - left)
  const words = parts.map(([place, size]) => `${place} ${size}`).join(', ')
  return `at ${resident} MiB: ${words}; V8 of ${heaps.map(({ name, used, taken }) => `${name} ${used} in ${taken}`).join(', ')}`
}

export const memory: Trial = {
  id: 'S4b',
  section: 'Security',
  promise: 'memory stays bounded through reads, exports, uploads and rubbish by everybody at once',
  aim: `peak ≤ ${mostMb} MiB resident, 0 answers of 5xx but 503, handles as before`,
  on: ['sqlite', 'postgres'],
  minutes: 40,
  async run(context): Promise<Measured> {
    const count = context.isQuick ? 300 : 5000
    // Threads that have nothing to do end, and kept connections are closed.
    const restMs = context.isQuick ? 20_000 : 90_000
    const peakFile = join(context.folder, 'peak.json')
    const city = await serveCity(context, { preload: watch, env: { CITY_MEMORY_FILE: peakFile } })
    try {
      if (memoryOf(city.pid) === null)
        throw new NotMeasured('resident memory is read from /proc, which Linux alone has')
      const all = await crowdOf(city)
      const seen = new Map<number | string, number>()
      // Threads and connections are opened with the first that need them.
      await askMany(all, Math.ceil(count / 5), seen)
      await sleep(restMs)
      const handles = handlesOf(city.pid)
      await askMany(all, count, seen)
      const { peakMb } = memoryOf(city.pid) ?? { peakMb: Number.NaN }
      context.say(`${count} asked, ${peakMb.toFixed(0)} MiB at most`)
      await sleep(restMs)
      const { nowMb, fileMb } = memoryOf(city.pid) ?? { nowMb: Number.NaN, fileMb: Number.NaN }
      const more = handlesOf(city.pid) - handles
      const bad = [...seen].filter(([answer]) => typeof answer === 'string' || (answer >= 500 && answer !== 503))
      return {
        figure: `${peakMb.toFixed(0)} MiB at most over ${count} requests, ${nowMb.toFixed(0)} afterwards, ${more} handles more`,
        met: peakMb <= mostMb && bad.length === 0 && more <= mostHandlesMore,
        detail: `${[...seen].map(([answer, times]) => `${times} × ${answer}`).join(', ')}; of what stays ${fileMb.toFixed(0)} MiB are pages of program files and fonts, which the system may drop; ${peakWords(peakFile)}`,
      }
    } finally {
      await city.end('SIGTERM')
    }
  },
}
