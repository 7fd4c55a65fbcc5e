import type { CatalogueChangeInput, SwitchBody } from '@cg/contract/catalogue-change'
import { spanWords } from '@cg/contract/catalogue-change'
import { catalogueImpactWords } from '@cg/contract/catalogue-impact'
import { catalogueChange } from '@cg/db/schema'
import type { RankingFacts } from '@cg/contract/release/ranking'
import { parsePeriod } from '@cg/domain/period'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadDefinitions } from '../catalogue/read.ts'
import { meaningOf } from '../entry/form/definitions.ts'
import { planOf } from '../entry/form/plan.ts'
import { readInbox } from '../inbox/list.ts'
import { preparePreview } from '../release/publish/prepare.ts'
import { publishPreview } from '../release/publish/publish.ts'
import { readAnswer } from '../release/read/releases.ts'
import { enter, openCity, people, plainQuarter, setForm } from '../release/release.fixture.ts'
import type { Entries, Person, TestCity } from '../release/release.fixture.ts'
import { decideCatalogueChange } from './decide.ts'
import { readCatalogueBoard } from './list.ts'
import { readProposal } from './proposals.ts'
import { checkCatalogueChange, proposeCatalogueChange } from './propose.ts'

let city: TestCity
beforeEach(async () => {
  city = await openCity()
})
afterEach(() => city.close())

function change(from: string, body: Partial<SwitchBody>): CatalogueChangeInput {
  return { kind: 'switch', from, body: { isOn: false, indicators: [], items: [], ...body } }
}

async function propose(one: CatalogueChangeInput, who: Person = 'second'): Promise<number> {
  const ctx = city.as(who)
  const { digest, refusals } = await checkCatalogueChange(ctx, one)
  expect(refusals).toEqual([])
  const { proposals } = await proposeCatalogueChange(ctx, { change: one, reason: '本市不再考核', seen: digest })
  return proposals[0]?.id ?? 0
}

const decide = (id: number, action: 'confirm' | 'refuse' | 'withdraw', who: Person = 'publisher') =>
  decideCatalogueChange(city.as(who), { id, action, note: action === 'refuse' ? '依据不足' : '', version: 1 })

async function apply(one: CatalogueChangeInput): Promise<void> {
  await decide(await propose(one), 'confirm')
}

const refusalsOf = async (one: CatalogueChangeInput) => (await checkCatalogueChange(city.as('second'), one)).refusals

async function asked(period: string): Promise<string[]> {
  const meaning = await city.store.read((db) => meaningOf(city.store, db, period))
  return [...new Set(planOf(meaning, 'F1', 'RSJ')?.rows.map(({ item }) => item.code as string))]
}

async function computed(period: string): Promise<string[]> {
  const { indicators } = await city.store.read((db) => loadDefinitions(db, parsePeriod(period)))
  return [...indicators.keys()]
}

const without = (entries: Entries, ...items: string[]): Entries =>
  Object.fromEntries(Object.entries(entries).filter(([place]) => !items.includes(place.split(' ')[0] ?? ''))) as Entries

async function publish(period: string, entries: Entries): Promise<string> {
  await enter(city, period, entries)
  await setForm(city, period, 'accepted')
  const preview = await preparePreview(city.as('publisher'), { period })
  return (await publishPreview(city.as('second'), preview)).head.code
}

async function ranking(code: string): Promise<RankingFacts> {
  const { body } = await readAnswer(city.as('leader'), code, 'ranking/score')
  return JSON.parse(body.toString()) as RankingFacts
}

describe('an item switched off from a quarter on', () => {
  it('is asked in the quarters before and not from there on', async () => {
    await apply(change('2026Q4', { items: ['ACC'] }))
    expect(await asked('2026Q3')).toEqual(['X', 'N', 'ACC', 'SURV'])
    expect(await asked('2026Q4')).toEqual(['X', 'N', 'SURV'])
    expect(await asked('2027Q1')).toEqual(['X', 'N', 'SURV'])
  })

  it('takes with it the indicators that cannot be computed without it, as numerator or denominator', async () => {
    await apply(change('2026Q4', { items: ['N'] }))
    expect(await computed('2026Q3')).toEqual(['RATE', 'HEADS', 'ACCR', 'SURV'])
    expect(await computed('2026Q4')).toEqual(['SURV'])
  })

  it('is asked again from the quarter in which it is switched on', async () => {
    await apply(change('2026Q4', { items: ['ACC'] }))
    await apply(change('2028Q1', { items: ['ACC'], isOn: true }))
    expect(await asked('2027Q4')).not.toContain('ACC')
    expect(await asked('2028Q1')).toContain('ACC')
    expect(await computed('2028Q1')).toContain('ACCR')
  })

  it('makes a form of which nothing is left none at all', async () => {
    await apply(change('2026Q4', { items: ['X', 'N', 'ACC', 'SURV'] }))
    const { forms } = await city.store.read((db) => loadDefinitions(db, parsePeriod('2026Q4')))
    expect(forms).toEqual([])
  })
})

