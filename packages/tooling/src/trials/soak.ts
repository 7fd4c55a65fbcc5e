import { readFileSync, readdirSync, readlinkSync, statSync } from 'node:fs'
import { loadavg } from 'node:os'
import { memoryOf, sleep } from '../bench/child.ts'
import { databasePath } from '@cg/db/open'
import { percentile } from './crash/rounds.ts'
import { isWholeSave, saveRound, shareOut, standing } from './city/editors.ts'
import { signIn } from './city/people.ts'
import type { Person } from './city/people.ts'
import { serveCity } from './city/serve.ts'
import type { City } from './city/serve.ts'
import type { Measured, Trial, TrialContext } from './types.ts'

const [readers, editors] = [60, 30]
const limits = { readMs: 250, saveMs: 300, growthMb: 50, walMb: 64 }

/** What the cockpit and the pages behind it ask for. */
const release = '/api/v1/releases/CG-2026Q2-01'

type Seen = {
  readonly reads: number[]
  readonly saves: number[]
  readonly faults: string[]
  readonly seconds: number
  /** Of one core, while they were at it. */
  share: number
}
type Sample = { readonly rssMb: number; readonly handles: number; readonly walMb: number }

/** People come within so many seconds; what they are told from then on is counted. */
const arrivalMs = 10_000

/** Sixty people read and thirty save, each about once in a second. */
async function mix(context: TrialContext, city: City, seconds: number, sample: (at: number) => void): Promise<Seen> {
  const seen: Seen = { reads: [], saves: [], faults: [], seconds, share: 0 }
  const paths = await answersOf(city)
  const leaders = await Promise.all(
    ['lingdao', 'dongwan', 'lingdao', 'lingdao'].map((login) => signIn(city.base, login)),
  )
  const shares = await shareOut(city.base, editors, 4)
  const people = new Map<string, Person>()
  for (const { login } of shares) if (!people.has(login)) people.set(login, await signIn(city.base, login))
  const from = performance.now() + arrivalMs
  const until = from + seconds * 1000
  const isOver = (): boolean => performance.now() >= until
  const note = (list: number[], ms: number): void => void (performance.now() - ms >= from && list.push(ms))
  const watch = (async () => {
    await sleep(arrivalMs)
    const used = processorMs(city.pid)
    for (let at = 0; !isOver(); at++) {
      sample(at)
      if (at % 60 === 59) context.say(`${at + 1} s: ${seen.reads.length} reads, ${seen.saves.length} saves`)
      await sleep(1000)
    }
    seen.share = (processorMs(city.pid) - used) / (seconds * 1000)
  })()
  const reading = Array.from({ length: readers }, async (_, at) => {
    await sleep(Math.random() * arrivalMs * 0.8)
    for (let turn = at; !isOver(); turn++) {
      const leader = leaders[at % leaders.length]
      const path = paths[turn % paths.length]
      if (leader === undefined || path === undefined) throw new Error('nobody reads anything')
      const answer = await leader.ask('GET', path)
      note(seen.reads, answer.ms)
      if (answer.status !== 200) seen.faults.push(`${path}: ${answer.status}`)
      await sleep(500 + Math.random() * 1000)
    }
  })
  const saving = shares.map(async (share) => {
    const person = people.get(share.login)
    if (person === undefined) throw new Error(`${share.login} has not signed in`)
    await sleep(Math.random() * arrivalMs * 0.8)
    let { versions } = await standing(person, share)
    let round = 0
    while (!isOver()) {
      round += 1
      const answer = await saveRound(person, share, round, versions)
      note(seen.saves, answer.ms)
      if (isWholeSave(answer)) versions = versions.map((one) => one + 1)
      else return void seen.faults.push(`${share.path}: ${answer.status} ${JSON.stringify(answer.body).slice(0, 300)}`)
      await sleep(Math.max(0, 1000 - answer.ms))
    }
    const found = await standing(person, share)
    if (found.round !== round || found.versions.join() !== versions.join())
      seen.faults.push(`${share.path}: round ${round} was answered, ${found.round} stands`)
  })
  await Promise.all([watch, ...reading, ...saving])
  return seen
}

async function answersOf({ base }: City): Promise<string[]> {
  const { ask } = await signIn(base, 'lingdao')
  const paths = ['overview', 'rankings/JN03', 'indicators/JN03', 'matrix', 'targets', 'equity'].map(
    (name) => `${release}/${name}`,
  )
  const there: string[] = ['/api/v1/releases']
  for (const path of paths) if ((await ask('GET', path)).status === 200) there.push(path)
  if (there.length < 3) throw new Error(`the release has only ${there.join(', ')}`)
  return there
}

