import type { Cell } from '@cg/domain/cell'
import { notReported, reported } from '@cg/domain/cell'
import { parseCondition } from '@cg/domain/expression/parse'
import { printExpression } from '@cg/domain/expression/print'
import { itemUses } from '@cg/domain/expression/syntax'
import { parsePeriod, shiftPeriod } from '@cg/domain/period'
import type { RuleDefinition } from '@cg/domain/check/rule'
import { compileRules } from '@cg/domain/check/rule'
import { evaluateCatalogueRules } from '@cg/domain/check/catalogue-rules'
import type { RuleContext } from '@cg/domain/check/context'
import { must } from '@cg/domain/must'
import { evaluateRules } from '@cg/domain/check/rules'
import { describe, expect, test } from 'vitest'
import { readCatalogue } from './catalogue-files.ts'

const catalogue = readCatalogue()
const definitions: readonly RuleDefinition[] = catalogue.rules
const { rules, problems } = compileRules(definitions)
const items = new Map(catalogue.items.map((item) => [item.code as string, item]))
const fillerOf = new Map(
  catalogue.forms.flatMap((form) =>
    form.items.map((item) => [item as string, `${form.departmentCode} ${form.filledBy}`]),
  ),
)
const period = parsePeriod('2026Q3')

/** One unit's figures, item[class]:quarter → value, run through every active rule of the catalogue. */
function findings(figures: Record<string, number | Cell>, change: Partial<RuleContext> = {}) {
  const context: RuleContext = {
    period,
    units: [
      { code: 'AP', name: '安平区' },
      { code: 'BX', name: '滨西区' },
      { code: 'CY', name: '长源县' },
    ],
    items,
    axes: new Map(
      catalogue.guide.axes.map(({ code, name, groups }) => [
        code,
        { name, classes: new Map(groups.map((group) => [group.code, group.name])) },
      ]),
    ),
    cell: ({ item, unit, breakdown }, at) => {
      const suffix = `${breakdown === '' ? '' : `[${breakdown}]`}${unit === 'AP' ? '' : `@${unit}`}${at === period ? '' : `:${at}`}`
      const figure = figures[item + suffix]
      return figure === undefined ? notReported : typeof figure === 'number' ? reported(figure) : figure
    },
    ...change,
  }
  return evaluateRules(rules, context)
}

/** Eight steady quarters of one item, and what came after. */
function seasons(now: { P_LEC: number }): Record<string, number> {
  const before = [1000, 1020, 990, 1010, 1005, 995, 1015, 1000]
  const past = before.map((value, back) => [`P_LEC:${shiftPeriod(period, -back - 1)}`, value] as const)
  // Within the change limit of 40 %, and with as many sessions as that many people need.
  return { ...Object.fromEntries(past), P_LEC: now.P_LEC - 120, N_LEC: 20 }
}

const broken = (figures: Record<string, number | Cell>, change: Partial<RuleContext> = {}) => [
  ...new Set(findings(figures, change).map((finding) => finding.rule)),
]