describe('a release after a scored indicator was switched off', () => {
  it('scores with the other indicators alone, as with 不适用, and says so; the release before stays', async () => {
    const before = await publish('2026Q3', plainQuarter)
    const was = await ranking(before)
    await apply(change('2026Q4', { items: ['ACC'] }))
    expect(await ranking(before)).toEqual(was)
    const now = await ranking(await publish('2026Q4', without(plainQuarter, 'ACC')))
    expect(now.notes).toContain('指标ACCR已停用，本季不计分，权重由其他指标分摊。')
    expect(was.notes.join()).not.toContain('停用')
    // RATE alone: B has 70 % of a target of 90 %.
    expect(now.value[now.units.code.indexOf('B')]).toBeCloseTo((70 / 90) * 100, 6)
    expect(was.value[was.units.code.indexOf('B')]).not.toBeCloseTo((70 / 90) * 100, 1)
    await expect(readAnswer(city.as('leader'), before, 'indicator/ACCR')).resolves.toBeDefined()
  })

  it('has no composite score where nothing of the scheme is left', async () => {
    const one = change('2026Q4', { indicators: ['RATE', 'ACCR'] })
    const { impact } = await checkCatalogueChange(city.as('second'), one)
    expect(catalogueImpactWords(impact, 'off')).toContain('计分方案中的指标全部停用，这些季度没有综合得分。')
    await apply(one)
    const code = await publish('2026Q4', plainQuarter)
    const { body } = await readAnswer(city.as('leader'), code, 'overview')
    expect(body.toString()).not.toContain('指标RATE')
  })
})

it('the one who may confirm is told, and then the one who proposed', async () => {
  const told = async (who: Person) =>
    (await readInbox(city.as(who), {})).items.flatMap(({ kind, sentence, link }) =>
      kind.startsWith('catalogue') ? [{ sentence, link }] : [],
    )
  const link = '/admin?part=catalogue'
  const id = await propose(change('2026Q4', { items: ['ACC'], indicators: ['SURV'] }))
  const waiting = 'second甲提出变更指标目录：2026年第四季度起停用 1 个指标、1 个数据项，待另一位发布人确认。'
  expect(await told('publisher')).toEqual([{ sentence: waiting, link }])
  for (const who of ['second', 'admin', 'reviewer', 'filler'] as const) expect(await told(who)).toEqual([])
  await decide(id, 'confirm')
  const decided = '您提出的指标目录变更（2026年第四季度起停用 1 个指标、1 个数据项）已确认（publisher甲）。'
  expect([await told('publisher'), await told('second')]).toEqual([[], [{ sentence: decided, link }]])
})

describe('the preview of a change', () => {
  it('says what it reaches', async () => {
    await publish('2026Q2', plainQuarter)
    const { lines, impact } = await checkCatalogueChange(city.as('admin'), change('2026Q4', { items: ['ACC'] }))
    expect(lines).toEqual(['数据项“数据项ACC”：2026年第四季度起停用'])
    expect(catalogueImpactWords(impact, 'off')).toEqual([
      '影响 1 张报表、1 个指标，其中 1 个计分指标；不影响已发布的 1 期。',
      '报表不再填报这些数据项：《劳动关系表》。',
      '不再计算、排名：指标ACCR。',
      '这些指标缺少停用的数据项，无法计算，一并停用。',
      '不再计分：指标ACCR；其权重由其他指标按比例分摊。',
    ])
  })

  it('names items that stay asked for nothing', async () => {
    const { impact } = await checkCatalogueChange(city.as('admin'), change('2026Q4', { indicators: ['SURV'] }))
    expect(impact).toMatchObject({ forms: [], indicators: ['指标SURV'], scored: [], idle: ['数据项SURV'] })
  })
})

