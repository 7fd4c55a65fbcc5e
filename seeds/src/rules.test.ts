import { notReported, reported } from '@cg/domain/cell'
import { parseCondition } from '@cg/domain/expression/parse'
import { printExpression } from '@cg/domain/expression/print'
import { itemUses } from '@cg/domain/expression/syntax'
import type { RuleDefinition } from '@cg/domain/check/rule'
import { compileRules } from '@cg/domain/check/rule'
import { evaluateCatalogueRules } from '@cg/domain/check/catalogue-rules'
import type { RuleContext } from '@cg/domain/check/context'
import { must } from '@cg/domain/must'
import { evaluateRules } from '@cg/domain/check/rules'
import { describe, expect, test } from 'vitest'
import { readCatalogue } from './catalogue-files.ts'
import { breaches, mends, period } from './planted-errors.fixture.ts'
import type { Planted } from './planted-errors.fixture.ts'

const catalogue = readCatalogue()
const definitions: readonly RuleDefinition[] = catalogue.rules
const { rules, problems } = compileRules(definitions)
const items = new Map(catalogue.items.map((item) => [item.code as string, item]))
const fillerOf = new Map(
  catalogue.forms.flatMap((form) =>
    form.items.map((item) => [item as string, `${form.departmentCode} ${form.filledBy}`]),
  ),
)
/** One unit's figures, item[class]:quarter → value, run through every active rule of the catalogue. */
function findings(figures: Planted, change: Partial<RuleContext> = {}) {
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

const broken = (figures: Planted, change: Partial<RuleContext> = {}) => [
  ...new Set(findings(figures, change).map((finding) => finding.rule)),
]

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

  test('R21 and R36 find theirs where units and towns are given', () => {
    expect(
      evaluateCatalogueRules(rules, [{ code: 'AP', name: '安平区', areaType: null }], catalogue.guide.areas).map(
        (finding) => finding.rule,
      ),
    ).toContain('R21')
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