/** One planted error for each rule: the figures of one unit that break it. */
const breaches: [string, Record<string, number | Cell>][] = [
  ['R01a', { W_TOTAL: 100, 'W_TOTAL[size:above]': 60, 'W_TOTAL[size:msme]': 41 }],
  [
    'R01b',
    {
      W_TOTAL: 100,
      'W_TOTAL[cluster:auto]': 10,
      'W_TOTAL[cluster:equipment]': 20,
      'W_TOTAL[cluster:materials]': 30,
      'W_TOTAL[cluster:other]': 39,
    },
  ],
  ['R01c', { P_CON: 10, 'P_CON[size:above]': 6, 'P_CON[size:msme]': 5 }],
  ['R02', { W_MIGRANT: 101, W_TOTAL: 100 }],
  ['R03a', { E_ABOVE_ALL: 9, E_ALL: 8 }],
  ['R03b', { E_MSME: 9, E_ALL: 8 }],
  ['R04', { GDP2_YTD: 9, GDP_YTD: 8 }],
  ['R05', { W_TOTAL: 500, 'EMP_ALL:2025Q4': 400 }],
  ['R06a', { E_KEY_ON: 6, E_KEY: 5 }],
  ['R06b', { E_LIA_IND: 6, E_ABOVE_IND: 5 }],
  ['R06b', { E_CC: 6, E_UNION: 5 }],
  ['R07', { P_LEC: 4, N_LEC: 1 }],
  ['R08a', { P_PARTY_NEW: 60, 'P_PARTY_NEW:2026Q1': 60, 'P_PARTY_NEW:2026Q2': 60, 'P_PARTY_PLAN:2026Q1': 100 }],
  ['R08b', { 'P_PARTY_PLAN:2026Q1': 0 }],
  ['R09a', { P_TRAIN: 62563, 'P_TRAIN[size:above]': 45507, 'P_TRAIN[size:msme]': 16226 }],
  ['R10', { P_TRAIN_SR: 6, P_TRAIN: 5 }],
  ['R11', { P_TRAIN_UNQ: 400, 'P_TRAIN_UNQ:2026Q2': 401 }],
  ['R12a', { P_TRAIN_UNQ: 31, P_TRAIN: 10, 'P_TRAIN:2026Q1': 10, 'P_TRAIN:2026Q2': 10 }],
  ['R12b', { P_TRAIN_UNQ: 31, W_TOTAL: 30 }],
  ['R13', { P_SKILL: 1100, 'P_SKILL:2026Q2': 1000, P_SKILL_NEW: 50 }],
  ['R14', { P_SKILL: 31, W_TOTAL: 30 }],
  ['R15', { P_HSKILL: 31, P_SKILL: 30 }],
  ['R16', { N_CASE: 13, 'N_CASE:2026Q2': 14 }],
  ['R17', { P_HON_W: 3, P_HON: 2 }],
  ['R18a', { E_MSME_NOTR: 3, E_MSME_CHK: 2 }],
  ['R18b', { E_MSME_NOPAY: 3, E_MSME_CHK: 2 }],
  ['R19', { F_TRAIN_KEY: 3, F_TRAIN_MSME: 3, F_TRAIN: 5 }],
  ['R20', { GDP_YTD: 300, 'GDP_YTD:2026Q2': 301 }],
  ['R22a', { S_W_THEO: 41, S_W_N: 40 }],
  ['R22b', { S_W_N: 29 }],
  ['R23', { P_TITLE_ENG: 3, P_TITLE_AE: 3, P_TITLE: 5 }],
  ['R24', { S_PAY_HI: 5000, S_PAY_LO: 6000 }],
  ['R25a', { P_CON: 6, P_CON_DUE: 5 }],
  ['R25b', { P_CON_DUE: 6, W_TOTAL: 5 }],
  ['R26', { C_MED_OK: 6, C_CLOSED: 5 }],
  ['R27a', { C_OPEN: 10, C_NEW: 5, C_CLOSED: 4, C_PEND: 12 }],
  ['R27b', { C_OPEN: 10, 'C_PEND:2026Q2': 11 }],
  ['R28a', { P_INJ: 6, P_INS_DUE: 5 }],
  ['R28b', { P_MED: 6, P_INS_DUE: 5 }],
  ['R28c', { P_INS_DUE: 6, W_TOTAL: 5 }],
  ['R28d', { P_MED: 112, P_PEN: 100, P_INS_DUE: 200 }],
  ['R29', { P_INJ_MIG: 6, P_INJ: 9, W_MIGRANT: 5 }],
  ['R30', { A_ACC_MSME: 2, A_ACC: 1 }],
  ['R32a', { W_TOTAL: 40000, 'W_TOTAL:2026Q2': 30000 }],
  ['R32b', { S_PAY_HI: 900 }],
  ['R32c', { P_CON: -1 }],
  ['R32d', seasons({ P_LEC: 1500 })],
  ['R33', { P_CON: 5, 'P_CON:2026Q2': 5, P_PEN: 4, 'P_PEN:2026Q2': 4, P_UNE: 3, 'P_UNE:2026Q2': 3 }],
  ['R34a', { P_TRAIN: 3000, 'P_TRAIN@BX': 2000, 'P_TRAIN@CY': 5000 }],
  ['R35', { W_TOTAL: 4, 'W_TOTAL:2026Q2': 40000 }],
  ['R37', { P_INS_DUE: 0 }],
]

