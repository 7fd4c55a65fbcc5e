import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { sleep } from '../bench/child.ts'
import { previewQuarter, publishSeen } from './city/publish.ts'
import { keptAt, signIn } from './city/people.ts'
import { serveCity } from './city/serve.ts'
import type { Trial, TrialContext } from './types.ts'

/** A kill somewhere in the publishing of a quarter; what came of it. */
type Outcome = { readonly wasAnswered: boolean; readonly isThere: boolean; readonly faults: string[] }

async function killWhilePublishing(context: TrialContext, round: number): Promise<Outcome> {
  const faults: string[] = []
  const dataDir = join(context.folder, `city-${round}`)
  const city = await serveCity(context, { dataDir })
  const leader = await signIn(city.base, 'lingdao')
  const before = await codes(leader)
  const seen = await previewQuarter(city.base, '2026Q3')
  const publishing = publishSeen(seen).then(
    () => true,
    () => false,
  )
  // A publication takes some hundred milliseconds; on a busy machine longer.
  await Promise.race([publishing, sleep(Math.random() * 900)])
  await city.end('SIGKILL')
  const wasAnswered = await publishing
  const again = await city.again()
  const after = await codes(keptAt(again.base, leader))
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
  return { wasAnswered, isThere: added.length > 0, faults: faults.map((fault) => `kill ${round}: ${fault}`) }
}

async function codes({ ask }: Awaited<ReturnType<typeof signIn>>): Promise<string[]> {
  const { status, body } = await ask('GET', '/api/v1/releases')
  if (status !== 200) throw new Error(`the releases answer ${status}`)
  return body.items.map(({ code }: { code: string }) => code)
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
      outcomes.push(await killWhilePublishing(context, outcomes.length))
      context.keep(outcomes)
      context.say(`${outcomes.length} of ${rounds}`)
    }
    const count = (of: (one: Outcome) => boolean): number => outcomes.filter(of).length
    const faults = outcomes.flatMap((one) => one.faults)
    return {
      figure: `${rounds} kills: ${count(({ isThere }) => isThere)} published whole (${count(({ wasAnswered }) => wasAnswered)} of them answered), ${count(({ isThere }) => !isThere)} not at all, ${faults.length} partial`,
      met: faults.length === 0,
      ...(faults.length > 0 && { detail: faults.slice(0, 10).join('; ') }),
    }
  },
}
