import { crowd, fetchFile, formsOf, personOf, release, watchLife } from './busy/crowd.ts'
import type { Reply } from './busy/crowd.ts'
import { percentile } from './crash/rounds.ts'
import { serveCity } from './city/serve.ts'
import type { Measured, Trial } from './types.ts'

const longestLifeMs = 200

/** Every answer is the work done, or a word when to come again. */
function faultOf({ status, retryAfter, bytes }: Reply): string | null {
  if (status === 200 || status === 429) return null
  if (status !== 503) return `${status}: ${bytes.toString().slice(0, 120)}`
  return retryAfter !== null && retryAfter > 0 && /[\u4e00-\u9fff]/u.test(bytes.toString())
    ? null
    : '503 without words or time'
}

const chart = (title: string, preset = 'slide') =>
  `${release}/charts/export?kind=district-ranking&measure=JN03&format=png&preset=${preset}&title=${encodeURIComponent(title)}`

export const crowded: Trial = {
  id: 'D15',
  section: 'Durability and faults',
  promise: '100 exports and 200 uploads at one moment stall nobody: done, or 503 with words and Retry-After',
  aim: `/livez ≤ ${longestLifeMs} ms throughout, 0 dropped, 0 other answers`,
  on: ['sqlite', 'postgres'],
  minutes: 15,
  async run(context): Promise<Measured> {
    const city = await serveCity(context)
    try {
      const people = await crowd(city)
      const forms = await formsOf(city, people)
      // The first of each loads its code.
      for (const { person, path, template } of forms.slice(0, 1))
        await fetchFile(city, person, `${path}/upload`, new Blob([template]))
      await fetchFile(city, personOf(people, 'lingdao'), chart('先画一张'))
      const life = await watchLife(city)
      const exports = Array.from({ length: 100 }, (_, at) =>
        fetchFile(city, people[at % people.length] ?? personOf(people, 'admin'), chart(`第${at}张`)),
      )
      const uploads = Array.from({ length: 200 }, (_, at) => {
        const own = forms[at % forms.length]
        if (own === undefined) throw new Error('no form')
        return fetchFile(city, own.person, `${own.path}/upload`, new Blob([own.template]))
      })
      const settled = await Promise.allSettled([...exports, ...uploads])
      const lives = await life.stop()
      const replies = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
      const faults = replies.map(faultOf).filter((fault) => fault !== null)
      const dropped = settled.length - replies.length
      const done = replies.filter(({ status }) => status === 200).length
      const slowest = Math.max(...lives)
      return {
        figure: `${done} done, ${replies.length - done - faults.length} told to come again, ${dropped} dropped; /livez p99 ${percentile(lives, 0.99).toFixed(0)} ms, slowest ${slowest.toFixed(0)} ms of ${lives.length}`,
        met: slowest <= longestLifeMs && dropped === 0 && faults.length === 0,
        ...(faults.length === 0 ? {} : { detail: faults.slice(0, 3).join('; ') }),
      }
    } finally {
      await city.end('SIGTERM')
    }
  },
}

export const greedy: Trial = {
  id: 'S13b',
  section: 'Security',
  promise: 'somebody who asks for 24 posters at once holds nobody else’s chart',
  aim: 'the other’s chart comes before the third poster; ≤ 5 posters under way, the rest told to come again',
  on: ['sqlite', 'postgres'],
  minutes: 5,
  async run(context): Promise<Measured> {
    const city = await serveCity(context)
    try {
      const people = await crowd(city)
      await fetchFile(city, personOf(people, 'lingdao'), chart('先画一张'))
      let done = 0
      const posters = Array.from({ length: 24 }, async (_, at) => {
        const reply = await fetchFile(city, personOf(people, 'rsj'), chart(`海报${at}`, 'poster'))
        if (reply.status === 200) done += 1
        return reply
      })
      const other = await fetchFile(city, personOf(people, 'lingdao'), chart('领导的图'))
      const before = done
      const replies = await Promise.all(posters)
      const refused = replies.filter(({ status, retryAfter }) => status === 503 && retryAfter !== null).length
      const slowest = Math.max(...replies.map(({ ms }) => ms))
      return {
        figure: `the chart after ${other.ms.toFixed(0)} ms, behind ${before} posters; ${done} posters in ${slowest.toFixed(0)} ms, ${refused} told to come again`,
        met: other.status === 200 && before <= 2 && done >= 1 && done <= 5 && done + refused === 24,
      }
    } finally {
      await city.end('SIGTERM')
    }
  },
}
