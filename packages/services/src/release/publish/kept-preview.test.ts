import { parsePeriod } from '@cg/domain/period'
import { must } from '@cg/domain/must'
import { seededRandom } from '@cg/domain/statistics/random'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { computeFigures } from '../compute/figures.ts'
import type { ReleaseInput } from '../input/input.ts'
import { loadInput } from '../input/load-input.ts'
import { enter, openCity, plainQuarter, setForm } from '../release.fixture.ts'
import type { TestCity } from '../release.fixture.ts'
import { figuresOf } from '../said/product.fixture.ts'
import { randomCity } from '../said/random.fixture.ts'
import type { ReleaseBasis } from '../stored/basis.ts'
import type { CellTable } from '../stored/cell-table.ts'
import { KeptPreview, makeAnswers } from './make-answers.ts'

/* What a preview takes over from the one before must be what it would have computed: to the byte, whatever was changed. */

let city: TestCity
let start: ReleaseBasis

beforeAll(async () => {
  city = await openCity()
  await enter(city, '2026Q3', plainQuarter)
  await setForm(city, '2026Q3', 'accepted')
  start = (await city.store.read((db) => loadInput(db, parsePeriod('2026Q3'), '2026-11-01T00:00:00Z'))).basis
})
afterAll(() => city.close())

/** A random city; its department's form, that of another and what was corrected of each item stand beside it. */
function worldInput(seed: number): ReleaseInput {
  const { world, first } = randomCity(seed)
  const { basis, ...input } = figuresOf(start, world, first).input
  const items = basis.items.map(({ code }) => code)
  const form = must(start.forms[0])
  const asked = Object.fromEntries(
    ['F1', 'F2'].map((code, odd) => [
      code,
      items.flatMap((item, at) => (at % 2 === odd ? [{ cell: `${item}|`, isForCity: false }] : [])),
    ]),
  )
  return {
    ...input,
    basis: {
      ...basis,
      quality: Object.fromEntries(items.map((code, at) => [code, { revisions: at % 3, explanations: at % 2 }])),
      forms: Object.keys(asked).map((code) => ({ ...form, form: code, returns: 1, revised: 2 })),
      asked,
    },
  }
}

type Made = ReturnType<KeptPreview['make']>['making']

const minutes = (count: number): string => new Date(Date.UTC(2026, 9, 20, 2, count)).toISOString()

function anew(input: ReleaseInput, at: string): Made | string {
  try {
    return makeAnswers(computeFigures(input), at)
  } catch (error) {
    return String(error)
  }
}

function again(kept: KeptPreview, input: ReleaseInput, at: string): Made | string {
  try {
    return kept.make(input, at).making
  } catch (error) {
    return String(error)
  }
}

/** Every number, word and flag in a value, as the way to it. */
function leavesOf(value: unknown, way: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [way]
  if (ArrayBuffer.isView(value))
    return Array.from({ length: (value as Uint8Array).length }, (_, at) => [...way, String(at)])
  return Object.entries(value).flatMap(([key, part]) => leavesOf(part, [...way, key]))
}

/** Words of which another one means something too. */
const families = [
  ['on_time', 'late', 'missing'],
  ['centre', 'suburb', 'remote'],
  ['higher', 'lower', 'neutral'],
  ['Q', 'H', 'Y'],
  ['STOCK_EOQ', 'FLOW_Q', 'YTD_CUM', 'SURVEY'],
]

function changedLeaf(value: unknown, random: () => number): unknown {
  const family = families.find((words) => words.includes(String(value)))
  if (family !== undefined) return family[Math.floor(random() * family.length)]
  if (typeof value === 'number') return random() < 0.2 ? 0 : value + (random() < 0.5 ? 1 : -1)
  if (typeof value === 'boolean') return !value
  if (value === null) return random() < 0.5 ? 1 : null
  return random() < 0.1 || typeof value !== 'string' ? '' : `${value}改`
}

