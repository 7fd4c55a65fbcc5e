import { ProfileFacts as ProfileFactsSchema, townRanking } from '@cg/contract/release/profile'
import type { ProfileFacts } from '@cg/contract/release/profile'
import { cell, release } from '@cg/db/schema'
import { must } from '@cg/domain/must'
import { parsePeriod } from '@cg/domain/period'
import { and, eq } from 'drizzle-orm'
import { Value } from 'typebox/value'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { saveCells } from '../entry/cells/save-cells.ts'
import { apForm, entry } from '../entry/entry.fixture.ts'
import type { City } from '../entry/entry.fixture.ts'
import type { FormKey } from '../entry/form/access.ts'
import { readForm } from '../entry/form/read-form.ts'
import { saveExplanations } from '../entry/check/explain.ts'
import { submitForm } from '../entry/move/submit-form.ts'
import { openPartsCity, reportByParts } from '../entry/parts.fixture.ts'
import type { PartsCity } from '../entry/parts.fixture.ts'
import { acceptForm } from '../review/accept-form.ts'
import { checkForm } from '../review/accept-form.ts'
import { decideCatalogueChange } from '../tailor/decide.ts'
import { checkCatalogueChange, proposeCatalogueChange } from '../tailor/propose.ts'
import { loadCurrent } from './input/load-input.ts'
import { reopenForCorrection } from './publish/correct.ts'
import { readClosing } from './publish/precheck.ts'
import { preparePreview } from './publish/prepare.ts'
import { publishPreview } from './publish/publish.ts'
import { readAnswer } from './read/releases.ts'
import { loadFrozenCells } from './stored/frozen-rows.ts'
import type { PublicAnswer } from './facts/answers.ts'

/* What towns and key enterprises reported, in the release of the quarter: 安平区 by its parts, 北山区 by itself. */

let city: PartsCity
beforeEach(async () => {
  city = await openPartsCity()
  await addIndicator(city)
})
afterEach(() => city.close())

/** 公开率: E_OPEN ÷ E_UNION × 100. */
async function addIndicator(at: City): Promise<void> {
  const change = {
    kind: 'indicator' as const,
    from: '2026Q3',
    body: {
      name: '公开率',
      definition: '公开的企业 ÷ 建会的企业',
      dimension: 'RIGHTS' as const,
      department: 'ZGH',
      measure: 'percent' as const,
      numerator: ['E_OPEN'],
      denominator: ['E_UNION'],
      unit: '%',
      decimals: 1,
      direction: 'higher' as const,
      isAssessed: true,
    },
  }
  const { digest, refusals } = await checkCatalogueChange(at.as('admin'), change)
  expect(refusals).toEqual([])
  const { proposals } = await proposeCatalogueChange(at.as('admin'), { change, reason: '本市新增', seen: digest })
  await decideCatalogueChange(at.as('publisher'), {
    id: must(proposals[0]).id,
    action: 'confirm',
    note: '',
    version: 1,
  })
}

async function send(
  key: FormKey,
  login: 'ap' | 'bs',
  figures: Record<string, string>,
  reason?: string,
  seen = 0,
): Promise<void> {
  const filler = city.as(login)
  const cells = Object.entries(figures).map(([place, text]) => entry(place, text, seen))
  const { findings } = await saveCells(filler, key, { source: 'grid', cells })
  const asked = findings.filter((one) => one.class === 'explain')
  if (reason !== undefined)
    await saveExplanations(filler, key, {
      items: asked.map(({ rule, item, unit, breakdown }) => ({
        rule,
        item,
        unit,
        breakdown,
        text: reason,
        version: 0,
      })),
    })
  const version = async () => (await readForm(filler, key)).submission.version
  await submitForm(filler, key, { version: await version() })
  await checkForm(city.as('zgh'), key, { version: await version() })
  await acceptForm(city.as('reviewer'), key, { version: await version() })
}

async function publish(): Promise<string> {
  const preview = await preparePreview(city.as('reviewer'), { period: '2026Q3' })
  const { head } = await publishPreview(city.as('publisher'), {
    id: preview.id,
    version: preview.version,
    closing: (await readClosing(city.as('publisher'), { id: preview.id })).digest,
  })
  return head.code
}

