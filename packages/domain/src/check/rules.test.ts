import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { notReported } from '../cell.ts'
import { parsePeriod } from '../period.ts'
import type { RuleBody, RuleDefinition } from './rule.ts'
import { compileRules, rulesTouching } from './rule.ts'
import type { Figures } from './rules.fixture.ts'
import { condition, contextOf, ruleOf, run } from './rules.fixture.ts'
import { evaluateRules } from './rules.ts'

const notApplicable = { state: 'not_applicable', value: null } as const
const sentences = (body: RuleBody, figures: Figures, change = {}) =>
  run(body, figures, change).map((finding) => finding.sentence)

describe('a condition over cells', () => {
  test('names both figures, the unit and what to do', () => {
    expect(run(condition('P_CON <= P_CON_DUE'), { 'P_CON@AP': 12345, 'P_CON_DUE@AP': 12000 })).toEqual([
      {
        rule: 'R01', family: 'R01', severity: 'error', scope: 'form', unit: 'AP',
        cells: [{ item: 'P_CON', unit: 'AP', breakdown: '' }, { item: 'P_CON_DUE', unit: 'AP', breakdown: '' }],
        sentence: 'AP区：已签订劳动合同的产业工人数 12,345 大于 应签订劳动合同的产业工人数 12,000，请核对这两项',
        blocks: true, needsExplanation: false,
      },
    ]) // prettier-ignore
  })

  test.each([
    ['equal figures', { 'P_CON@AP': 12000, 'P_CON_DUE@AP': 12000 }],
    ['zero, which is a figure', { 'P_CON@AP': 0, 'P_CON_DUE@AP': 0 }],
    ['a missing left side', { 'P_CON_DUE@AP': 12000 }],
    ['a missing right side', { 'P_CON@AP': 12000 }],
    ['a side that does not apply', { 'P_CON@AP': 12000, 'P_CON_DUE@AP': notApplicable }],
    ['figures of different units', { 'P_CON@AP': 12000, 'P_CON_DUE@BX': 5 }],
    ['nothing at all', {}],
  ])('says nothing of %s', (_name, figures) => {
    expect(run(condition('P_CON <= P_CON_DUE'), figures)).toEqual([])
  })

  test('a chain reports the broken link although its other end is missing', () => {
    expect(sentences(condition('P_CON <= P_CON_DUE <= W_TOTAL'), { 'P_CON@AP': 5, 'P_CON_DUE@AP': 4 })).toHaveLength(1)
    expect(
      sentences(condition('P_CON <= P_CON_DUE <= W_TOTAL'), { 'P_CON@AP': 5, 'P_CON_DUE@AP': 4, 'W_TOTAL@AP': 3 }),
    ).toHaveLength(2)
  })

  test('a missing side counts as broken where the rule says so, and both missing never do', () => {
    const body: RuleBody = {
      ...ruleOf({ kind: 'area-types' }).body,
      kind: 'expression',
      expression: 'P_CON <= P_CON_DUE',
      missing: { left: 'skip', right: 'violate' },
    }
    expect(sentences(body, { 'P_CON@AP': 5 })).toEqual([
      'AP区：应签订劳动合同的产业工人数没有数，而已签订劳动合同的产业工人数 5，请核对这两项',
    ])
    expect(sentences(body, { 'P_CON_DUE@AP': 5 })).toEqual([])
    expect(sentences(body, {})).toEqual([])
  })

  test('parts add up to the total, and the gap is named', () => {
    const body = condition('W_TOTAL == sum(W_TOTAL by size)')
    expect(sentences(body, { 'W_TOTAL@AP': 100, 'W_TOTAL@AP[size:above]': 60, 'W_TOTAL@AP[size:msme]': 40 })).toEqual(
      [],
    )
    expect(sentences(body, { 'W_TOTAL@AP': 100, 'W_TOTAL@AP[size:above]': 60, 'W_TOTAL@AP[size:msme]': 39 })).toEqual([
      'AP区：产业工人总数 100 不等于 产业工人总数按企业规模合计 99，相差 1，请核对',
    ])
  })

  test('a class that does not apply adds nothing; one that is missing leaves the sum open', () => {
    const body = condition('W_TOTAL == sum(W_TOTAL by size)')
    expect(
      run(body, { 'W_TOTAL@AP': 60, 'W_TOTAL@AP[size:above]': 60, 'W_TOTAL@AP[size:msme]': notApplicable }),
    ).toEqual([])
    expect(run(body, { 'W_TOTAL@AP': 100, 'W_TOTAL@AP[size:above]': 60 })).toEqual([])
    expect(
      run(body, { 'W_TOTAL@AP': 5, 'W_TOTAL@AP[size:above]': notApplicable, 'W_TOTAL@AP[size:msme]': notApplicable }),
    ).toEqual([])
  })

  test('the same condition holds for each class of an axis', () => {
    const body: RuleBody = { kind: 'expression', expression: 'P_CON <= P_CON_DUE', alsoBy: ['size'] }
    const found = run(body, {
      'P_CON@AP': 5,
      'P_CON_DUE@AP': 9,
      'P_CON@AP[size:above]': 4,
      'P_CON_DUE@AP[size:above]': 3,
    })
    expect(found.map((finding) => [finding.sentence, finding.cells[0]?.breakdown])).toEqual([
      [
        'AP区：已签订劳动合同的产业工人数（规上） 4 大于 应签订劳动合同的产业工人数（规上） 3，请核对这两项',
        'size:above',
      ],
    ])
  })

  test('ytd adds the quarters of the year and is open when one is missing', () => {
    const body = condition('P_TRAIN_UNQ <= ytd(P_TRAIN)')
    const year = { 'P_TRAIN@AP:2026Q1': 100, 'P_TRAIN@AP:2026Q2': 100, 'P_TRAIN@AP': 100 }
    expect(sentences(body, { ...year, 'P_TRAIN_UNQ@AP': 301 })).toEqual([
      'AP区：接受过培训的产业工人数 301 大于 本年累计技能培训人次 300，请核对这两项',
    ])
    expect(run(body, { ...year, 'P_TRAIN_UNQ@AP': 300 })).toEqual([])
    expect(run(body, { ...year, 'P_TRAIN@AP:2026Q2': notReported, 'P_TRAIN_UNQ@AP': 301 })).toEqual([])
    expect(run(body, { ...year, 'P_TRAIN@AP:2025Q4': 900, 'P_TRAIN_UNQ@AP': 301 })).toHaveLength(1)
  })

  test('prev, lastYear, inYear and latest look where they say', () => {
    const past = {
      'P_PLAN@AP:2026Q1': 100,
      'P_PLAN@AP:2025Q1': 50,
      'W_TOTAL@AP:2026Q2': 70,
      'W_TOTAL@AP:2025Q3': 60,
      'P_CON@AP': 1,
    }
    expect(run(condition('P_CON == inYear(P_PLAN)'), past)[0]?.sentence).toContain('本年年度计划数 100')
    expect(run(condition('P_CON == prev(W_TOTAL)'), past)[0]?.sentence).toContain('上季产业工人总数 70')
    expect(run(condition('P_CON == lastYear(W_TOTAL)'), past)[0]?.sentence).toContain('上年同期产业工人总数 60')
    const nextYear = { period: parsePeriod('2027Q1') }
    expect(
      run(condition('P_CON == inYear(P_PLAN)'), { 'P_CON@AP:2027Q1': 1, 'P_PLAN@AP:2026Q1': 100 }, nextYear),
    ).toEqual([])
    expect(
      run(condition('P_CON == latest(P_PLAN)'), { 'P_CON@AP:2027Q1': 1, 'P_PLAN@AP:2026Q1': 100 }, nextYear),
    ).toHaveLength(1)
  })

  test('a quotient outside its range is named, and a divisor of 0 decides nothing', () => {
    const body = condition('P_TRAIN / N_TRAIN in [5, 500]')
    expect(sentences(body, { 'P_TRAIN@AP': 1250, 'N_TRAIN@AP': 2 })).toEqual([
      'AP区：技能培训人次与技能培训场次之比 625 不在 5～500 之间，请核对这两项',
    ])
    expect(run(body, { 'P_TRAIN@AP': 1250, 'N_TRAIN@AP': 0 })).toEqual([])
  })

  test('the smaller of two is open while one of them is missing', () => {
    const body = condition('P_CON <= min(P_CON_DUE, W_TOTAL)')
    expect(sentences(body, { 'P_CON@AP': 5, 'P_CON_DUE@AP': 9, 'W_TOTAL@AP': 4 })).toEqual([
      'AP区：已签订劳动合同的产业工人数 5 大于 应签订劳动合同的产业工人数、产业工人总数中的较小者 4，请核对这3项',
    ])
    expect(run(body, { 'P_CON@AP': 5, 'P_CON_DUE@AP': 4 })).toEqual([])
  })

  test('float noise breaks nothing, a tolerance gives slack', () => {
    const exact = condition('F_TRAIN == 0.1 + 0.2')
    expect(run(exact, { 'F_TRAIN@AP': 0.3 })).toEqual([])
    expect(run({ kind: 'expression', expression: 'F_TRAIN == 10', tolerance: 0.5 }, { 'F_TRAIN@AP': 10.5 })).toEqual([])
    expect(
      run({ kind: 'expression', expression: 'F_TRAIN == 10', tolerance: 0.5 }, { 'F_TRAIN@AP': 10.6 }),
    ).toHaveLength(1)
  })

  test('or and not are decided as a whole, and stay open while a figure is missing', () => {
    const body = condition('P_CON > 0 or P_CON_DUE == 0')
    expect(run(body, { 'P_CON@AP': 0, 'P_CON_DUE@AP': 5 })).toHaveLength(1)
    expect(run(body, { 'P_CON@AP': 0 })).toEqual([])
    expect(run(body, { 'P_CON@AP': 1 })).toEqual([])
    expect(run(condition('not P_CON > 5'), { 'P_CON@AP': 6 })).toHaveLength(1)
    expect(run(condition('not P_CON > 5'), {})).toEqual([])
  })

  test('null never becomes 0: taking figures away never adds a finding', () => {
    const body = condition(
      'P_CON <= P_CON_DUE <= W_TOTAL and W_TOTAL == sum(W_TOTAL by size) and P_TRAIN_UNQ <= ytd(P_TRAIN)',
    )
    const names = [
      'P_CON@AP',
      'P_CON_DUE@AP',
      'W_TOTAL@AP',
      'W_TOTAL@AP[size:above]',
      'W_TOTAL@AP[size:msme]',
      'P_TRAIN_UNQ@AP',
      'P_TRAIN@AP',
      'P_TRAIN@AP:2026Q1',
      'P_TRAIN@AP:2026Q2',
    ]
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 9, maxLength: 9 }),
        fc.subarray(names),
        (values, kept) => {
          const all: Figures = Object.fromEntries(names.map((name, at) => [name, values[at] ?? 0]))
          const some: Figures = Object.fromEntries(kept.map((name) => [name, all[name] ?? 0]))
          expect(sentences(body, all)).toEqual(expect.arrayContaining(sentences(body, some)))
        },
      ),
    )
  })
})

