import { randomUUID } from 'node:crypto'
import { sleep } from '../bench/child.ts'
import { faultsOf, percentile } from './crash/rounds.ts'
import { shareOut } from './city/editors.ts'
import { keptAt, signIn } from './city/people.ts'
import { serveCity } from './city/serve.ts'
import type { Trial } from './types.ts'

type Told = { readonly remarks: readonly { readonly text: string }[] }

/** How long until the blow, ms: before the write, in the middle of it, and after the answer. */
const longestMs = 250

export const sentAgain: Trial = {
  id: 'D4',
  section: 'Durability and faults',
  promise: 'a write whose answer was lost is sent again with its key after kill -9 and a start: stored once',
  aim: '0 twice, 0 lost; the same answer; under the same key another text is refused',
  on: ['sqlite', 'postgres'],
  minutes: 30,
  async run(context) {
    const rounds = context.isQuick ? 10 : 60
    const faults: string[] = []
    const readyMs: number[] = []
    let [city, answered, stored] = [await serveCity(context), 0, 0]
    const [share] = await shareOut(city.base, 1, 1)
    const [place] = share?.places ?? []
    if (share === undefined || place === undefined) throw new Error('no figure to ask about')
    let person = await signIn(city.base, share.login)
    const path = `${share.path}/threads`
    for (let round = 0; round < rounds; round++) {
      const key = randomUUID()
      const ask = (text: string) =>
        person.ask('POST', path, { ...place, text, mentions: [] }, { 'idempotency-key': key })
      const text = `第${round}问`
      const sending = ask(text).catch(() => null)
      await sleep(Math.random() * longestMs)
      await city.end('SIGKILL')
      const first = await sending
      if (first?.status === 200) answered += 1
      city = await city.again()
      readyMs.push(city.readyMs)
      person = keptAt(city.base, person)
      const before = await timesStored()
      if (before > 0) stored += 1
      if (first?.status === 200 && before !== 1) faults.push(`round ${round}: answered, and stored ${before} times`)
      const again = await ask(text)
      if (again.status !== 200) faults.push(`round ${round}: sent again ${again.status} ${JSON.stringify(again.body)}`)
      const after = await timesStored()
      if (after !== 1) faults.push(`round ${round}: stored ${after} times`)
      const third = await ask(text)
      if (JSON.stringify(third.body) !== JSON.stringify(again.body)) faults.push(`round ${round}: another answer`)
      const other = await ask(`${text}，另一个`)
      if (other.status !== 422 || other.body.reason !== 'idempotency.other_request')
        faults.push(`round ${round}: another text under the key ${other.status} ${JSON.stringify(other.body)}`)

      async function timesStored(): Promise<number> {
        const { status, body } = await person.ask('GET', path)
        if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`)
        return body.threads.filter(({ remarks }: Told) => remarks[0]?.text === text).length
      }
    }
    await city.end('SIGTERM')
    return {
      figure: `${rounds} kills, ${answered} answered and ${stored} stored before, ${faults.length} stored twice, lost or answered otherwise; ready again p50 ${percentile(readyMs, 0.5).toFixed(0)} ms`,
      met: faults.length === 0 && stored > 0 && stored < rounds,
      ...faultsOf({ faults }),
    }
  },
}
