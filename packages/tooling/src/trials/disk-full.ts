import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { sleep } from '../bench/child.ts'
import { isWholeSave, saveRound, shareOut, standing } from './city/editors.ts'
import type { Share } from './city/editors.ts'
import { signIn } from './city/people.ts'
import type { Answer, Person } from './city/people.ts'
import { serveCity } from './city/serve.ts'
import { mountSmall } from './crash/disk.ts'
import type { Trial } from './types.ts'

/** What the writers saw while the disk was full and afterwards. */
type Seen = { refused: number; acknowledged: number; slowestBackMs: number; faults: string[] }

type Writer = { readonly share: Share; readonly person: Person; round: number; versions: readonly number[] }

const han = /[\u4E00-\u9FFF]/

export const diskFull: Trial = {
  id: 'D7',
  section: 'Durability and faults',
  promise:
    'a full disk: only 507 or 503 with a sentence, reading goes on, writing is back by itself, nothing answered is lost',
  aim: '3 times, back ≤ 5 s after there is room, 0 lost',
  on: ['sqlite'],
  minutes: 15,
  async run(context) {
    const disk = mountSmall(join(context.folder, 'disk'), 512)
    try {
      const dataDir = join(disk.folder, 'data')
      mkdirSync(dataDir)
      const city = await serveCity(context, { dataDir })
      const team = await gather(city.base)
      const reader = await signIn(city.base, 'lingdao')
      const seen: Seen = { refused: 0, acknowledged: 0, slowestBackMs: 0, faults: [] }
      for (let turn = 0; turn < 3; turn++) await fillOnce(join(disk.folder, 'ballast'), team, reader, seen)
      for (const writer of team) await hold(writer, seen)
      if (!city.isRunning()) seen.faults.push(`the server ended:\n${city.printed()}`)
      await city.end('SIGTERM')
      const { status, output } = city.command('apps/api/src/verify.ts')
      if (status !== 0) seen.faults.push(`verify: ${output.trim()}`)
      const { refused, acknowledged, slowestBackMs, faults } = seen
      return {
        figure: `3 times full: ${refused} refusals in words, ${acknowledged} saves answered, back after ${slowestBackMs.toFixed(0)} ms at most, ${faults.length} faults`,
        met: faults.length === 0 && refused >= 3 && slowestBackMs <= 5000,
        ...(faults.length > 0 && { detail: faults.slice(0, 10).join('; ') }),
      }
    } finally {
      disk.remove()
    }
  },
}

async function gather(base: string): Promise<Writer[]> {
  const shares = await shareOut(base, 4, 12)
  return Promise.all(
    shares.map(async (share) => {
      const person = await signIn(base, share.login)
      return { share, person, round: 0, versions: (await standing(person, share)).versions }
    }),
  )
}

async function fillOnce(ballast: string, team: readonly Writer[], reader: Person, seen: Seen): Promise<void> {
  await writeFor(team, 500, seen, false)
  fill(ballast)
  const refusedBefore = seen.refused
  await writeFor(team, 3000, seen, true)
  // The writer's log may have room of its own for a while.
  for (let more = 0; more < 20 && seen.refused === refusedBefore; more++) {
    fill(ballast)
    await writeFor(team, 1000, seen, true)
  }
  const page = await reader.ask('GET', '/api/v1/releases/CG-2026Q2-01/overview')
  if (page.status !== 200) seen.faults.push(`while full a page was answered with ${page.status}`)
  const from = performance.now()
  rmSync(ballast)
  const [first] = team
  if (first === undefined) throw new Error('nobody writes')
  while (!(await write(first, seen, true))) {
    if (performance.now() - from > 20_000) break
    await sleep(10)
  }
  seen.slowestBackMs = Math.max(seen.slowestBackMs, performance.now() - from)
}

/** Takes every byte there is. */
function fill(path: string): void {
  const file = openSync(path, existsSync(path) ? 'a' : 'w')
  try {
    for (let size = 2 ** 20; size >= 1;) {
      try {
        writeSync(file, Buffer.alloc(size))
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
        size = Math.floor(size / 2)
      }
    }
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

async function writeFor(team: readonly Writer[], ms: number, seen: Seen, mayRefuse: boolean): Promise<void> {
  const until = performance.now() + ms
  await Promise.all(
    team.map(async (writer) => {
      while (performance.now() < until) if (!(await write(writer, seen, mayRefuse))) await sleep(50)
    }),
  )
}

/** One save; whether it was answered as saved. */
async function write(writer: Writer, seen: Seen, mayRefuse: boolean): Promise<boolean> {
  const answer = await saveRound(writer.person, writer.share, writer.round + 1, writer.versions).catch(() => null)
  if (answer !== null && isWholeSave(answer)) {
    writer.round += 1
    writer.versions = writer.versions.map((one) => one + 1)
    seen.acknowledged += 1
    return true
  }
  const fault = answer === null ? 'no answer' : refusalFault(answer)
  if (!mayRefuse || fault !== null) seen.faults.push(`a save: ${fault ?? `refused with ${answer?.status}`}`)
  else seen.refused += 1
  return false
}

function refusalFault({ status, body }: Answer): string | null {
  if (status !== 507 && status !== 503) return `${status} ${JSON.stringify(body).slice(0, 200)}`
  return han.test(body.detail ?? '') ? null : `${status} without a sentence`
}

async function hold({ share, person, round, versions }: Writer, seen: Seen): Promise<void> {
  const found = await standing(person, share)
  if (found.round !== round || found.versions.join() !== versions.join())
    seen.faults.push(`${share.path}: round ${round} was answered, ${found.round} stands`)
}
