import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { notReported } from './cell.ts'
import { parsePeriod } from './period.ts'
import type { RuleBody, RuleDefinition } from './rule.ts'
import { compileRules, rulesTouching } from './rule.ts'
import { evaluateCatalogueRules } from './rule-catalogue.ts'
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

describe('a figure and its past', () => {
  const falling: RuleBody = { kind: 'not-falling', items: ['P_TRAIN_UNQ'], within: 'year', excusedByNote: false }

  test('a running figure may not fall within a year, and starts again in January', () => {
    expect(sentences(falling, { 'P_TRAIN_UNQ@AP': 5, 'P_TRAIN_UNQ@AP:2026Q2': 6 })).toEqual([
      'AP区：接受过培训的产业工人数 5 小于上季的 6，累计数不应减少，请核对',
    ])
    expect(
      run(falling, { 'P_TRAIN_UNQ@AP:2027Q1': 5, 'P_TRAIN_UNQ@AP:2026Q4': 6 }, { period: parsePeriod('2027Q1') }),
    ).toEqual([])
    expect(run(falling, { 'P_TRAIN_UNQ@AP': 6, 'P_TRAIN_UNQ@AP:2026Q2': 6 })).toEqual([])
  })

  test('a half-yearly figure is held against the last one given', () => {
    const found = sentences(
      falling,
      { 'P_TRAIN_UNQ@AP:2026Q4': 5, 'P_TRAIN_UNQ@AP:2026Q2': 6 },
      { period: parsePeriod('2026Q4') },
    )
    expect(found[0]).toContain('小于2026年第二季度的 6')
  })

  test('a total since the start never falls, unless a note excuses it', () => {
    const body: RuleBody = { kind: 'not-falling', periodKinds: ['SINCE_BASE'], within: 'ever', excusedByNote: true }
    const figures = { 'N_CASE@AP:2027Q1': 13, 'N_CASE@AP:2026Q4': 14 }
    expect(run(body, figures, { period: parsePeriod('2027Q1') })).toHaveLength(1)
    expect(
      run(body, figures, {
        period: parsePeriod('2027Q1'),
        hasNote: (cell: { item: string }) => cell.item === 'N_CASE',
      }),
    ).toEqual([])
  })

  const change: RuleBody = {
    kind: 'change',
    against: { STOCK_EOQ: ['prev', 'lastYear'], SINCE_BASE: ['prev'] },
    floor: 10,
  }

  test.each([
    ['10 % is allowed', { 'W_TOTAL@AP': 1100, 'W_TOTAL@AP:2026Q2': 1000 }, 0],
    ['more is not', { 'W_TOTAL@AP': 1101, 'W_TOTAL@AP:2026Q2': 1000 }, 1],
    ['nor a fall', { 'W_TOTAL@AP': 899, 'W_TOTAL@AP:2026Q2': 1000 }, 1],
    ['nor against last year', { 'W_TOTAL@AP': 1101, 'W_TOTAL@AP:2025Q3': 1000 }, 1],
    ['small differences are no trend', { 'W_TOTAL@AP': 30, 'W_TOTAL@AP:2026Q2': 20 }, 0],
    ['a rise from nothing is asked about', { 'W_TOTAL@AP': 500, 'W_TOTAL@AP:2026Q2': 0 }, 1],
    ['nothing to compare with', { 'W_TOTAL@AP': 500 }, 0],
    ['an absolute limit', { 'N_CASE@AP': 8, 'N_CASE@AP:2026Q2': 4 }, 1],
    ['within an absolute limit', { 'N_CASE@AP': 7, 'N_CASE@AP:2026Q2': 4 }, 0],
    ['an item without limits', { 'N_TRAIN@AP': 900, 'N_TRAIN@AP:2026Q2': 1 }, 0],
  ])('change: %s', (_name, figures: Figures, count) => {
    expect(run(change, figures)).toHaveLength(count)
  })

  test('a change is told with both references in one sentence', () => {
    expect(sentences(change, { 'W_TOTAL@AP': 1500, 'W_TOTAL@AP:2026Q2': 1000, 'W_TOTAL@AP:2025Q3': 800 })).toEqual([
      'AP区：产业工人总数 1,500 较上季 1,000 增长50.0%，较上年同期 800 增长87.5%，超过 10% 的波动限度，请核对',
    ])
  })

  const slip: RuleBody = {
    kind: 'unit-slip',
    ranges: [
      [8, 12],
      [8000, 12000],
    ],
    atLeast: 100,
  }

  test.each([
    [12_000, 1_200, 1],
    [1_200, 12_000, 1],
    [4, 40_000, 1],
    [40_000, 4, 1],
    [40_000, 5_500, 0],
    [40_000, 40_100, 0],
    [50, 5, 0],
    [0, 5_000, 0],
    [40_000, 400, 0],
  ])('%d after %d: %d suspected unit slips', (now, before, count) => {
    expect(run(slip, { 'W_TOTAL@AP': now, 'W_TOTAL@AP:2026Q2': before })).toHaveLength(count)
  })

  test('a suspected slip says how many times and in which unit the item is asked', () => {
    expect(sentences(slip, { 'W_TOTAL@AP': 4, 'W_TOTAL@AP:2026Q2': 40_000 })[0]).toBe(
      'AP区：产业工人总数 4 只有上季 40,000 的 10000 分之一，计量单位可能写错，本项单位为人，请核对',
    )
  })

  test('a form copied from last quarter is told once per unit, with all its cells', () => {
    const body: RuleBody = { kind: 'copied', minimumItems: 3 }
    const same = {
      'W_TOTAL@AP': 5,
      'W_TOTAL@AP:2026Q2': 5,
      'P_CON@AP': 4,
      'P_CON@AP:2026Q2': 4,
      'P_TRAIN@AP': 3,
      'P_TRAIN@AP:2026Q2': 3,
    }
    expect(run(body, same)).toMatchObject([{ unit: 'AP', cells: { length: 3 } }])
    expect(run(body, { ...same, 'P_TRAIN@AP': 4 })).toEqual([])
    expect(run(body, same, { formItems: ['W_TOTAL', 'P_CON'] })).toEqual([])
    expect(run(body, Object.fromEntries(Object.keys(same).map((name) => [name, 0])))).toEqual([])
  })
})

