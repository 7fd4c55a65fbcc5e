import fc from 'fast-check'
import { scaledInteger } from '@cg/domain/number/round'
import { gapClaim } from '@cg/contract/claims/overview'
import { rankingClaims } from '@cg/contract/claims/ranking'
import { sinceBaseline, sinceSpan } from '@cg/contract/claims/unit'
import { must } from '@cg/domain/must'
import { chartKinds, factsOfKind } from '@cg/contract/chart'
import type { RankingFacts } from '@cg/contract/release/ranking'
import { describe, expect, test } from 'vitest'
import { chartFromSpec } from './from-spec.ts'
import { footerLines } from './model.ts'
import { overviewFacts, rankingFacts, saidUnder, scoreFacts, units } from './testing/fixtures.ts'
import { mapSheet } from './testing/map-fixture.ts'

const value = fc.oneof(
  fc.constant(null),
  fc.integer({ min: 0, max: 1000 }).map((tenths) => tenths / 10),
)
// A quarter without a single figure has no chart.
const column = fc
  .array(value, { minLength: 12, maxLength: 12 })
  .filter((values) => values.some((value) => value !== null))
const direction = fc.constantFrom('higher' as const, 'lower' as const)

/** A ranking whose ranks, states and lights follow from its values. */
function factsOf(
  values: (number | null)[],
  target: number | null,
  way: 'higher' | 'lower',
  change: Partial<RankingFacts> = {},
): RankingFacts {
  const base = rankingFacts()
  const better = (one: number, other: number) => (way === 'higher' ? one > other : one < other)
  const rank = values.map((own) =>
    own === null ? null : 1 + values.filter((other) => other !== null && better(other, own)).length,
  )
  const facts = {
    ...base,
    measure: { ...base.measure, direction: way },
    value: values,
    state: values.map((own) => (own === null ? 'not_reported' : 'reported')),
    target: values.map(() => target),
    expected: values.map(() => target),
    rankLow: rank,
    rankHigh: rank,
    closeTo: values.map(() => []),
    groups: [],
    light: values.map((own) => (own === null || target === null ? null : better(target, own) ? 'late' : 'met')),
    rank,
    isTied: rank.map((place) => place !== null && rank.filter((other) => other === place).length > 1),
    unrankedReason: values.map((own) => (own === null ? '未报，不参与排名' : null)),
    ...change,
  }
  return { ...facts, claims: rankingClaims(facts, saidUnder) }
}

const name = (at: number) => units.shortName[at]