const answer = async <T>(code: string, name: PublicAnswer): Promise<T> =>
  JSON.parse((await readAnswer(city.as('leader'), code, name)).body.toString('utf8')) as T

/** The rate of each unit of the release. */
async function rates(code: string): Promise<Record<string, number | string | null>> {
  const { units, indicators, value, state } = await answer<{
    units: { code: string[] }
    indicators: { name: string }[]
    value: (number | null)[][]
    state: string[][]
  }>(code, 'matrix')
  const at = indicators.findIndex(({ name }) => name === '公开率')
  return Object.fromEntries(units.code.map((unit, u) => [unit, value[at]?.[u] ?? must(state[at]?.[u])]))
}

const frozen = async () => {
  const rows = await city.store.read(async (db) => {
    const ids = await db.select({ id: release.id }).from(release).where(eq(release.state, 'published'))
    const all = []
    for (const { id } of ids) all.push(...(await loadFrozenCells(db, id)))
    return all
  })
  return Object.fromEntries(rows.map((row) => [`${row.item}:${row.unit}`, row.value ?? row.state]))
}

async function figureOf(itemCode: string, unitCode: string): Promise<number | null> {
  const place = and(eq(cell.itemCode, itemCode), eq(cell.unitCode, unitCode))
  return must((await city.store.read((db) => db.select().from(cell).where(place)))[0]).value
}

const bs: FormKey = { ...apForm, reporter: 'BS' }
const bsFigures = { 'E_OPEN:BS': '5', 'E_UNION:BS': '10' }

it('a district is the sum of its towns, which stand on its profile and in no ranking', async () => {
  await reportByParts(city)
  await send(apForm, 'ap', {
    'E_OPEN:A1': '6',
    'E_OPEN:A2': '10',
    'E_OPEN:A3': '24',
    'E_UNION:A1': '12',
    'E_UNION:A2': '20',
    'E_UNION:A3': '30',
  })
  await send(bs, 'bs', bsFigures)
  const code = await publish()
  expect(await frozen()).toMatchObject({ 'E_OPEN:A1': 6, 'E_OPEN:AP': 40, 'E_UNION:AP': 62, 'E_UNION:BS': 10 })
  const all = await rates(code)
  expect(all['AP']).toBeCloseTo((40 / 62) * 100, 10)
  expect(all['YC']).toBeUndefined()
  expect(Object.keys(all)).toEqual(['AP', 'BS', 'CX'])
  const { towns } = await answer<ProfileFacts>(code, 'unit/AP')
  expect(towns?.name).toEqual(['青石街道', '柳渡镇', '石桥湾镇'])
  expect(towns?.value).toEqual([[50, 50, 80]])
})

const union = { 'E_UNION:A1': '12', 'E_UNION:A2': '20', 'E_UNION:A3': '30' }

it('towns are ranked among themselves as districts are: ties share a place, and the district is not among them', async () => {
  await reportByParts(city)
  await send(apForm, 'ap', { 'E_OPEN:A1': '6', 'E_OPEN:A2': '10', 'E_OPEN:A3': '24', ...union })
  await send(bs, 'bs', bsFigures)
  const code = await publish()
  const profile = await answer<ProfileFacts>(code, 'unit/AP')
  expect([...Value.Errors(ProfileFactsSchema, profile)]).toEqual([])
  const [own] = must(profile.towns).rankings ?? []
  expect(own).toMatchObject({
    within: { code: 'AP', name: '安平区' },
    units: { code: ['A1', 'A2', 'A3'] },
    rank: [2, 2, 1],
    isTied: [true, true, false],
    notRanked: null,
    numerator: [6, 10, 24],
    city: { numerator: 40, denominator: 62, compared: { span: null, year: null } },
    notes: [],
  })
  const facts = must(townRanking(profile, must(own).measure.code))
  expect(facts.release.code).toBe(code)
  expect(townRanking(profile, 'ELSE')).toBeNull()
  // Districts are two with a value: none of them has a place, and no town is among them.
  const districts = await answer<{ rank: (number | null)[]; units: { code: string[] } }>(
    code,
    `ranking/${must(own).measure.code}`,
  )
  expect([districts.units.code, districts.rank]).toEqual([
    ['AP', 'BS', 'CX'],
    [null, null, null],
  ])
})