/** The figure that is wrong in each, put right. */
const mends: Readonly<Record<string, Readonly<Record<string, number | Cell>>>> = {
  R01a: { 'W_TOTAL[size:msme]': 40 },
  R01b: { 'W_TOTAL[cluster:other]': 40 },
  R01c: { 'P_CON[size:msme]': 4 },
  R02: { W_MIGRANT: 100 },
  R03a: { E_ABOVE_ALL: 8 },
  R03b: { E_MSME: 8 },
  R04: { GDP2_YTD: 8 },
  R05: { W_TOTAL: 400 },
  R06a: { E_KEY_ON: 5 },
  R06b: { E_LIA_IND: 5, E_CC: 5 },
  R07: { P_LEC: 40 },
  R08a: { P_PARTY_NEW: 10 },
  R08b: { 'P_PARTY_PLAN:2026Q1': 1 },
  R09a: { 'P_TRAIN[size:msme]': 17056 },
  R10: { P_TRAIN_SR: 5 },
  R11: { P_TRAIN_UNQ: 401 },
  R12a: { P_TRAIN_UNQ: 30 },
  R12b: { P_TRAIN_UNQ: 30 },
  R13: { P_SKILL: 1050 },
  R14: { P_SKILL: 30 },
  R15: { P_HSKILL: 30 },
  R16: { N_CASE: 14 },
  R17: { P_HON_W: 2 },
  R18a: { E_MSME_NOTR: 2 },
  R18b: { E_MSME_NOPAY: 2 },
  R19: { F_TRAIN_MSME: 2 },
  R20: { GDP_YTD: 301 },
  R22a: { S_W_THEO: 40 },
  R22b: { S_W_N: 30 },
  R23: { P_TITLE_AE: 2 },
  R24: { S_PAY_HI: 6000 },
  R25a: { P_CON: 5 },
  R25b: { P_CON_DUE: 5 },
  R26: { C_MED_OK: 5 },
  R27a: { C_PEND: 11 },
  R27b: { C_OPEN: 11 },
  R28a: { P_INJ: 5 },
  R28b: { P_MED: 5 },
  R28c: { P_INS_DUE: 5 },
  R28d: { P_MED: 110 },
  R29: { P_INJ_MIG: 5 },
  R30: { A_ACC_MSME: 1 },
  R32a: { W_TOTAL: 31000 },
  R32b: { S_PAY_HI: 9000 },
  R32c: { P_CON: 0 },
  R32d: seasons({ P_LEC: 1130 }),
  R33: { P_UNE: 4 },
  R34a: { P_TRAIN: 3001 },
  R35: { W_TOTAL: 40100 },
  R37: { P_INS_DUE: 1 },
}