describe('a change is refused', () => {
  it('for a quarter that is published', async () => {
    await publish('2026Q3', plainQuarter)
    expect(await refusalsOf(change('2026Q3', { items: ['ACC'] }))).toEqual([
      '2026年第三季度已经发布或早已过去，报表和指标保持原样。请选2026年第四季度或以后的季度。',
    ])
  })

  it('for an item that somebody has filled in, with the quarter from which it can be', async () => {
    await enter(city, '2026Q4', { 'ACC A': 3, 'ACC B': 0, 'ACC C': 'not_reported' })
    expect(await refusalsOf(change('2026Q3', { items: ['ACC'] }))).toEqual([
      '2026年第四季度的报表已填了数据项“数据项ACC”（2 格），不能从这一季起停用。请改从2027年第一季度起停用；确要从这一季停用的，先请填报单位清空这些格。',
    ])
    expect(await refusalsOf(change('2027Q1', { items: ['ACC'] }))).toEqual([])
  })

  it('for an item to be asked again of a form that was sent without it', async () => {
    await apply(change('2026Q4', { items: ['ACC'] }))
    await setForm(city, '2026Q4', 'submitted')
    expect(await refusalsOf(change('2026Q4', { items: ['ACC'], isOn: true }))).toEqual([
      '2026年第四季度的《劳动关系表》已经报送，恢复后会少报这些数据项。请改从2027年第一季度起恢复，或先退回这张报表。',
    ])
  })

  it('where it changes nothing, or an indicator would still lack an item', async () => {
    expect(await refusalsOf(change('2026Q4', { indicators: ['RATE'], isOn: true }))).toEqual([
      '指标“指标RATE”在2026年第四季度本来就在使用。请从所选中去掉它，或改选季度。',
    ])
    await apply(change('2026Q4', { items: ['ACC'] }))
    expect(await refusalsOf(change('2026Q4', { items: ['ACC'] }))).toEqual([
      '数据项“数据项ACC”在2026年第四季度本来就已停用。请从所选中去掉它，或改选季度。',
    ])
    expect(await refusalsOf(change('2027Q1', { indicators: ['ACCR'], isOn: true }))).toEqual([
      '指标“指标ACCR”缺少停用的数据项“数据项ACC”，不能计算。请同时勾选这个数据项。',
    ])
  })

  it('of what the catalogue does not hold', async () => {
    expect(await refusalsOf(change('2026Q4', { items: ['NOPE'] }))).toEqual(['目录中没有数据项 NOPE。请重新选。'])
    expect(await refusalsOf(change('2026Q4', {}))).toEqual(['还没有选指标或数据项。请先在列表中勾选。'])
  })
})

describe('two persons', () => {
  it('nothing holds before another publisher has confirmed it', async () => {
    const id = await propose(change('2026Q4', { items: ['ACC'] }))
    expect(await asked('2026Q4')).toContain('ACC')
    await expect(decide(id, 'confirm', 'second')).rejects.toThrow('须由另一位发布人确认')
    await decide(id, 'refuse')
    expect(await asked('2026Q4')).toContain('ACC')
    await expect(decide(id, 'confirm')).rejects.toThrow('刚由他人办理')
  })

  it('confirmation looks again: what was filled in meanwhile keeps it from holding', async () => {
    const id = await propose(change('2026Q4', { items: ['ACC'] }))
    await enter(city, '2026Q4', { 'ACC A': 3 })
    await expect(decide(id, 'confirm')).rejects.toThrow('提出之后有了变化，不能确认：2026年第四季度的报表已填了')
    const { refusals, impact } = await readProposal(city.as('publisher'), { id })
    expect([refusals.length, impact]).toEqual([1, null])
    await decide(id, 'withdraw', 'second')
  })

  it('what was seen is what is proposed', async () => {
    const one = change('2026Q4', { items: ['ACC'] })
    const seen = 'a'.repeat(64)
    await expect(
      proposeCatalogueChange(city.as('second'), { change: one, reason: '本市不再考核', seen }),
    ).rejects.toThrow('请重新检查')
  })

  it('strangers neither read nor propose', async () => {
    const outside = people.filter((who) => who === 'leader' || who === 'filler')
    for (const who of outside) {
      await expect(readCatalogueBoard(city.as(who))).rejects.toThrow('没有这项权限')
      await expect(checkCatalogueChange(city.as(who), change('2026Q4', { items: ['ACC'] }))).rejects.toThrow()
    }
    await expect(checkCatalogueChange(city.as('reviewer'), change('2026Q4', { items: ['ACC'] }))).rejects.toThrow()
  })

  it('a decided change stands for ever', async () => {
    await apply(change('2026Q4', { items: ['ACC'] }))
    const touch = (sql: string) => city.store.write({ unaudited: 'fixture' }, async (tx) => void (await tx.run(sql)))
    await expect(touch(`UPDATE catalogue_change SET valid_from = '2026Q1'`)).rejects.toThrow()
    await expect(touch('DELETE FROM catalogue_change')).rejects.toThrow()
    expect(await city.store.read((db) => db.select().from(catalogueChange))).toHaveLength(1)
  })
})

it('the list says since when and why a thing is not used', async () => {
  await apply(change('2026Q4', { items: ['ACC'] }))
  await apply(change('2028Q1', { items: ['ACC'], isOn: true }))
  const board = await readCatalogueBoard(city.as('auditor'))
  const words = (rows: typeof board.items | typeof board.indicators, code: string) =>
    spanWords(rows.find((row) => row.code === code)?.spans ?? [])
  expect(words(board.items, 'ACC')).toBe('2026年第四季度起停用；2028年第一季度起恢复使用')
  expect(words(board.indicators, 'ACCR')).toBe(
    '2026年第四季度起停用（数据项“数据项ACC”停用，不能计算）；2028年第一季度起恢复使用',
  )
  expect(words(board.indicators, 'RATE')).toBe('')
  expect(board.quarters[0]).toBe('2026Q3')
  expect(board.mayPropose).toBe(false)
})
