import { signIn } from './people.ts'
import type { Answer, Person } from './people.ts'

export type Place = { readonly item: string; readonly unit: string; readonly breakdown: string }

/** Cells of one form that one person writes, all with every save: a save of round n leaves the same figure in each. */
export type Share = { readonly login: string; readonly path: string; readonly places: readonly Place[] }

type Stored = { readonly value: number | null; readonly version: number }

/** Departments and districts of the demo city that have something to fill in the open quarter. */
const fillers = ['ybj', 'rsj', 'gxj', 'zgh', 'dwtb', 'xcb', 'tjj'] as const

/** One figure for each round, none twice within a trial. */
export const figureOf = (round: number): number => 100 + round

/** Opens every form that can be opened and shares its cells among so many editors. */
export async function shareOut(base: string, editors: number, cellsEach: number): Promise<Share[]> {
  const shares: Share[] = []
  for (const login of fillers) {
    const person = await signIn(base, login)
    for (const form of await openForms(person)) {
      const places = await writablePlaces(person, form)
      for (let at = 0; at + cellsEach <= places.length; at += cellsEach)
        shares.push({ login, path: form, places: places.slice(at, at + cellsEach) })
    }
  }
  if (shares.length < editors) throw new Error(`the demo city has cells for ${shares.length} editors, not ${editors}`)
  return spread(shares, editors)
}

/** As many different forms as there are, before a second share of one. */
function spread(shares: readonly Share[], many: number): Share[] {
  const seen = new Map<string, number>()
  const turn = (share: Share): number => {
    const count = seen.get(share.path) ?? 0
    seen.set(share.path, count + 1)
    return count
  }
  return shares
    .map((share) => ({ share, turn: turn(share) }))
    .toSorted((one, other) => one.turn - other.turn)
    .slice(0, many)
    .map(({ share }) => share)
}

async function openForms({ ask }: Person): Promise<string[]> {
  const work = await ask('GET', '/api/v1/work')
  const paths: string[] = []
  for (const { period, form, reporter, allowedActions, version } of work.body.owed) {
    const path = `/api/v1/forms/${period}/${form}/${reporter}`
    if (allowedActions.includes('withdraw'))
      await ask('POST', `${path}/withdraw`, undefined, { 'if-match': `"${version}"` })
    else if (!allowedActions.includes('save')) continue
    paths.push(path)
  }
  return paths
}

/** Cells that take a whole number from this person now. */
async function writablePlaces({ ask }: Person, path: string): Promise<Place[]> {
  const { body } = await ask('GET', path)
  const places: Place[] = body.rows.flatMap((row: { item: string; breakdown: string }, at: number) =>
    body.units.flatMap((unit: { code: string }, column: number) =>
      body.cells.isOpen[at * body.units.length + column]
        ? [{ item: row.item, unit: unit.code, breakdown: row.breakdown }]
        : [],
    ),
  )
  if (places.length === 0) return []
  const stored = storedIn(body)
  const cells = places.map((place) => ({ ...place, text: '7', version: stored(place).version }))
  const reply = await ask('PUT', `${path}/cells`, { source: 'paste', cells })
  if (reply.status !== 200) throw new Error(`${path}: ${reply.status} ${JSON.stringify(reply.body)}`)
  return places.filter((_, at) => ['saved', 'unchanged'].includes(reply.body.outcomes[at].outcome))
}

// The answer of GET on a form.
// oxlint-disable-next-line typescript/no-explicit-any
function storedIn(body: any): (place: Place) => Stored {
  return ({ item, unit, breakdown }) => {
    const row = body.rows.findIndex(
      (one: { item: string; breakdown: string }) => one.item === item && one.breakdown === breakdown,
    )
    const column = body.units.findIndex((one: { code: string }) => one.code === unit)
    const at = row * body.units.length + column
    return { value: body.cells.value[at], version: body.cells.version[at] }
  }
}

export type Standing = { readonly round: number | null; readonly value: number | null; readonly versions: number[] }

/** Takes up where the form stands; throws when the share's cells are not all at one round: a save was halved. */
export async function standing(person: Person, share: Share): Promise<Standing> {
  const { body, status } = await person.ask('GET', share.path)
  if (status !== 200) throw new Error(`${share.path}: ${status} ${JSON.stringify(body)}`)
  const cells = share.places.map(storedIn(body))
  const values = [...new Set(cells.map(({ value }) => value))]
  if (values.length > 1) throw new Error(`${share.path} was halved: its cells hold ${values.join(', ')}`)
  const value = values[0] ?? null
  return {
    round: value === null || value < figureOf(0) ? null : value - figureOf(0),
    value,
    versions: cells.map(({ version }) => version),
  }
}

/** One save of the whole share; resolves with the answer, rejects when there was none. */
export function saveRound(person: Person, share: Share, round: number, versions: readonly number[]): Promise<Answer> {
  const cells = share.places.map((place, at) => ({
    ...place,
    text: String(figureOf(round)),
    version: versions[at] ?? 0,
  }))
  return person.ask('PUT', `${share.path}/cells`, { source: 'paste', cells })
}

export const isWholeSave = ({ status, body }: Answer): boolean =>
  status === 200 && body.outcomes.every(({ outcome }: { outcome: string }) => outcome === 'saved')