describe('whether a finding blocks', () => {
  const figures = { 'P_CON@AP': 5, 'P_CON_DUE@AP': 4 }
  const body = condition('P_CON <= P_CON_DUE')

  test('an error within one form blocks', () => {
    expect(run(body, figures)[0]).toMatchObject({ blocks: true, needsExplanation: false })
  })

  test('an error across two owners asks for words and never blocks (decision 16)', () => {
    expect(run(body, figures, {}, { scope: 'cross' })[0]).toMatchObject({ blocks: false, needsExplanation: true })
  })

  test('an error whose other cell lies in another form asks for words, and its own cell comes first', () => {
    const found = run(body, figures, { inForm: (cell) => cell.item === 'P_CON_DUE' })
    expect(found[0]).toMatchObject({
      blocks: false,
      needsExplanation: true,
      cells: [{ item: 'P_CON_DUE' }, { item: 'P_CON' }],
    })
    expect(found[0]?.sentence).toMatch(/如属实请填写说明$/)
  })

  test('a finding wholly outside the form is left out', () => {
    expect(run(body, figures, { inForm: () => false })).toEqual([])
  })

  test('a warning asks for words, an information asks for nothing', () => {
    expect(run(body, figures, {}, { severity: 'warning' })[0]).toMatchObject({ blocks: false, needsExplanation: true })
    expect(run(body, figures, {}, { severity: 'info' })[0]).toMatchObject({ blocks: false, needsExplanation: false })
  })
})

