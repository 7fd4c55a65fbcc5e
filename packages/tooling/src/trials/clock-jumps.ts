import { sleep } from '../bench/child.ts'
import { faultsOf } from './crash/rounds.ts'
import { isWholeSave, saveRound, shareOut, standing } from './city/editors.ts'
import type { Share } from './city/editors.ts'
import { previewQuarter, releaseCodes } from './city/publish.ts'
import { signIn } from './city/people.ts'
import type { Person } from './city/people.ts'
import { serveCity } from './city/serve.ts'
import type { City } from './city/serve.ts'
import type { Trial } from './types.ts'

const hour = 3_600_000
const year = 365 * 24 * hour
/** Longer than the server waits between two looks at its clock. */
const lookMs = 20_000

type Line = { readonly id: number; readonly at: string; readonly action: string }

/** What is asked of a server whose clock is set while people work. */
class Jumps {
  readonly faults: string[] = []
  saves = 0
  readonly city: City
  readonly share: Share
  private round = 0

  constructor(city: City, share: Share) {
    this.city = city
    this.share = share
  }

  expect(isSo: boolean, words: string): void {
    if (!isSo) this.faults.push(words)
  }

  async save(person: Person, when: string): Promise<void> {
    this.round += 1
    const { versions } = await standing(person, this.share)
    const answer = await saveRound(person, this.share, this.round, versions)
    this.expect(isWholeSave(answer), `${when}: a save ${answer.status} ${JSON.stringify(answer.body).slice(0, 200)}`)
    const found = await standing(person, this.share)
    this.expect(found.round === this.round, `${when}: round ${this.round} was saved, ${found.round} stands`)
    this.saves += 1
  }

  async jump(ms: number): Promise<void> {
    this.city.pass(ms)
    await sleep(lookMs)
  }
}

export const clockJumps: Trial = {
  id: 'D13',
  section: 'Durability and faults',
  promise:
    'the server’s clock is set back by two hours and forward by a year while people work: the trail keeps its order and tells of it, sessions neither live for ever nor all die, nothing is published by it',
  aim: 'each jump told, order by number, 0 faults',
  on: ['sqlite', 'postgres'],
  minutes: 20,
  async run(context) {
    const city = await serveCity(context)
    const [share] = await shareOut(city.base, 1, 4)
    if (share === undefined) throw new Error('no cell to write')
    const trial = new Jumps(city, share)
    const writer = await signIn(city.base, share.login)
    await trial.save(writer, 'before')
    await trial.jump(-2 * hour)
    await trial.save(writer, 'two hours back')
    await trial.jump(2 * hour)
    // Two hours forward are two hours without a request: who was there signs in again.
    const again = await signIn(city.base, share.login)
    await trial.save(again, 'right again')
    await schedule(trial)
    await trial.jump(year)
    await afterYear(trial, again)
    const told = await jumpsOf(trial)
    await city.end('SIGTERM')
    const { status, output } = city.command('apps/api/src/verify.ts')
    trial.expect(status === 0, `verify: ${output.trim()}`)
    return {
      figure: `4 jumps, ${told} told, ${trial.saves} saves, ${trial.faults.length} faults`,
      met: trial.faults.length === 0,
      ...faultsOf(trial),
    }
  },
}

/** A release that is to come out in a day. */
async function schedule({ city }: Jumps): Promise<void> {
  const { publisher, id, version, closing } = await previewQuarter(city.base, '2026Q3')
  const effectiveAt = new Date(city.now() + 24 * hour).toISOString()
  const path = `/api/v1/previews/${id}/schedule`
  const { status, body } = await publisher.ask('POST', path, { effectiveAt, closing }, { 'if-match': `"${version}"` })
  if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`)
}

async function afterYear(trial: Jumps, writer: Person): Promise<void> {
  const { city } = trial
  const old = await writer.ask('GET', '/api/v1/work')
  trial.expect(old.status === 401, `a year ahead the old session is answered with ${old.status}`)
  const leader = await signIn(city.base, 'lingdao')
  const during = await releaseCodes(leader)
  trial.expect(!during.some((code) => code.includes('2026Q3')), 'the clock alone published the quarter')
  await trial.jump(-year)
  const again = await signIn(city.base, trial.share.login)
  await trial.save(again, 'back from the year ahead')
  const codes = await releaseCodes(await signIn(city.base, 'lingdao'))
  trial.expect(codes.join() === during.join(), `releases before ${during.join()}, after ${codes.join()}`)
}

/** Lines that tell of a jump; the numbers of the trail stand in the order in which things were done. */
async function jumpsOf(trial: Jumps): Promise<number> {
  const { ask } = await signIn(trial.city.base, 'shenji')
  const { status, body } = await ask('GET', '/api/v1/audit?limit=200')
  if (status !== 200) throw new Error(`the trail: ${status} ${JSON.stringify(body)}`)
  const lines: Line[] = body.items
  const jumps = lines.filter(({ action }) => action === 'clock.jump')
  trial.expect(jumps.length === 4, `${jumps.length} of 4 jumps are told`)
  const ids = lines.map(({ id }) => id)
  trial.expect(
    ids.every((id, at) => at === 0 || id === (ids[at - 1] ?? 0) - 1),
    'the numbers of the trail have gaps',
  )
  return jumps.length
}