describe('titles are claims', () => {
  test('whoever the ranking title puts first is alone in first place, and the shortfall is the printed difference', () => {
    fc.assert(
      fc.property(column, fc.integer({ min: 0, max: 1000 }), direction, (values, tenths, way) => {
        const target = tenths / 10
        const { title, titleSource } = chartFromSpec(
          { kind: 'district-ranking', measure: 'JN03' },
          { facts: 'ranking', data: factsOf(values, target, way) },
        )
        const known = values.flatMap((own, at) => (own === null ? [] : [{ own, at }]))
        const best =
          way === 'higher' ? Math.max(...known.map((unit) => unit.own)) : Math.min(...known.map((unit) => unit.own))
        const worst =
          way === 'higher' ? Math.min(...known.map((unit) => unit.own)) : Math.max(...known.map((unit) => unit.own))
        const leader = /^([^，、]+?)(?:技能培训覆盖率)?(居首|最低)/.exec(title)?.[1]
        if (leader !== undefined)
          expect(known.filter((unit) => unit.own === best).map((unit) => name(unit.at))).toEqual([leader])
        const together = /^(.+?)(?:技能培训覆盖率)?并列第1位/.exec(title)?.[1]
        if (together !== undefined)
          expect(
            known
              .filter((unit) => unit.own === best)
              .map((unit) => name(unit.at))
              .join('、'),
          ).toBe(together)
        const short = /(?:^|，)(?:居末的|最高的)([^，]+?)[低高]于时序目标([\d.]+)个百分点$/.exec(title)
        if (short !== null) {
          expect(known.filter((unit) => unit.own === worst).map((unit) => name(unit.at))).toEqual([short[1]])
          expect(Number(short[2])).toBe(Math.abs(scaledInteger(worst, 1) - scaledInteger(target, 1)) / 10)
          expect(way === 'higher' ? worst < target : worst > target).toBe(true)
        }
        if (/均达到时序目标/.test(title))
          expect(known.every((unit) => (way === 'higher' ? unit.own >= target : unit.own <= target))).toBe(true)
        const spread = /相差([\d.]+)个百分点$/.exec(title)
        if (spread !== null)
          expect(Number(spread[1])).toBe(Math.abs(scaledInteger(best, 1) - scaledInteger(worst, 1)) / 10)
        if (titleSource === 'neutral') expect(title).toBe('各区县技能培训覆盖率排名')
      }),
      { numRuns: 400 },
    )
  })

  test('the number of units that reach what is expected is counted', () => {
    fc.assert(
      fc.property(column, fc.integer({ min: 0, max: 1000 }), (values, tenths) => {
        const target = tenths / 10
        const facts = factsOf(values, target, 'higher')
        const bare = { ...facts, claims: facts.claims.filter(({ kind }) => kind !== 'all_moved') }
        const { title } = chartFromSpec({ kind: 'dumbbell', measure: 'JN03' }, { facts: 'ranking', data: bare })
        const known = values.filter((own) => own !== null)
        const met = known.filter((own) => own >= target).length
        const claim = /(\d+)个单位中有(\d+)个单位的技能培训覆盖率达到时序目标$/.exec(title)
        if (claim !== null) expect([Number(claim[1]), Number(claim[2])]).toEqual([known.length, met])
        if (title.endsWith('均达到时序目标')) expect(met).toBe(known.length)
        if (title.endsWith('均未达到时序目标')) expect(met).toBe(0)
      }),
      { numRuns: 400 },
    )
  })

  test('a move of places is told only when history says so', () => {
    const places = fc.array(fc.option(fc.integer({ min: 1, max: 12 }), { nil: null }), { minLength: 8, maxLength: 8 })
    fc.assert(
      fc.property(places, (ranks) => {
        const base = scoreFacts()
        const history = base.history.rank.map((row, period) =>
          row.map((place, unit) => (unit === 8 ? (ranks[period] ?? null) : place)),
        )
        const rank = base.rank.map((place, unit) => (unit === 8 ? (ranks[7] ?? null) : place))
        const { title } = chartFromSpec(
          { kind: 'bump', focus: 'YC09' },
          { facts: 'ranking', data: { ...base, rank, history: { ...base.history, rank: history } } },
        )
        const move = /安平县由第(\d+)位([升降])至第(\d+)位/.exec(title)
        if (move !== null) {
          const common = base.rank.flatMap((own, at) =>
            at !== 8 && own !== null && history[0]?.[at] != null ? [at] : [],
          )
          const among = (row: readonly (number | null)[], own: number | null | undefined) =>
            1 + common.filter((at) => (row[at] ?? 99) < (own ?? 99)).length
          expect([Number(move[1]), Number(move[3])]).toEqual([among(history[0] ?? [], ranks[0]), among(rank, ranks[7])])
          expect(move[2] === '升').toBe(Number(move[3]) < Number(move[1]))
        } else if (ranks[0] === null || ranks[7] === null) expect(title).toBe('各区县综合得分位次变化')
      }),
      { numRuns: 300 },
    )
  })

  test('no move of places, no change and no gap is told across a change of definition', () => {
    const plain = rankingFacts()
    const last = plain.units.code.findIndex((_, at) => sinceSpan(plain, at) !== null)
    const based = plain.units.code.findIndex((_, at) => sinceBaseline(plain, at) !== null)
    const facts = { ...plain, measure: { ...plain.measure, breaks: [plain.release.period] } }
    expect([last, based].every((at) => at >= 0)).toBe(true)
    expect([sinceSpan(facts, last), sinceBaseline(facts, based)]).toEqual([null, null])
    const total = { ...plain.measure, span: { ...plain.measure.span, kind: 'yearToDate' as const } }
    expect(sinceSpan({ ...plain, measure: total }, last)).toBeNull()
    const drawn = (data: RankingFacts) => chartFromSpec({ kind: 'bump', focus: 'YC01' }, { facts: 'ranking', data })
    expect(drawn(plain).title).toContain('相比')
    expect(drawn(facts).title).toBe('各区县技能培训覆盖率位次变化')
    expect(footerLines(drawn(facts).lines).join('')).toContain('2026年第三季度起口径调整，此前的位次不可比，不列')
    const { release, gaps } = overviewFacts()
    const gap = must(gaps[0])
    expect(gapClaim(release, gap)?.before).not.toBeNull()
    expect(gapClaim(release, { ...gap, breaks: [release.period] })?.before).toBeNull()
  })

  test('the sentence of the sketch, true in no data, is never written', () => {
    const base = scoreFacts()
    const { title } = chartFromSpec({ kind: 'bump', focus: 'YC09' }, { facts: 'ranking', data: base })
    expect(title).not.toContain('连续')
  })

  test('no one is named last while the place is not certain', () => {
    const unsure = scoreFacts({ target: scoreFacts().value.map(() => null) })
    const certain = {
      ...unsure,
      rankLow: unsure.rank,
      rankHigh: unsure.rank,
      closeTo: unsure.rank.map(() => []),
      groups: [],
    }
    const sure = { ...certain, claims: rankingClaims(certain, saidUnder) }
    expect(chartFromSpec({ kind: 'district-ranking' }, { facts: 'ranking', data: unsure }).title).not.toMatch(/居末/)
    expect(chartFromSpec({ kind: 'district-ranking' }, { facts: 'ranking', data: sure }).title).toBe(
      '经开区居首，与居末的丰泽县相差29.61分',
    )
  })

  test('no chart prints the method, and the brackets are explained once, in words for the reader', () => {
    const score = scoreFacts()
    expect(score.methods.join('')).toMatch(/种子/)
    for (const kind of chartKinds.filter((one) => factsOfKind[one] === 'ranking')) {
      const { lines, body } = chartFromSpec(
        { kind, focus: 'YC09' },
        { facts: 'ranking', data: score, sheet: mapSheet() },
      )
      expect(lines.note ?? '').not.toMatch(/种子|抽样|威尔逊|权重在/)
      if (body.form !== 'bars' || body.brackets.length === 0) continue
      expect(lines.note?.split('同一方括号内各单位差距很小，不宜据此排先后')).toHaveLength(2)
    }
    const { body } = chartFromSpec({ kind: 'district-ranking' }, { facts: 'ranking', data: score })
    expect(body.form === 'bars' && body.brackets.length > 0).toBe(true)
  })

  test('a gap that cannot be computed names who is missing', () => {
    const base = overviewFacts()
    const [gap] = base.gaps
    if (gap === undefined) throw new Error('no gap')
    const missing = { ...gap, name: '缺一方', high: null, low: null, gap: null, missing: [units.code[8] ?? ''] }
    const { body } = chartFromSpec({ kind: 'gaps' }, { facts: 'overview', data: { ...base, gaps: [gap, missing] } })
    const reasons = body.form === 'dumbbell' ? body.rows.map((row) => row.reason) : []
    expect(reasons).toContain('缺安平县数据，差距不可计算')
  })

  test('where nothing is ranked nobody leads', () => {
    const facts = rankingFacts({ notRanked: '该指标为中性指标，不排名', rank: rankingFacts().rank.map(() => null) })
    const model = chartFromSpec({ kind: 'district-ranking', measure: 'JN03' }, { facts: 'ranking', data: facts })
    expect([model.title, model.titleSource]).toEqual(['各区县技能培训覆盖率情况', 'neutral'])
    expect(model.lines.note).toContain('该指标为中性指标，不排名')
  })

  test('a given title stands and is marked as given', () => {
    const model = chartFromSpec(
      { kind: 'district-ranking', measure: 'JN03', title: '自拟' },
      { facts: 'ranking', data: rankingFacts() },
    )
    expect([model.title, model.titleSource, model.neutralTitle]).toEqual(['自拟', 'given', '各区县技能培训覆盖率排名'])
    expect(model.altText).toContain('自拟标题')
  })

  test('where nobody can be said to lead, the title says how many reach what is expected', () => {
    const facts = rankingFacts()
    const count = {
      kind: 'count',
      of: 'units',
      subject: '技能培训覆盖率',
      holder: '',
      judged: 11,
      all: 12,
      met: 4,
    } as const
    const model = chartFromSpec(
      { kind: 'district-ranking', measure: 'JN03' },
      { facts: 'ranking', data: { ...facts, claims: [count] } },
    )
    expect([model.title, model.titleSource]).toEqual([
      '可与时序目标比较的11个单位中有4个单位的技能培训覆盖率达到时序目标',
      'claim',
    ])
  })

  test('a group is not praised as if it were the whole city', () => {
    const model = chartFromSpec(
      { kind: 'district-ranking', measure: 'JN03', group: '县域' },
      { facts: 'ranking', data: rankingFacts() },
    )
    expect(model.title).toBe('各区县技能培训覆盖率排名')
  })
})