describe('patterns over units', () => {
  test('three round figures at once are told to each of the three', () => {
    const body: RuleBody = { kind: 'heaped', items: ['P_TRAIN'], zeros: 3, units: 3 }
    const two = { 'P_TRAIN@AP': 1000, 'P_TRAIN@BX': 25_000, 'P_TRAIN@CY': 1001 }
    expect(run(body, two)).toEqual([])
    const found = run(body, { ...two, 'P_TRAIN@DH': 3000, 'P_TRAIN@CY': 0 })
    expect(found.map((finding) => finding.unit)).toEqual(['AP', 'BX', 'DH'])
    expect(found[0]?.sentence).toBe(
      'AP区：技能培训人次有 3 个单位的数以 000 结尾（AP区、BX区、DH区），可能是估数，请核对',
    )
  })

  test('results exactly on target are told from three units on, as printed', () => {
    const body: RuleBody = { kind: 'on-target', units: 3 }
    const results = ['AP', 'BX', 'CY'].map((unit, at) => ({
      indicator: 'QY01',
      name: '劳动合同签订率',
      unit,
      value: 95.04 - at / 100,
      target: 95,
      decimals: 1,
      items: ['P_CON', 'P_CON_DUE'],
    }))
    expect(run(body, {}, { results })).toHaveLength(3)
    expect(run(body, {}, { results: results.slice(1) })).toEqual([])
    expect(run(body, {})).toEqual([])
  })

  test('a district equals the sum of its towns once all of them are in', () => {
    const body: RuleBody = { kind: 'children-sum', items: ['W_TOTAL'], tolerance: 0.01 }
    const children = (unit: string) => (unit === 'AP' ? ['A1', 'A2'] : [])
    expect(sentences(body, { 'W_TOTAL@AP': 10, 'W_TOTAL@A1': 4, 'W_TOTAL@A2': 5 }, { children })).toEqual([
      'AP区：产业工人总数 10 与所辖 2 个单位合计 9 不一致，相差 1，请核对',
    ])
    expect(run(body, { 'W_TOTAL@AP': 9, 'W_TOTAL@A1': 4, 'W_TOTAL@A2': 5 }, { children })).toEqual([])
    expect(run(body, { 'W_TOTAL@AP': 10, 'W_TOTAL@A1': 4 }, { children })).toEqual([])
  })

  test('a denominator of 0 is told and asks for nothing; a missing one is not 0', () => {
    const body: RuleBody = {
      kind: 'zero-denominator',
      denominators: [{ item: 'P_CON_DUE', indicators: ['劳动合同签订率'] }],
    }
    const found = run(body, { 'P_CON_DUE@AP': 0 }, {}, { severity: 'info' })
    expect(found).toMatchObject([
      {
        blocks: false,
        needsExplanation: false,
        sentence: 'AP区：应签订劳动合同的产业工人数为 0，劳动合同签订率不可计算，将显示为“不可计算”，不按 0% 处理',
      },
    ])
    expect(run(body, { 'P_CON_DUE@AP': notReported, 'P_CON_DUE@BX': 5 })).toEqual([])
  })

  test('limits of an item: hard and soft', () => {
    expect(sentences({ kind: 'limits', bound: 'hard' }, { 'W_TOTAL@AP': -1 })).toEqual([
      'AP区：产业工人总数 -1 小于下限 0，请核对',
    ])
    expect(sentences({ kind: 'limits', bound: 'soft' }, { 'W_TOTAL@AP': 500_001, 'P_CON@AP': 500_000 })).toEqual([
      'AP区：产业工人总数 500,001 大于参考上限 500,000，请核对',
    ])
  })

  test('every district has an area type, and centre and remote both exist (R21)', () => {
    const { rules } = compileRules([ruleOf({ kind: 'area-types' }, { code: 'R21', scope: 'catalogue' })])
    const unit = (code: string, areaType: 'centre' | 'suburb' | 'remote' | null) => ({ code, name: code, areaType })
    expect(evaluateCatalogueRules(rules, [unit('AP', 'centre'), unit('BX', 'remote')])).toEqual([])
    expect(
      evaluateCatalogueRules(rules, [unit('AP', 'centre'), unit('BX', null)]).map((finding) => finding.unit),
    ).toEqual(['BX', null])
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
