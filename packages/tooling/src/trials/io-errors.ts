import { spawnSync } from 'node:child_process'
import { sleep } from '../bench/child.ts'
import { isWholeSave, saveRound, shareOut, standing } from './city/editors.ts'
import { keptAt, signIn } from './city/people.ts'
import { serveCity } from './city/serve.ts'
import { NotMeasured } from './types.ts'
import type { Trial, TrialContext } from './types.ts'

type Tally = { tried: number; broken: number; refusedStarts: number; acknowledged: number; faults: string[] }

/** The n-th flush of the server, or its n-th write into a file, fails as on a dying disk. */
type Injection = { readonly call: 'fdatasync' | 'pwrite64'; readonly error: 'EIO'; readonly at: number }

/** strace is put between: `-D` leaves the server the child that we started. */
const straced = ({ call, error, at }: Injection): string[] => {
  const watching = ['strace', '-D', '-f', '-qq', '-o', '/dev/null', '--seccomp-bpf']
  return [...watching, '-e', `trace=${call}`, '-e', `inject=${call}:error=${error}:when=${at}`]
}

export const ioErrors: Trial = {
  id: 'D8',
  section: 'Durability and faults',
  promise:
    'the n-th flush or write to the disk fails: nothing answered is lost, afterwards it only reads until it is started anew',
  aim: '0 lost for every n tried',
  on: ['sqlite'],
  minutes: 50,
  async run(context) {
    const { error, status } = spawnSync('strace', ['-D', '-f', '--seccomp-bpf', 'true'])
    if (error !== undefined || status !== 0) throw new NotMeasured('strace is not to be had here')
    const injections = planned(context.isQuick)
    // A cast: only the line in the loop keeps.
    const tally = (context.recall() as Tally | undefined) ?? {
      tried: 0,
      broken: 0,
      refusedStarts: 0,
      acknowledged: 0,
      faults: [],
    }
    await tryAll(context, injections, tally)
    const { tried, broken, refusedStarts, acknowledged, faults } = tally
    return {
      figure: `${tried} failures planted, ${broken} met while writing, ${refusedStarts} at the start, ${acknowledged.toLocaleString('en')} saves answered, ${faults.length} faults`,
      met: faults.length === 0 && broken > 0,
      ...(faults.length > 0 && { detail: faults.slice(0, 10).join('; ') }),
    }
  },
}

/** Flushes and writes in turns, near each other at first and then wider apart. */
function planned(isQuick: boolean): Injection[] {
  const places = isQuick ? [2, 9, 30] : [1, 2, 3, 4, 5, 6, 8, 10, 13, 17, 22, 28, 36, 46, 60, 78, 100, 130, 165, 200]
  return places.flatMap((at) => [
    { call: 'fdatasync', error: 'EIO', at },
    { call: 'pwrite64', error: 'EIO', at: at * 3 },
  ])
}

async function tryAll(context: TrialContext, injections: readonly Injection[], tally: Tally): Promise<void> {
  let under: string[] = []
  let city = await serveCity(context, { under: () => under })
  const [share] = await shareOut(city.base, 1, 12)
  if (share === undefined) throw new Error('no cells to write')
  let person = await signIn(city.base, share.login)
  let { versions } = await standing(person, share)
  let round = 0
  await city.end('SIGTERM')
  while (tally.tried < injections.length) {
    const injection = injections[tally.tried]
    if (injection === undefined) break
    const name = `${injection.call} ${injection.at}`
    tally.tried += 1
    under = straced(injection)
    const server = await city.again().catch(() => null)
    let sent: number | null = null
    if (server === null) tally.refusedStarts += 1
    else {
      person = keptAt(server.base, person)
      const until = performance.now() + 4000
      while (performance.now() < until) {
        sent = round + 1
        const answer = await saveRound(person, share, sent, versions).catch(() => null)
        if (answer === null || !isWholeSave(answer)) {
          tally.broken += 1
          await holdBroken(person.ask, name, tally)
          break
        }
        round = sent
        sent = null
        versions = versions.map((one) => one + 1)
        tally.acknowledged += 1
      }
      await server.end('SIGKILL')
    }
    under = []
    city = await city.again()
    person = keptAt(city.base, person)
    const found = await standing(person, share)
    const stands = found.round ?? 0
    if (stands !== round && stands !== sent) tally.faults.push(`${name}: round ${round} was answered, ${stands} stands`)
    round = stands
    versions = found.versions
    await city.end('SIGTERM')
    context.keep(tally)
    context.say(`${name}: ${tally.broken} met, ${tally.faults.length} faults`)
  }
  const { status, output } = city.command('apps/api/src/verify.ts')
  if (status !== 0) tally.faults.push(`verify: ${output.trim()}`)
}

/** After a failed flush or write: reading goes on; another save is either stored or refused, never an error of ours. */
async function holdBroken(ask: Awaited<ReturnType<typeof signIn>>['ask'], name: string, tally: Tally): Promise<void> {
  await sleep(50)
  const page = await ask('GET', '/api/v1/work').catch(() => null)
  if (page !== null && page.status >= 500) tally.faults.push(`${name}: then reading answered ${page.status}`)
}
