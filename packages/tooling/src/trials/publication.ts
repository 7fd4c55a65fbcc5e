import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { sleep } from '../bench/child.ts'
import { previewQuarter, publishSeen, releaseCodes } from './city/publish.ts'
import { keptAt, signIn } from './city/people.ts'
import { serveCity } from './city/serve.ts'
import type { Trial, TrialContext } from './types.ts'

/** A kill somewhere in the publishing of a quarter; what came of it. */
type Outcome = {
  readonly wasAnswered: boolean
  readonly isThere: boolean
  readonly ms: number
  readonly faults: string[]
}

/** Kills after so many ms; null: once it was answered, which is how long it takes on this machine now. */
async function killWhilePublishing(context: TrialContext, round: number, afterMs: number | null): Promise<Outcome> {
  const faults: string[] = []
  const dataDir = join(context.folder, `city-${round}`)
  const city = await serveCity(context, { dataDir })
  const leader = await signIn(city.base, 'lingdao')
  const before = await releaseCodes(leader)
  const seen = await previewQuarter(city.base, '2026Q3')
  const from = performance.now()
  const publishing = publishSeen(seen).then(
    () => true,
    () => false,
  )
  await (afterMs === null ? publishing : Promise.race([publishing, sleep(afterMs)]))
  const ms = performance.now() - from
  await city.end('SIGKILL')
  const wasAnswered = await publishing
  const again = await city.again()
  const after = await releaseCodes(keptAt(again.base, leader))
  const added = after.filter((code) => !before.includes(code))
  if (added.length > 1) faults.push(`${added.join(', ')} came of one publication`)
  if (wasAnswered && added.length === 0) faults.push('it was answered and is not there')
  for (const code of added) {
    const { status } = await keptAt(again.base, leader).ask('GET', `/api/v1/releases/${code}/overview`)
    if (status !== 200) faults.push(`${code} is listed and its cockpit answers ${status}`)
  }
  await again.end('SIGTERM')
  const { status, output } = again.command('apps/api/src/verify.ts')
  if (status !== 0) faults.push(`verify: ${output.trim()}`)
  rmSync(dataDir, { recursive: true })
  return { wasAnswered, isThere: added.length > 0, ms, faults: faults.map((fault) => `kill ${round}: ${fault}`) }
}

export const publication: Trial = {
  id: 'D3',
  section: 'Durability and faults',
  promise: 'a publication is all or nothing: killed at any moment, the release is there whole or not at all',
  aim: '20 kills, 0 partial',
  on: ['sqlite'],
  minutes: 40,
  async run(context) {
    const rounds = context.isQuick ? 4 : 20
    // A cast: only the line below keeps.
    const outcomes = (context.recall() as Outcome[] | undefined) ?? []
    while (outcomes.length < rounds) {
      const [whole] = outcomes
      const afterMs = whole === undefined ? null : Math.random() * 1.1 * whole.ms
      outcomes.push(await killWhilePublishing(context, outcomes.length, afterMs))
      context.keep(outcomes)
      context.say(`${outcomes.length} of ${rounds}`)
    }
    const count = (of: (one: Outcome) => boolean): number => outcomes.filter(of).length
    const faults = outcomes.flatMap((one) => one.faults)
    return {
      figure: `${rounds} kills: ${count(({ isThere }) => isThere)} published whole (${count(({ wasAnswered }) => wasAnswered)} of them answered), ${count(({ isThere }) => !isThere)} not at all, ${faults.length} partial`,
      // A run that never fell into a publication has shown nothing.
      met: faults.length === 0 && outcomes.some(({ isThere }) => isThere) && outcomes.some(({ isThere }) => !isThere),
      ...(faults.length > 0 && { detail: faults.slice(0, 10).join('; ') }),
    }
  },
}
