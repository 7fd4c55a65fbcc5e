import { readFileSync } from 'node:fs'
import type { IndicatorSeed, ItemSeed } from '@cg/contract/catalogue'
import { quotientRules } from '@cg/domain/figure/compute'
import type { IndicatorCode, ItemCode } from '@cg/domain/indicator'
import { must } from '@cg/domain/must'
import { shapeFaults } from '@cg/domain/register/kind'
import { requireWorkerGroups } from '@cg/services/catalogue/worker-groups'
import { describe, expect, test } from 'vitest'
import { readCatalogue } from './catalogue-files.ts'

const catalogue = readCatalogue()
const items = new Map(catalogue.items.map((item) => [item.code, item]))
const codes = new Set(catalogue.indicators.map((indicator) => indicator.code))
const departments = new Set(catalogue.departments.map((department) => department.code))

function itemsOf({ formula }: IndicatorSeed): ItemCode[] {
  if (formula.kind === 'sum') return formula.terms.map((term) => term.item)
  if (formula.kind === 'areaRatio' || formula.kind === 'unitMean') return [formula.item]
  if (formula.kind === 'areaGap' || formula.kind === 'derived') return []
  const both = [...formula.numerator, ...formula.denominator].map((term) => term.item)
  return formula.kind === 'weightedMean' ? [...both, formula.weight] : both
}

function measureOf(code: IndicatorCode): string {
  const found = must(catalogue.indicators.find((one) => one.code === code))
  return found.phrase?.measure ?? found.name
}