it('of three towns one of which reports nothing usable, values stand without places', async () => {
  await reportByParts(city)
  await send(apForm, 'ap', { 'E_OPEN:A1': '1', 'E_OPEN:A2': '10', 'E_OPEN:A3': '24', ...union })
  await send(bs, 'bs', bsFigures)
  const { towns } = await answer<ProfileFacts>(await publish(), 'unit/AP')
  const [own] = must(towns).rankings ?? []
  expect(own?.rank).toEqual([null, null, null])
  expect(own?.notRanked).toBe('有数据的单位不足3个，只列数值，不排名。')
  expect(own?.notes).toEqual(['样本过少或按规定不公布：青石街道、柳渡镇。'])
})

it('a town that lacks leaves its district without a figure, never with the sum of the others', async () => {
  await reportByParts(city)
  const some = { 'E_OPEN:A1': '6', 'E_OPEN:A3': '24', 'E_UNION:A1': '12', 'E_UNION:A3': '30' }
  await send(apForm, 'ap', some, '柳渡镇换届，本季报不上来')
  await send(bs, 'bs', bsFigures)
  const all = await rates(await publish())
  expect(all).toMatchObject({ AP: 'not_reported', BS: 50 })
  expect(Object.keys(await frozen())).not.toContain('E_OPEN:A1')
})

it('a town’s count of one or two is withheld, and what would give it away', async () => {
  await reportByParts(city)
  await send(apForm, 'ap', {
    'E_OPEN:A1': '1',
    'E_OPEN:A2': '10',
    'E_OPEN:A3': '24',
    'E_UNION:A1': '12',
    'E_UNION:A2': '20',
    'E_UNION:A3': '30',
  })
  await send(bs, 'bs', bsFigures)
  const { towns } = await answer<ProfileFacts>(await publish(), 'unit/AP')
  expect(towns?.state).toEqual([['withheld', 'withheld', 'reported']])
})

it('keeps what an enterprise reported out of the release: only the sum goes on', async () => {
  await reportByParts(city, { by: 'enterprise' })
  await send(apForm, 'ap', { 'E_OPEN:E1': '3', 'E_OPEN:E2': '4', 'E_UNION:E1': '4', 'E_UNION:E2': '10' })
  await send(bs, 'bs', bsFigures)
  const code = await publish()
  expect(Object.keys(await frozen()).filter((key) => /:E\d$/.test(key))).toEqual([])
  expect((await rates(code))['AP']).toBe(50)
  const { towns } = await answer<ProfileFacts>(code, 'unit/AP')
  expect(towns).toBeNull()
})

it('a town’s correction and the sum that follows it are one revision of the district', async () => {
  await reportByParts(city)
  await send(apForm, 'ap', {
    'E_OPEN:A1': '6',
    'E_OPEN:A2': '10',
    'E_OPEN:A3': '24',
    'E_UNION:A1': '12',
    'E_UNION:A2': '20',
    'E_UNION:A3': '30',
  })
  await send(bs, 'bs', bsFigures)
  await publish()
  const quality = async () => {
    const { basis } = await city.store.read((db) => loadCurrent(db, parsePeriod('2026Q3'), city.clock.now))
    const { forms, quality: byItem } = basis.basis
    return [forms.find(({ reporter }) => reporter === 'AP')?.revised, byItem['E_OPEN']?.revisions ?? 0]
  }
  expect(await quality()).toEqual([0, 0])
  city.clock.now = '2026-10-06T02:00:00.000Z'
  const cells = [{ item: 'E_OPEN', unit: 'AP', breakdown: '' }]
  const why = { reasonClass: 'omission' as const, reason: '青石街道漏报两家' }
  await reopenForCorrection(city.as('reviewer'), { ...apForm, ...why, cells })
  await send(apForm, 'ap', { 'E_OPEN:A1': '8' }, '青石街道补报', 1)
  expect(await figureOf('E_OPEN', 'AP')).toBe(42)
  expect(await quality()).toEqual([1, 1])
})