describe('a set of rules', () => {
  const definitions: RuleDefinition[] = [
    ruleOf(condition('P_CON <= P_CON_DUE'), { code: 'R25a' }),
    ruleOf(condition('P_CON_DUE <= W_TOTAL'), { code: 'R25b', scope: 'cross' }),
    ruleOf({ kind: 'change', against: { STOCK_EOQ: ['prev'] }, floor: 0 }, { code: 'R32', severity: 'warning' }),
    ruleOf({ kind: 'heaped', items: ['P_CON'], zeros: 1, units: 2 }, { code: 'R34', severity: 'warning' }),
    ruleOf({ kind: 'limits', bound: 'hard' }, { code: 'R32c' }),
  ]

  test('the order of rules does not matter', () => {
    const figure = fc.integer({ min: -2, max: 40 })
    const figures = fc.record({
      'P_CON@AP': figure,
      'P_CON_DUE@AP': figure,
      'W_TOTAL@AP': figure,
      'P_CON@BX': figure,
      'P_CON_DUE@BX': figure,
      'W_TOTAL@BX:2026Q2': figure,
      'W_TOTAL@BX': figure,
    })
    fc.assert(
      fc.property(figures, fc.shuffledSubarray(definitions, { minLength: definitions.length }), (values, shuffled) => {
        const context = contextOf(values)
        expect(evaluateRules(compileRules(shuffled).rules, context)).toEqual(
          evaluateRules(compileRules(definitions).rules, context),
        )
      }),
    )
  })

  test('errors come before warnings, units in their order', () => {
    const { rules } = compileRules(definitions)
    const found = evaluateRules(
      rules,
      contextOf({ 'P_CON@BX': 10, 'P_CON_DUE@BX': 5, 'P_CON@AP': 20, 'P_CON_DUE@AP': 5 }),
    )
    expect(found.map((finding) => [finding.severity, finding.unit])).toEqual([
      ['error', 'AP'],
      ['error', 'BX'],
      ['warning', 'AP'],
      ['warning', 'BX'],
    ])
  })

  test('a rule that cannot be read is named, an inactive one is not run', () => {
    const broken = ruleOf(condition('P_CON <= '), { code: 'R98' })
    const unbound = ruleOf(condition('$part <= W_TOTAL'), { code: 'R99' })
    const asleep = ruleOf(condition('P_CON <= W_TOTAL'), { code: 'R97', active: false, inactiveReason: '未启用' })
    const { rules, problems } = compileRules([broken, unbound, asleep])
    expect(rules).toEqual([])
    expect(problems.map((problem) => problem.rule)).toEqual(['R98', 'R99'])
    expect(problems[0]?.reason).toMatch(/规则 R98：规则表达式第10个字符处/)
    expect(problems[1]?.reason).toContain('变量“$part”没有对应的数据项')
  })

  test('only the rules that an item can decide are run after a change of it', () => {
    const { rules } = compileRules(definitions)
    expect(rulesTouching(rules, 'P_CON').map((rule) => rule.definition.code)).toEqual(['R25a', 'R32', 'R34', 'R32c'])
    expect(rulesTouching(rules, 'W_TOTAL').map((rule) => rule.definition.code)).toEqual(['R25b', 'R32', 'R32c'])
  })
})
