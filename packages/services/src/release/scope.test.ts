import type { IndicatorFacts } from '@cg/contract/release/indicator'
import type { QualityFacts } from '@cg/contract/release/quality'
import { release } from '@cg/db/schema'
import { must } from '@cg/domain/must'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { saveCells } from '../entry/cells/save-cells.ts'
import { apForm, entry, openCity } from '../entry/entry.fixture.ts'
import type { City } from '../entry/entry.fixture.ts'
import type { FormKey } from '../entry/form/access.ts'
import { readForm } from '../entry/form/read-form.ts'
import { submitForm } from '../entry/move/submit-form.ts'
import { narrowForm } from '../entry/scope.fixture.ts'
import { listWork } from '../entry/work.ts'
import { acceptForm, checkForm } from '../review/accept-form.ts'
import { decideCatalogueChange } from '../tailor/decide.ts'
import { checkCatalogueChange, proposeCatalogueChange } from '../tailor/propose.ts'
import { readClosing } from './publish/precheck.ts'
import { preparePreview } from './publish/prepare.ts'
import { publishPreview } from './publish/publish.ts'
import { readPassport } from './read/passport.ts'
import { readAnswer } from './read/releases.ts'
import { loadFrozenCells } from './stored/frozen-rows.ts'
import type { PublicAnswer } from './facts/answers.ts'

/* 填报范围 in the release of the quarter: 安平区 does not fill the union form from 2026年第三季度 on. */

let city: City
beforeEach(async () => {
  city = await openCity()
  await addIndicator()
})
afterEach(() => city.close())

/** 公开率: E_OPEN ÷ E_UNION × 100. */
async function addIndicator(): Promise<void> {
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
  const { digest } = await checkCatalogueChange(city.as('admin'), change)
  const { proposals } = await proposeCatalogueChange(city.as('admin'), { change, reason: '本市新增', seen: digest })
  const { id } = must(proposals[0])
  await decideCatalogueChange(city.as('publisher'), { id, action: 'confirm', note: '', version: 1 })
}

const bs: FormKey = { ...apForm, reporter: 'BS' }

const type = (login: 'ap' | 'bs', key: FormKey, open: string, union: string) =>
  saveCells(city.as(login), key, {
    source: 'grid',
    cells: [entry(`E_OPEN:${key.reporter}`, open), entry(`E_UNION:${key.reporter}`, union)],
  })

async function send(login: 'ap' | 'bs', key: FormKey, open: string, union: string): Promise<void> {
  await type(login, key, open, union)
  const version = async () => (await readForm(city.as(login), key)).submission.version
  await submitForm(city.as(login), key, { version: await version() })
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

const frozen = async () => {
  const rows = await city.store.read(async (db) => {
    const ids = await db.select({ id: release.id }).from(release).where(eq(release.state, 'published'))
    const all = []
    for (const { id } of ids) all.push(...(await loadFrozenCells(db, id)))
    return all
  })
  return Object.fromEntries(rows.map((row) => [`${row.item}:${row.unit}`, row.value ?? row.state]))
}

it('leaves who is not asked out of board, release, rank and Σ: 不适用, whatever was typed before', async () => {
  await type('ap', apForm, '40', '50')
  await narrowForm(city, ['AP'])
  expect(await listWork(city.as('ap'), { period: '2026Q3' })).toMatchObject({
    owed: [],
    excused: ['安平区自2026年第三季度起不用填《U-ZGH 报表》，也不算未报。'],
  })
  await expect(readForm(city.as('ap'), apForm)).rejects.toThrow(
    '自2026年第三季度起不要求安平区填报《U-ZGH 报表》，不用填，也不算未报。',
  )
  await send('bs', bs, '5', '10')
  const code = await publish()
  expect(await frozen()).toMatchObject({
    'E_OPEN:AP': 'not_applicable',
    'E_UNION:AP': 'not_applicable',
    'E_OPEN:BS': 5,
  })
  const facts = await answer<IndicatorFacts>(code, 'indicator/OWN_I001')
  expect(facts.current.state).toEqual(['not_applicable', 'reported', 'not_reported'])
  expect(facts.city).toMatchObject({ value: 50, numerator: 5, denominator: 10 })
  expect(facts.notes).toEqual(
    expect.arrayContaining([
      '未报：长溪县，不参与排名。',
      '自2026年第三季度起不要求填报《U-ZGH 报表》，不适用：安平区。',
      '全市数应由其余2个区县的数得出。',
    ]),
  )
})

it('says in the passport of who is not asked since when, and tells nothing of the draft', async () => {
  await type('ap', apForm, '40', '50')
  await narrowForm(city, ['AP'])
  await send('bs', bs, '5', '10')
  const code = await publish()
  const passport = await readPassport(city.as('publisher'), { code, indicator: 'OWN_I001', unit: 'AP' })
  expect(passport.excused).toBe(
    '自2026年第三季度起不要求安平区填报《U-ZGH 报表》，本指标对它不适用，不是未报，不参加排名，不计入全市数。',
  )
  expect(
    passport.cells.map(({ item, state, enteredBy, revisions }) => [item, state, enteredBy, revisions.length]),
  ).toEqual([
    ['E_OPEN', 'not_applicable', null, 0],
    ['E_UNION', 'not_applicable', null, 0],
  ])
  const other = await readPassport(city.as('publisher'), { code, indicator: 'OWN_I001', unit: 'BS' })
  expect(other.excused).toBeUndefined()
})

it('owes no form: neither quality nor what is missing counts it', async () => {
  await narrowForm(city, ['AP', 'CX'])
  await narrowForm(city, ['AP'], { form: 'TJJ-BASE' })
  await send('bs', bs, '5', '10')
  const code = await publish()
  const quality = await answer<QualityFacts>(code, 'quality')
  expect(quality.units?.map(({ code: unit, rates }) => [unit, rates.due])).toEqual([['BS', 1]])
  const facts = await answer<IndicatorFacts>(code, 'indicator/JN03')
  expect(facts.current.state).toEqual(['not_applicable', 'not_reported', 'not_reported'])
  expect(facts.notes).toContain('自2026年第三季度起《TJJ-BASE 报表》不再列入，不适用：安平区。')
})
