import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { freePort } from '../bench/child.ts'
import { startServer } from '../postgres/server.ts'
import type { PrivateServer } from '../postgres/server.ts'
import { request, signIn } from './city/people.ts'
import type { Answer, Person } from './city/people.ts'
import { startCity } from './city/process.ts'
import type { CityProcess } from './city/process.ts'
import type { Trial } from './types.ts'

/*
 * Two processes of the product on one database of PostgreSQL, which keeps every promise of a disk: eight people write one
 * cell at once, a process is killed, and the database server ends as in a crash while people write.
 */

type Place = { readonly item: string; readonly unit: string; readonly breakdown: string }
type Scene = {
  readonly bases: readonly string[]
  readonly person: Person
  readonly path: string
  readonly places: readonly Place[]
}

const writers = 8
/** What a cell is answered with that somebody else has saved first. */
const stale = 412

type SeveralFigures = {
  readonly rounds: number
  readonly winners: number
  readonly acknowledged: number
  readonly lost: number
  readonly refusedWithWords: number
  readonly faults: readonly string[]
}

export const severalProcesses: Trial = {
  id: 'D17',
  section: 'Durability and faults',
  promise:
    'two processes on one PostgreSQL: of eight who write one cell one wins; a kill of one and a crash of the database lose nothing that was acknowledged',
  aim: '200 rounds, one winner each; 0 lost; 503 with words while the database is away; one process leads',
  on: ['postgres'],
  minutes: 45,
  async run({ folder, isQuick, say }) {
    const { rounds, winners, acknowledged, lost, refusedWithWords, faults } = await runSeveral(folder, {
      rounds: isQuick ? 50 : 200,
      say,
    })
    return {
      figure: `${rounds} rounds, ${winners} winners; ${acknowledged} acknowledged, ${lost} lost, ${refusedWithWords} told that the database was away`,
      met: faults.length === 0 && lost === 0 && winners === rounds,
      ...(faults.length > 0 && { detail: faults.slice(0, 10).join('; ') }),
    }
  },
}

async function runSeveral(
  folder: string,
  { rounds, say }: { readonly rounds: number; readonly say: (words: string) => void },
): Promise<SeveralFigures> {
  // The server's own account passes through it.
  chmodSync(folder, 0o711)
  const database = { isDurable: true, folder: join(folder, 'postgres'), port: await freePort() } as const
  let server: PrivateServer = await startServer(database)
  if (server.sql(`SELECT 1 FROM pg_database WHERE datname = 'monitor'`).trim() === '')
    server.sql('CREATE DATABASE monitor OWNER cg')
  const env = { DATABASE_URL: server.url('monitor'), DATA_DIR: join(folder, 'data') }
  const processes: CityProcess[] = []
  try {
    say('the demo city is made')
    for (let at = 0; at < 2; at++) processes.push(await startCity(await freePort(), env))
    const scene = await openScene(processes.map(({ base }) => base))
    say('eight write one cell')
    const race = await raceForOneCell(scene, rounds)
    say('a process is killed')
    const killed = await whileWriting(scene, async () => {
      await wait(2_000)
      await processes[0]?.kill('SIGKILL')
      await wait(2_000)
      processes[0] = await startCity(Number(new URL(scene.bases[0] ?? '').port), env)
    })
    say('the database server crashes')
    const crashed = await whileWriting(scene, async () => {
      await wait(2_000)
      await server.stop('immediate')
      await wait(2_000)
      server = await startServer(database)
      await wait(8_000)
    })
    const [leads = '0'] = server.sql(
      `SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = ${0x43474c44}`,
    )
    const faults = [...race.faults, ...killed.faults, ...crashed.faults]
    if (leads.trim() !== '1') faults.push(`${leads} processes do what only one does`)
    if (crashed.refused === 0) faults.push('nobody was told that the database is away')
    return {
      rounds,
      winners: race.winners,
      acknowledged: killed.acknowledged + crashed.acknowledged,
      lost: killed.lost + crashed.lost,
      refusedWithWords: killed.refused + crashed.refused,
      faults,
    }
  } finally {
    for (const one of processes) await one.kill('SIGTERM')
    await server.stop('fast')
  }
}

/** A form that a department fills now, with as many cells as there are writers. */
async function openScene(bases: readonly string[]): Promise<Scene> {
  for (const login of ['rsj', 'zgh', 'tjj', 'gxj', 'ybj']) {
    const [base = ''] = bases
    const person = await signIn(base, login)
    const work = await person.ask('GET', '/api/v1/work')
    for (const { period, form, reporter, allowedActions } of work.body.owed) {
      if (!allowedActions.includes('save')) continue
      const path = `/api/v1/forms/${period}/${form}/${reporter}`
      const { body } = await person.ask('GET', path)
      const places: Place[] = body.rows.flatMap((row: { item: string; breakdown: string }, at: number) =>
        body.units.flatMap((unit: { code: string }, column: number) =>
          body.cells.isOpen[at * body.units.length + column]
            ? [{ item: row.item, unit: unit.code, breakdown: row.breakdown }]
            : [],
        ),
      )
      if (places.length >= writers) return { bases, person, path, places: places.slice(0, writers) }
    }
  }
  throw new Error('no form of the demo city is open for so many')
}

