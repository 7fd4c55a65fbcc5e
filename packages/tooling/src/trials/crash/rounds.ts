import { sleep } from '../../bench/child.ts'
import { isWholeSave, saveRound, shareOut, standing } from '../city/editors.ts'
import type { Share } from '../city/editors.ts'
import { keptAt, signIn } from '../city/people.ts'
import type { Person } from '../city/people.ts'
import { serveCity } from '../city/serve.ts'
import type { City } from '../city/serve.ts'
import type { TrialContext } from '../types.ts'

/** What many ends of a server under writers have come to; JSON, so that an interrupted trial goes on from it. */
export type Tally = {
  strikes: number
  /** Saves that were answered as saved. */
  acknowledged: number
  /** Saves that were under way at a strike, and how many of those stood in the file afterwards. */
  underWay: number
  underWayStored: number
  /** Every lost, halved or doubled save and every broken chain, in words. */
  faults: string[]
  readyMs: number[]
  endMs: number[]
}

export const emptyTally = (): Tally => ({
  strikes: 0,
  acknowledged: 0,
  underWay: 0,
  underWayStored: 0,
  faults: [],
  readyMs: [],
  endMs: [],
})

/** One person at their cells: the last round that was answered and one that was sent and was not. */
type Writer = {
  readonly share: Share
  person: Person
  acknowledged: number
  sent: number | null
  versions: readonly number[]
}

export type Blow = {
  /** Ends the server in the middle of its work; answers how long that took, ms. */
  readonly strike: (city: City) => Promise<number>
  /** What must be done before it can start again. */
  readonly mend?: () => void
  readonly dataDir?: string
}

const writers = 4
const cellsEach = 12

/** Lets people write, ends the server, starts it again and holds what stands in it against what was answered. */
export async function crashRounds(context: TrialContext, strikes: number, blow: Blow): Promise<Tally> {
  // A cast: only the line below keeps.
  const tally = (context.recall() as Tally | undefined) ?? emptyTally()
  let city = await serveCity(context, blow.dataDir === undefined ? {} : { dataDir: blow.dataDir })
  const team = await gather(city)
  while (tally.strikes < strikes) {
    tally.endMs.push(await writeUntilStruck(city, team, tally, blow))
    tally.strikes += 1
    blow.mend?.()
    city = await city.again()
    tally.readyMs.push(city.readyMs)
    for (const writer of team) await holdAgainst(city, writer, tally)
    context.keep(tally)
    if (tally.strikes % 10 === 0)
      context.say(`${tally.strikes} of ${strikes}: ${tally.acknowledged} saves answered, ${tally.faults.length} faults`)
  }
  await city.end('SIGTERM')
  const { status, output } = city.command('apps/api/src/verify.ts')
  if (status !== 0) tally.faults.push(`verify: ${output.trim()}`)
  return tally
}

async function gather({ base }: City): Promise<Writer[]> {
  const shares = await shareOut(base, writers, cellsEach)
  return Promise.all(
    shares.map(async (share) => {
      const person = await signIn(base, share.login)
      const { versions } = await standing(person, share)
      return { share, person, acknowledged: 0, sent: null, versions }
    }),
  )
}

/** Half of the strikes fall at any moment, the others right after an answer: both are where a save could get lost. */
async function writeUntilStruck(city: City, team: readonly Writer[], tally: Tally, blow: Blow): Promise<number> {
  let isOver = false
  let answered = (): void => undefined
  const firstAnswer = new Promise<void>((resolve) => (answered = resolve))
  const write = async (writer: Writer): Promise<void> => {
    while (!isOver) {
      const round = writer.acknowledged + 1
      writer.sent = round
      const answer = await saveRound(writer.person, writer.share, round, writer.versions).catch(() => null)
      // No answer, or a refusal by a server that is about to end: the save may stand or not.
      if (answer === null || !isWholeSave(answer)) {
        if (answer !== null && answer.status < 500 && !isOver)
          tally.faults.push(`${writer.share.path} round ${round}: ${answer.status} ${JSON.stringify(answer.body)}`)
        return
      }
      Object.assign(writer, { acknowledged: round, sent: null, versions: writer.versions.map((one) => one + 1) })
      tally.acknowledged += 1
      answered()
    }
  }
  const writing = team.map(write)
  await sleep(50 + Math.random() * 700)
  if (tally.strikes % 2 === 1) await Promise.race([firstAnswer, sleep(2000)])
  const ms = await blow.strike(city)
  isOver = true
  await Promise.all(writing)
  return ms
}

/** What stands must be the last answered round, or whole the one that was under way; sent again, it is stored once. */
async function holdAgainst(city: City, writer: Writer, tally: Tally): Promise<void> {
  const { share, acknowledged, sent, versions } = writer
  writer.person = keptAt(city.base, writer.person)
  const name = `strike ${tally.strikes}, ${share.path}`
  const expected = (count: number): string => versions.map((one) => one + count).join()
  try {
    const found = await standing(writer.person, share)
    const round = found.round ?? 0
    const isStored = sent !== null && round === sent
    if (round !== acknowledged && !isStored) {
      tally.faults.push(`${name}: round ${acknowledged} was answered, ${sent ?? 'none'} was sent, ${round} stands`)
    }
    if (found.versions.join() !== expected(isStored ? 1 : 0))
      tally.faults.push(`${name}: round ${round} stands in versions ${found.versions.join()}`)
    if (sent === null) return
    tally.underWay += 1
    if (isStored) tally.underWayStored += 1
    await saveRound(writer.person, share, sent, versions)
    const again = await standing(writer.person, share)
    if (again.round !== sent || again.versions.join() !== expected(1))
      tally.faults.push(`${name}: sent again, round ${again.round} stands in versions ${again.versions.join()}`)
    Object.assign(writer, { acknowledged: sent, sent: null, versions: again.versions })
  } catch (error) {
    tally.faults.push(`${name}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/** The tally in a cell of the table. */
export function describeTally(tally: Tally, what: string): string {
  const { strikes, acknowledged, underWay, underWayStored, faults } = tally
  return (
    `${strikes} ${what}, ${acknowledged.toLocaleString('en')} saves answered, ${faults.length} lost, halved or doubled ` +
    `(${underWay} under way, ${underWayStored} of them stored)`
  )
}

export const faultsOf = ({ faults }: Pick<Tally, 'faults'>): { detail?: string } =>
  faults.length === 0 ? {} : { detail: faults.slice(0, 10).join('; ') }