/** Open files, pipes and the like; connections are as many as the people's browsers hold open. */
function filesOf(pid: number): number {
  const folder = `/proc/${pid}/fd`
  return readdirSync(folder).filter((name) => !linkOf(`${folder}/${name}`).startsWith('socket:')).length
}

/** A handle may be closed between being listed and being looked at. */
function linkOf(path: string): string {
  try {
    return readlinkSync(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 'socket: closed'
    throw error
  }
}

/** What a process has used of processor, all its threads. */
function processorMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  // utime and stime, in hundredths of a second on every Linux that Node runs on.
  return (Number(fields[11]) + Number(fields[12])) * 10
}

function sampleOf({ pid, dataDir }: City): Sample {
  const wal = statSync(`${databasePath(dataDir)}-wal`, { throwIfNoEntry: false })
  return {
    rssMb: memoryOf(pid)?.nowMb ?? Number.NaN,
    handles: filesOf(pid),
    walMb: (wal?.size ?? 0) / 2 ** 20,
  }
}

function speedOf({ reads, saves, faults, seconds, share }: Seen): { figure: string; met: boolean } {
  const [read, save] = [percentile(reads, 0.99), percentile(saves, 0.99)]
  return {
    figure: `${(reads.length / seconds).toFixed(0)} reads/s p99 ${read.toFixed(0)} ms, ${(saves.length / seconds).toFixed(0)} saves/s p99 ${save.toFixed(0)} ms, ${faults.length} faults, ${(share * 100).toFixed(0)} % of a core`,
    met:
      read <= limits.readMs && save <= limits.saveMs && faults.length === 0 && saves.length >= seconds * editors * 0.3,
  }
}

/** A figure by the clock is read with what else the machine did. */
const crowd = (): string => `load of the machine ${loadavg()[0]?.toFixed(1)} on its cores, this trial included`

export const deadlineDay: Trial = {
  id: 'L2',
  section: 'Load',
  promise: 'deadline day: 60 read and 30 save, each about once in a second',
  aim: 'p99 of reads ≤ 250 ms, of saves ≤ 300 ms, 0 lost, 0 5xx',
  on: ['sqlite', 'postgres'],
  minutes: 10,
  async run(context): Promise<Measured> {
    const city = await serveCity(context)
    const seen = await mix(context, city, context.isQuick ? 20 : 60, () => undefined)
    await city.end('SIGTERM')
    return { ...speedOf(seen), detail: [...seen.faults.slice(0, 5), crowd()].join('; ') }
  },
}

export const soak: Trial = {
  id: 'L4',
  section: 'Load',
  promise: 'the same for 30 minutes: memory, handles and the log of the database stay where they were',
  aim: 'p99 ≤ 250 / 300 ms, memory + ≤ 50 MiB after warm-up, no handle more, log ≤ 64 MiB (D16)',
  on: ['sqlite'],
  minutes: 45,
  async run(context): Promise<Measured> {
    const city = await serveCity(context)
    const samples: Sample[] = []
    const seen = await mix(context, city, context.isQuick ? 180 : 1800, () => samples.push(sampleOf(city)))
    await sleep(3000)
    const rest = sampleOf(city)
    await city.end('SIGTERM')
    const part = Math.ceil(samples.length / 5)
    const middle = (from: number, of: (one: Sample) => number): number =>
      percentile(samples.slice(from, from + part).map(of), 0.5)
    // The first fifth warms up; the second is what the last is held against.
    const growth = middle(samples.length - part, ({ rssMb }) => rssMb) - middle(part, ({ rssMb }) => rssMb)
    const handles = middle(samples.length - part, (one) => one.handles) - middle(part, (one) => one.handles)
    const wal = Math.max(...samples.map(({ walMb }) => walMb), rest.walMb)
    const speed = speedOf(seen)
    return {
      figure: `${seen.seconds / 60} min: ${speed.figure}; memory ${growth >= 0 ? '+' : ''}${growth.toFixed(0)} MiB to ${rest.rssMb.toFixed(0)}, handles ${handles >= 0 ? '+' : ''}${handles}, log ≤ ${wal.toFixed(0)} MiB`,
      met: speed.met && growth <= limits.growthMb && handles <= 0 && wal <= limits.walMb,
      detail: [...seen.faults.slice(0, 5), `peak ${memoryPeak(samples)} MiB`, crowd()].join('; '),
    }
  },
}

const memoryPeak = (samples: readonly Sample[]): string => Math.max(...samples.map(({ rssMb }) => rssMb)).toFixed(0)