describe('the rules of the catalogue', () => {
  test('are numbered without a gap, and all can be read', () => {
    expect(problems).toEqual([])
    const families = [...new Set(definitions.map((rule) => rule.family))].sort()
    expect(families).toEqual(families.map((_, at) => `R${String(at + 1).padStart(2, '0')}`))
  })

  test('say why a listed rule does not run', () => {
    const asleep = definitions.filter((rule) => !rule.active)
    expect(asleep.map((rule) => rule.code)).toEqual(expect.arrayContaining(['R09b', 'R09c', 'R31']))
    for (const rule of definitions) expect([rule.code, rule.inactiveReason === null]).toEqual([rule.code, rule.active])
  })

  test('name only items, classes and axes that exist', () => {
    for (const { definition, conditions, items: named } of rules) {
      for (const item of named ?? [])
        expect([definition.code, item, items.has(item)]).toEqual([definition.code, item, true])
      for (const use of conditions.flatMap(itemUses)) {
        if (use.kind === 'sumBy') expect(items.get(use.item)?.axes.breakdowns).toContain(use.axis)
      }
    }
  })

  test('add quarters only of flows, and look within the year only for annual figures', () => {
    for (const use of rules.flatMap((rule) => rule.conditions).flatMap(itemUses)) {
      if (use.kind !== 'item') continue
      if (use.time === 'ytd') expect(items.get(use.item)?.periodKind).toBe('FLOW_Q')
      if (use.time === 'inYear' || use.time === 'latest') expect(items.get(use.item)?.periodKind).toBe('ANNUAL')
    }
  })

  test('print back as they are written', () => {
    for (const { body } of definitions) {
      if (body.kind !== 'expression') continue
      const parsed = parseCondition(body.expression)
      const printed = parsed.ok ? printExpression(parsed.expression) : parsed.reason
      expect(printed).toBe(body.expression.replace('3%', '0.03'))
    }
  })

  test('are marked cross exactly where two fillers meet (decision 16)', () => {
    for (const { definition, conditions } of rules) {
      for (const condition of conditions) {
        const fillers = new Set(itemUses(condition).map((use) => fillerOf.get(use.item)))
        expect([definition.code, fillers.size > 1]).toEqual([definition.code, definition.scope === 'cross'])
      }
    }
  })

  test('cover every 其中 item and every denominator of the catalogue', () => {
    const covered = new Set(
      rules
        .flatMap((rule) => rule.conditions)
        .filter((condition) => condition.kind === 'compare')
        .flatMap((condition) => (condition.first.kind === 'item' ? [condition.first.item] : [])),
    )
    const sums = new Set(
      rules
        .flatMap((rule) => rule.conditions)
        .flatMap(itemUses)
        .map((use) => use.item),
    )
    const parts = catalogue.items.filter((item) => item.parentItem !== null).map((item) => item.code as string)
    expect(parts.filter((item) => !covered.has(item) && !sums.has(item))).toEqual([])
    const zero = definitions.find((rule) => rule.code === 'R37')?.body
    const listed = zero?.kind === 'zero-denominator' ? zero.denominators.map((each) => each.item).sort() : []
    const divisors = catalogue.indicators.flatMap(({ formula }) =>
      'denominator' in formula && Array.isArray(formula.denominator)
        ? formula.denominator.map((term) => term.item as string)
        : [],
    )
    expect(listed).toEqual([...new Set(divisors)].sort())
  })

  test.each(breaches)('%s finds its breach', (code, figures) => {
    expect(broken(figures)).toContain(code)
  })

  test.each(breaches)('%s is silent once that figure is mended', (code, figures) => {
    const mended = must(mends[code])
    expect(Object.keys(mended)).not.toEqual([])
    expect(broken({ ...figures, ...mended })).not.toContain(code)
  })

  test('every family that runs on figures has its planted error', () => {
    const elsewhere = ['R21', 'R34b', 'R36', 'R36b']
    const planted = new Set(breaches.map(([code]) => code))
    const running = definitions.filter((rule) => rule.active && !elsewhere.includes(rule.code)).map((rule) => rule.code)
    expect(running.filter((code) => !planted.has(code))).toEqual([])
  })

  test('R21, R34b and R36 find theirs where units, results and towns are given', () => {
    expect(
      evaluateCatalogueRules(rules, [{ code: 'AP', name: '安平区', areaType: null }], catalogue.guide.areas).map(
        (finding) => finding.rule,
      ),
    ).toContain('R21')
    const results = ['AP', 'BX', 'CY'].map((unit) => ({
      indicator: 'QY01',
      name: '劳动合同签订率',
      unit,
      value: 95,
      target: 95,
      decimals: 1,
      items: ['P_CON'],
    }))
    expect(broken({}, { results })).toEqual(['R34b'])
    const towns = (unit: string) => (unit === 'AP' ? ['BX', 'CY'] : [])
    const twice = { P_TRAIN_UNQ: 900, 'P_TRAIN_UNQ@BX': 500, 'P_TRAIN_UNQ@CY': 399 }
    expect(broken(twice, { children: towns })).toEqual(['R36b'])
    expect(broken({ ...twice, P_TRAIN_UNQ: 700 }, { children: towns })).toEqual([])
    expect(broken({ W_TOTAL: 900, 'W_TOTAL@BX': 400 }, { children: (unit) => (unit === 'AP' ? ['BX'] : []) })).toEqual([
      'R36',
    ])
  })

  test('a county’s published sum that adds up breaks nothing', () => {
    expect(broken({ P_TRAIN: 62563, 'P_TRAIN[size:above]': 45507 + 830, 'P_TRAIN[size:msme]': 16226 })).toEqual([])
  })

  test('an empty quarter breaks nothing: nothing missing is taken for 0', () => {
    expect(findings({})).toEqual([])
  })
})