describe('the catalogue', () => {
  test('names each code once', () => {
    expect(codes.size).toBe(catalogue.indicators.length)
    expect(items.size).toBe(catalogue.items.length)
    expect(departments.size).toBe(catalogue.departments.length)
    expect(new Set(catalogue.rules.map((rule) => rule.code)).size).toBe(catalogue.rules.length)
    for (const list of [codes, items, departments, catalogue.rules]) expect([...list].length).toBeGreaterThan(0)
  })

  test('uses in its formulas only items and indicators that exist', () => {
    for (const indicator of catalogue.indicators) {
      const missing = itemsOf(indicator).filter((code) => !items.has(code))
      expect({ code: indicator.code, missing }).toEqual({ code: indicator.code, missing: [] })
      const { formula } = indicator
      if (formula.kind === 'areaGap') expect(codes).toContain(formula.indicator)
      if (formula.kind === 'derived') expect([...codes]).toEqual(expect.arrayContaining([formula.numerator]))
      if (formula.kind === 'derived') expect(codes).toContain(formula.denominator)
    }
  })

  test('puts every item on exactly one form, and the items the system makes on none', () => {
    const placed = catalogue.forms.flatMap((form) => form.items)
    expect(new Set(placed).size).toBe(placed.length)
    const made = catalogue.items.filter((item) => item.axes.enteredFor === 'none')
    const system = made.map((item) => item.code)
    const isMade = ({ axes: { countsForms, countsRecords } }: ItemSeed) => (countsForms ?? countsRecords) !== undefined
    expect(made.every(isMade)).toBe(true)
    expect(catalogue.items.filter(isMade)).toHaveLength(made.length)
    expect([...placed, ...system].toSorted()).toEqual([...items.keys()].toSorted())
  })

  test('lets a register that the same department keeps amount to every item that no form asks for', () => {
    const kinds = catalogue.guide.registerKinds ?? []
    for (const kind of kinds) expect([kind.code, shapeFaults(kind)]).toEqual([kind.code, []])
    const fed = kinds.flatMap(({ feeds, department }) => feeds.map(({ item }) => [item, department] as const))
    expect(new Set(fed.map(([item]) => item)).size).toBe(fed.length)
    const keepers = new Map<string, string>(fed)
    for (const item of catalogue.items.filter(({ axes }) => axes.countsRecords === true))
      expect([item.code, keepers.get(item.code)]).toEqual([item.code, item.ownerDepartment])
  })

  test('shows every input that is asked in an indicator', () => {
    const shown = new Set<string>(catalogue.indicators.flatMap(itemsOf))
    expect([...items.keys()].filter((code) => !shown.has(code))).toEqual([])
  })

  test('makes a form of one owner and one dimension (decision 13)', () => {
    for (const form of catalogue.forms) {
      expect(departments).toContain(form.departmentCode)
      for (const code of form.items) {
        const item = items.get(code)
        expect([code, item?.ownerDepartment, item?.dimension]).toEqual([code, form.departmentCode, form.dimension])
      }
    }
  })

  test('lets districts fill only what their unions know', () => {
    const byUnits = catalogue.forms.filter((form) => form.filledBy === 'unit').flatMap((form) => form.items)
    const known = ['E_CC', 'E_LIA_IND', 'E_LIA_MSME', 'E_OPEN', 'E_UNION', 'E_WC_IND', 'N_PROP', 'N_PROP_OK']
    expect(byUnits).toEqual(expect.arrayContaining(known))
    const owners = byUnits.map((code) => items.get(code)?.ownerDepartment)
    expect(new Set(owners)).toEqual(new Set(['ZGH', 'RSJ']))
  })

  test('gives every part the parent it is a part of, and names nothing 其中', () => {
    for (const item of catalogue.items) {
      expect(item.name).not.toContain('其中')
      if (item.parentItem !== null) expect(items.has(item.parentItem)).toBe(true)
      if (item.parentItem !== null) expect(items.get(item.parentItem)?.unit).toBe(item.unit)
    }
    for (const indicator of catalogue.indicators) expect(indicator.definition).not.toContain('其中')
    const names = catalogue.items.map((item) => item.name)
    expect(new Set(names).size).toBe(names.length)
  })

  test('breaks an indicator down only where all its items are', () => {
    for (const indicator of catalogue.indicators) {
      for (const axis of indicator.breakdowns) {
        for (const code of itemsOf(indicator)) expect(items.get(code)?.axes.breakdowns).toContain(axis)
      }
    }
  })

  test('takes the base away in growth and gap formulas before dividing', () => {
    const of = (code: string) => catalogue.indicators.find((indicator) => indicator.code === code)?.formula
    const minus = (a: string, b: string) => [
      { item: a, coefficient: 1 },
      { item: b, coefficient: -1 },
    ]
    expect(of('BF04')).toMatchObject({
      numerator: minus('IOUT_YTD', 'IOUT_YTD_LY'),
      denominator: [{ item: 'IOUT_YTD_LY' }],
    })
    expect(of('JN12')).toMatchObject({
      numerator: minus('E_MSME_CHK', 'E_MSME_NOTR'),
      denominator: [{ item: 'E_MSME_CHK' }],
    })
    expect(of('FZ04')).toMatchObject({ numerator: minus('S_PAY_HI', 'S_PAY_LO'), denominator: [{ item: 'S_PAY_LO' }] })
    const growth = catalogue.indicators.find((indicator) => indicator.code === 'BF04')
    expect(growth && quotientRules(growth)).toEqual({ proportion: false, signed: true })
  })

  test('asks half-yearly and yearly inputs only when they are due', () => {
    for (const indicator of catalogue.indicators.filter((each) => each.frequency !== 'Q')) {
      const due = itemsOf(indicator).map((code) => items.get(code)?.axes.dueQuarters ?? [])
      if (due.length > 0)
        expect(Math.min(...due.map((quarters) => quarters.length))).toBe(indicator.frequency === 'H' ? 2 : 1)
    }
  })

  test('scores the assessed indicators with weights that add up to 100', () => {
    const parts = catalogue.schemes[0]?.body.parts ?? []
    expect(parts.reduce((sum, part) => sum + part.weight, 0)).toBe(100)
    const assessed = catalogue.indicators.filter((indicator) => indicator.isAssessed)
    expect(parts).toEqual(assessed.map((indicator) => ({ indicator: indicator.code, weight: indicator.weight })))
  })

  test('splits a name into whose figure it is and what follows any name that says so', () => {
    const split = catalogue.indicators.flatMap(({ name, phrase }) => (phrase === undefined ? [] : [{ name, phrase }]))
    expect(split.length).toBeGreaterThan(10)
    for (const { name, phrase } of split) expect(phrase.subject + phrase.measure).toBe(name)
  })

  test('doubles no word where a subject stands before a measure: of pairs, areas, sizes of firm', () => {
    const subjects = [
      ...Object.values(catalogue.guide.areas),
      ...catalogue.guide.axes.flatMap(({ groups }) => groups.map(({ name }) => name)),
    ]
    const { whole: all, groups, measures } = catalogue.guide.workerGroups
    const ofGroups = measures.flatMap(({ group, part }) => [
      must(groups.find(({ code }) => code === group)).name + measureOf(part),
      all + measureOf(part),
    ])
    const pairs = catalogue.guide.gapPairs.flatMap(({ highName, lowName, low }) => [
      highName + measureOf(low),
      lowName + measureOf(low),
    ])
    const shown = catalogue.indicators.filter((one) => catalogue.guide.cards.includes(one.code))
    const phrases = [
      ...pairs,
      ...ofGroups,
      ...shown.flatMap(({ code }) => subjects.map((subject) => subject + measureOf(code))),
    ]
    expect(phrases).toContain('中小微企业思政工作联络员覆盖率')
    for (const phrase of phrases) expect(phrase).not.toMatch(/(.{2,})\1|(企业).*\2/)
  })

  test('lets a pair compare two indicators of one measure', () => {
    for (const { high, low } of catalogue.guide.gapPairs) {
      const [upper, lower] = [high, low].map((code) => catalogue.indicators.find((one) => one.code === code))
      expect(upper).toMatchObject({ unit: lower?.unit, decimals: lower?.decimals, direction: expect.any(String) })
      expect(measureOf(high)).toBe(measureOf(low))
    }
  })

  test('gives the groups of workers figures that are part of everybody’s', () => {
    expect(catalogue.guide.workerGroups.measures.length).toBeGreaterThan(0)
    expect(() => {
      requireWorkerGroups(catalogue)
    }).not.toThrow()
  })

  test('keeps whole only words that stand in a name', () => {
    const names = [...catalogue.indicators, ...catalogue.items].map(({ name }) => name).join('\n')
    for (const word of catalogue.guide.unbroken) expect(names).toContain(word)
  })

  test('is stored as UTF-8 without a byte order mark', () => {
    for (const name of ['items', 'indicators', 'forms', 'departments', 'scheme', 'guide', 'plan']) {
      const bytes = readFileSync(new URL(`../catalogue/${name}.json`, import.meta.url))
      expect(bytes[0]).toBeLessThan(128)
    }
  })
})
