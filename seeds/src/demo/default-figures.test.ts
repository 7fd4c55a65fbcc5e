import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CatalogueSeed, FormSeed, IndicatorSeed, ItemSeed, RuleSeed } from '@cg/contract/catalogue'
import { breakdownKeys } from '@cg/contract/catalogue'
import type { IndicatorFacts } from '@cg/contract/release/indicator'
import { openEmpty } from '@cg/db/installation.fixture'

import type { IndicatorCode, ItemCode, PeriodKind } from '@cg/domain/indicator'
import { must } from '@cg/domain/must'
import { parsePeriod, yearOf } from '@cg/domain/period'
import { readAnswer } from '@cg/services/release/read/releases'
import { describe, expect, test } from 'vitest'
import { readCatalogue } from '../catalogue-files.ts'
import { seedDemo } from '../seed.ts'
import { generateQuarters } from './generate.ts'
import type { DemoCell } from './generate.ts'

const committed = readCatalogue()

function item(code: string, more: Partial<ItemSeed> = {}): ItemSeed {
  const like = must(committed.items.find((one) => one.code === 'P_SKILL_NEW'))
  const axes = { breakdowns: [], enteredFor: 'units' as const, dueQuarters: [1, 2, 3, 4] }
  return { ...like, code: code as ItemCode, name: `${code}数`, nameEn: code, axes, parentItem: null, ...more }
}

function rateOf(code: string, numerator: string, denominator: string): IndicatorSeed {
  const like = must(committed.indicators.find((one) => one.code === 'JN07'))
  const term = (of: string) => [{ item: of as ItemCode, coefficient: 1 }]
  return {
    ...like,
    code: code as IndicatorCode,
    name: `${code}率`,
    isAssessed: false,
    weight: 0,
    formula: { kind: 'quotient', numerator: term(numerator), denominator: term(denominator), multiplier: 100 },
  }
}

/** The committed catalogue with more items, on a form of a department that filled none before. */
function enlarged(items: readonly ItemSeed[], more: Partial<CatalogueSeed> = {}): CatalogueSeed {
  const like = must(committed.forms.find((one) => one.code === 'RSJ-SKILLS'))
  const idle = must(
    committed.departments.find(({ code }) => !committed.forms.some((one) => one.departmentCode === code)),
  )
  const form: FormSeed = {
    ...like,
    code: 'NEW-SKILLS',
    name: '新增情况表',
    departmentCode: idle.code,
    items: items.map(({ code }) => code),
  }
  const owned = items.map((one) => ({ ...one, ownerDepartment: idle.code }))
  return {
    ...committed,
    ...more,
    items: [...committed.items, ...owned],
    forms: [...committed.forms, form],
    indicators: [...committed.indicators, ...(more.indicators ?? [])],
    rules: [...committed.rules, ...(more.rules ?? [])],
  }
}

describe('a catalogue with an item and an indicator that the demo has no recipe for', () => {
  test('is seeded, and the indicator computed, without a line of code', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cg-default-'))
    const rule = must(committed.rules.find((one) => one.code === 'R10'))
    const impossible: RuleSeed = {
      ...rule,
      code: 'R99',
      family: 'R99',
      title: '谁也做不到',
      body: { kind: 'expression', expression: 'X_BAD > 999999999999' } as RuleSeed['body'],
    }
    const catalogue = enlarged(
      [
        item('X_ALL', { axes: { breakdowns: ['size'], enteredFor: 'units', dueQuarters: [1, 2, 3, 4] } }),
        item('X_PART', { parentItem: 'X_ALL' as ItemCode }),
        item('X_BAD'),
      ],
      { indicators: [rateOf('XX01', 'X_PART', 'X_ALL'), rateOf('XX02', 'X_BAD', 'X_ALL')], rules: [impossible] },
    )
    const store = await openEmpty(join(folder, 'data'))
    try {
      await seedDemo(store, { asOf: '2022-08-15', catalogue, judgeAll: true })
      const actor = {
        userId: 1,
        login: 'l',
        name: 'l',
        mustChangePassword: false,
        grants: [{ role: 'leader' as const, department: null, unit: null }],
      }
      const answer = async (code: string) => {
        const { body } = await readAnswer({ store, now: () => new Date(), actor }, 'CG-2022Q1-01', `indicator/${code}`)
        return JSON.parse(body.toString('utf8')) as IndicatorFacts
      }
      const { city } = await answer('XX01')
      expect(city.state).toBe('reported')
      expect(city.value).toBeGreaterThan(0)
      expect(city.value).toBeLessThan(100)
      expect(city.coverage).toBe(1)
      expect((await answer('XX02')).city.state).toBe('not_reported')
    } finally {
      store.close()
      rmSync(folder, { recursive: true })
    }
  })
})