/** The session is one at every process. */
const askAt = (base: string, { cookie }: Person, method: string, path: string, body?: unknown): Promise<Answer> =>
  request(base, method, path, { headers: { cookie }, body })

type Cell = { readonly value: number | null; readonly version: number }

function cellOf(body: Answer['body'], { item, unit, breakdown }: Place): Cell {
  const row = body.rows.findIndex((one: Place) => one.item === item && one.breakdown === breakdown)
  const column = body.units.findIndex((one: { code: string }) => one.code === unit)
  const at = row * body.units.length + column
  return { value: body.cells.value[at], version: body.cells.version[at] }
}

async function standing({ bases, person, path, places }: Scene, turn: number): Promise<Cell[]> {
  const { status, body } = await askAt(bases[turn % bases.length] ?? '', person, 'GET', path)
  if (status !== 200) throw new Error(`the form was not read: ${status} ${JSON.stringify(body)}`)
  return places.map((place) => cellOf(body, place))
}

function save(
  scene: Scene,
  base: string,
  cell: Place & { readonly text: string; readonly version: number },
): Promise<Answer> {
  return askAt(base, scene.person, 'PUT', `${scene.path}/cells`, { source: 'grid', cells: [cell] })
}

/** Half of the writers at each process; read at the one, checked at the other. */
async function raceForOneCell(scene: Scene, rounds: number): Promise<{ winners: number; faults: string[] }> {
  const faults: string[] = []
  let winners = 0
  const [place] = scene.places
  if (place === undefined) throw new Error('no cell')
  for (let round = 0; round < rounds; round++) {
    const [before] = await standing(scene, round)
    const told = await Promise.all(
      Array.from({ length: writers }, (_, at) =>
        save(scene, scene.bases[at % scene.bases.length] ?? '', {
          ...place,
          text: String(1_000 + round * writers + at),
          version: before?.version ?? 0,
        }),
      ),
    )
    const outcomes = told.map(({ status, body }) => (status === 200 ? body.outcomes[0].outcome : status))
    const won = outcomes.flatMap((outcome, at) => (outcome === 'saved' ? [at] : []))
    winners += won.length
    const [after] = await standing(scene, round + 1)
    const isRight = won.length === 1 && after?.value === 1_000 + round * writers + (won[0] ?? 0)
    if (!isRight || outcomes.some((one) => one !== 'saved' && one !== stale))
      faults.push(`round ${round}: ${outcomes.join(', ')}, ${after?.value} stands`)
  }
  return { winners, faults }
}

type Written = { acknowledged: number; lost: number; refused: number; faults: string[] }

/** Everybody writes a cell of their own, up and up, while something happens. What was acknowledged must stand at the end. */
async function whileWriting(scene: Scene, happening: () => Promise<void>): Promise<Written> {
  const written: Written = { acknowledged: 0, lost: 0, refused: 0, faults: [] }
  const first = await standing(scene, 0)
  let isOver = false
  const people = scene.places.map(async (place, at) => {
    let { value, version } = first[at] ?? { value: 0, version: 0 }
    let sent = Math.max(value ?? 0, 1_000_000 * (at + 1))
    for (let turn = at; !isOver; turn++) {
      const base = scene.bases[turn % scene.bases.length] ?? ''
      sent += 1
      const told = await save(scene, base, { ...place, text: String(sent), version }).catch(() => null)
      if (told?.status === 200 && told.body.outcomes[0].outcome === 'saved') {
        written.acknowledged += 1
        value = sent
        version = told.body.outcomes[0].version ?? version + 1
        continue
      }
      if (told?.status === 503) {
        if (/[一-鿿]/.test(String(told.body.detail))) written.refused += 1
        else written.faults.push(`503 without words: ${JSON.stringify(told.body)}`)
      } else if (told !== null && told.status !== 200 && told.status !== stale) {
        written.faults.push(`${told.status} ${JSON.stringify(told.body).slice(0, 200)}`)
      }
      // Without an answer nobody knows: look what stands.
      await wait(100)
      const now = await standing(scene, turn + 1).catch(() => null)
      const found = now?.[at]
      if (found === undefined) continue
      if ((found.value ?? 0) < (value ?? 0)) written.lost += 1
      value = found.value
      version = found.version
    }
    return { at, value }
  })
  await happening()
  isOver = true
  const last = await Promise.all(people)
  const stands = await standing(scene, 1)
  for (const { at, value } of last) if ((stands[at]?.value ?? 0) < (value ?? 0)) written.lost += 1
  return written
}