/** A copy in which one leaf is another. */
function edited<T>(value: T, way: readonly string[], random: () => number): T {
  const [key, ...rest] = way
  if (key === undefined) return changedLeaf(value, random) as T
  if (ArrayBuffer.isView(value)) {
    const copy = (value as unknown as Float64Array).slice()
    copy[Number(key)] = Number(changedLeaf(copy[Number(key)], random))
    return copy as unknown as T
  }
  const part = (value as Record<string, unknown>)[key]
  const changed = edited(part, rest, random)
  if (Array.isArray(value)) return value.with(Number(key), changed) as T
  return { ...value, [key]: changed }
}

/** One part of the input, so that a nation of cells does not hide the rest, then one thing in it. */
function changed(input: ReleaseInput, random: () => number): ReleaseInput {
  const pick = <T>(list: readonly T[]): T => must(list[Math.floor(random() * list.length)])
  const first = random()
  if (first < 0.3) return { ...input, cells: withCell(input.cells, random) }
  const whole: readonly string[] = first < 0.45 && input.earlier.length > 0 ? ['earlier'] : ['basis']
  const part = whole[0] === 'earlier' ? input.earlier : input.basis
  const top = pick(Object.keys(part))
  const leaves = leavesOf((part as Record<string, unknown>)[top], [top])
  if (leaves.length === 0) return input
  return edited(input, [...whole, ...pick(leaves)], random)
}

function withCell(cells: CellTable, random: () => number): CellTable {
  const at = Math.floor(random() * cells.values.length)
  const [values, states, versions] = [cells.values.slice(), cells.states.slice(), cells.versions.slice()]
  states[at] = Math.floor(random() * 5)
  values[at] = states[at] === 0 ? Math.floor(random() * 2_000) : Number.NaN
  versions[at] = (versions[at] ?? 0) + 1
  return { ...cells, values, states, versions }
}

it(
  'after any change of its input a preview says, byte for byte, what one made from nothing says',
  { timeout: 240_000 },
  () => {
    let [same, edits] = [0, 0]
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
        const draw = seededRandom(seed)
        const random = (): number => draw.uniform()
        const kept = new KeptPreview()
        let input = worldInput(seed)
        for (let edit = 0; edit < 12; edit++) {
          const at = minutes(edit)
          const [expected, found] = [anew(input, at), again(kept, input, at)]
          edits += 1
          if (typeof expected === 'string' || typeof found === 'string') {
            expect(typeof found).toBe(typeof expected)
            input = worldInput(seed + edit)
          } else {
            expect(differing(expected, found)).toEqual([])
            same += 1
            input = changed(input, random)
          }
        }
      }),
      { numRuns: 16, seed: 11 },
    )
    // Edits that no release can be computed from say little.
    expect(same / edits).toBeGreaterThan(0.6)
  },
)

function differing(expected: Made, found: Made): string[] {
  const names = new Set([...expected.answers.keys(), ...found.answers.keys()])
  const isOther = (name: string): boolean => expected.answers.get(name)?.hash !== found.answers.get(name)?.hash
  return [
    ...[...names].filter(isOther),
    ...(String([...expected.headed.keys()]) === String([...found.headed.keys()]) ? [] : ['headed']),
    ...[...expected.headed].flatMap(([name, body]) => (found.headed.get(name)?.equals(body) === true ? [] : [name])),
  ]
}

it('keeps the frozen bytes of indicators that nothing has changed of, and of no other', () => {
  const input = worldInput(7)
  const kept = new KeptPreview()
  const before = kept.make(input, minutes(0)).making.answers
  const item = must(input.cells.keys[0]).split('|')[0]
  const values = input.cells.values.slice()
  const versions = input.cells.versions.slice()
  const states = input.cells.states.slice()
  for (const k of input.cells.keys.keys()) {
    if (must(input.cells.keys[k]).split('|')[0] !== item) continue
    for (let u = 1; u < input.cells.units.length; u++) {
      const at = k * input.cells.units.length + u
      values[at] = 1_000 + u
      states[at] = 0
      versions[at] = 9
    }
  }
  const after = kept.make({ ...input, cells: { ...input.cells, values, states, versions } }, minutes(1)).making.answers
  const own = [...after.keys()].filter((name) => name.startsWith('indicator/'))
  const isTaken = (name: string): boolean => after.get(name) === before.get(name)
  expect(own.filter(isTaken).length).toBeGreaterThan(0)
  expect(own.filter((name) => !isTaken(name)).length).toBeGreaterThan(0)
})