describe('figures by the default recipe', () => {
  const kinds: PeriodKind[] = ['FLOW_Q', 'STOCK_EOQ', 'YTD_CUM', 'YTD_UNIQUE', 'SINCE_BASE', 'ANNUAL', 'SURVEY']
  const measures = ['人', '家', '人次', '场', '件', '万元', '元', '%', '台']
  const items = kinds.flatMap((periodKind) =>
    measures.flatMap((unit) => {
      const axes = {
        breakdowns: ['size', 'cluster'],
        enteredFor: 'units' as const,
        dueQuarters: [1, 2, 3, 4],
      }
      const decimals = unit.endsWith('元') || unit === '%' ? 2 : 0
      const limits = { hardMin: 0, hardMax: unit === '%' ? 100 : null, softMin: null, softMax: null, softChange: null }
      const whole = item(`X_${periodKind}_${measures.indexOf(unit)}`, { periodKind, unit, axes, decimals, limits })
      return [item(`${whole.code}_P`, { periodKind, unit, axes, decimals, limits, parentItem: whole.code }), whole]
    }),
  )
  const quarters = generateQuarters(
    { items: [...committed.items, ...items], rules: committed.rules, guide: committed.guide },
    parsePeriod('2024Q4'),
  )
  const valueOf = new Map<string, number>()
  for (const [period, cells] of quarters)
    for (const cell of cells) if (cell.value !== null) valueOf.set(keyOf(cell, period), cell.value)

  function keyOf(
    { item: code, unit, breakdown }: Pick<DemoCell, 'item' | 'unit' | 'breakdown'>,
    period: string,
  ): string {
    return `${period}|${unit}|${code}|${breakdown}`
  }

  test('are the same twice, within their limits, whole where the item is whole, and never all zero', () => {
    const again = generateQuarters(
      { items: [...committed.items, ...items], rules: committed.rules, guide: committed.guide },
      parsePeriod('2024Q4'),
    )
    expect(again).toEqual(quarters)
    for (const { code, decimals, unit } of items) {
      const own = [...quarters.values()].flat().filter((cell) => cell.item === code)
      expect(
        own.some((cell) => must(cell.value) > 0),
        code,
      ).toBe(true)
      for (const { value } of own) {
        expect(must(value)).toBeGreaterThanOrEqual(0)
        if (unit === '%') expect(must(value)).toBeLessThanOrEqual(100)
        expect(Math.abs(must(value) * 10 ** decimals - Math.round(must(value) * 10 ** decimals))).toBeLessThan(1e-6)
      }
    }
  })

  test('keep a part within its whole and groups to their total, and never let a running total fall', () => {
    for (const [period, cells] of quarters) {
      for (const cell of cells.filter(({ item: code }) => code.startsWith('X_'))) {
        const found = must(items.find(({ code }) => code === cell.item))
        const value = must(cell.value)
        if (found.parentItem !== null)
          expect(value).toBeLessThanOrEqual(must(valueOf.get(keyOf({ ...cell, item: found.parentItem }, period))))
        if (cell.breakdown !== '') continue
        for (const axis of ['size', 'cluster']) {
          const sum = breakdownKeys(committed.guide.axes, axis).reduce(
            (all, breakdown) => all + must(valueOf.get(keyOf({ ...cell, breakdown }, period))),
            0,
          )
          expect(sum).toBeCloseTo(value, 6)
        }
        const next = [...quarters.keys()].find((one) => one > period)
        const later = next === undefined ? undefined : valueOf.get(keyOf(cell, next))
        if (next === undefined || later === undefined) continue
        const runsOn =
          found.periodKind === 'SINCE_BASE' || (found.periodKind.startsWith('YTD') && yearOf(next) === yearOf(period))
        if (runsOn) expect(later, `${cell.item} ${cell.unit} ${next}`).toBeGreaterThanOrEqual(value)
      }
    }
  })
})
