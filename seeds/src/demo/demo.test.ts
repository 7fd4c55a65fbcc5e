import { parsePeriod, periodRange, previousPeriod } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import { compileRules } from '@cg/domain/check/rule'
import { installCatalogue } from '@cg/services/catalogue/install'
import { installCity } from '@cg/services/catalogue/install-city'
import { loadDefinitions } from '@cg/services/catalogue/read'
import { FigureTable } from '@cg/services/entry/cells/figures'
import { blockingOf, judge, unexplainedOf } from '@cg/services/entry/check/findings'
import { plansOf } from '@cg/services/entry/form/plan'
import type { FormPlan } from '@cg/services/entry/form/plan'
import { openEmpty } from '@cg/db/installation.fixture'

import type { Store } from '@cg/db/store'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readCatalogue } from '../catalogue-files.ts'
import { expandTargets, readDemoCity } from '../city-files.ts'
import { demoBaselines } from './baselines.ts'
import { byKey } from './file-quarter.ts'
import { demoCity, generateQuarters } from './generate.ts'
import type { DemoCell } from './generate.ts'
import { correctedPeriod, oddities, plantOddities } from './plant.ts'
import { firstPeriod, unitProfiles } from './profile.ts'

const catalogue = readCatalogue()
const city = readDemoCity()
const open = parsePeriod('2026Q3')
const generated = generateQuarters(catalogue, open)
const formItems = new Map(catalogue.forms.map((form) => [form.code, form.items]))
const planted = plantOddities(generated, open, formItems)

function cellOf(
  quarters: ReadonlyMap<Period, readonly DemoCell[]>,
  period: string,
  item: string,
  unit: string,
  breakdown = '',
) {
  return quarters
    .get(parsePeriod(period))
    ?.find((cell) => cell.item === item && cell.unit === unit && cell.breakdown === breakdown)
}

function cityRate(period: string, numerator: string, denominator: string): number {
  return (100 * citySum(period, numerator)) / citySum(period, denominator)
}

function citySum(period: string, item: string, breakdown = ''): number {
  return city.units
    .filter((unit) => unit.countsInParent && unit.kind !== 'city' && unit.kind !== 'town')
    .reduce((sum, unit) => sum + (cellOf(generated, period, item, unit.code, breakdown)?.value ?? 0), 0)
}

describe('the fictional city', () => {
  test('has twelve reporting units as the issue describes them, and towns under three', () => {
    const of = (kind: string) => city.units.filter((unit) => unit.kind === kind)
    expect([of('district').length, of('county_city').length, of('county').length, of('zone').length]).toEqual([
      4, 2, 4, 2,
    ])
    expect(new Set(of('town').map((town) => town.parent)).size).toBe(3)
    const overlapping = city.units.filter((unit) => !unit.countsInParent)
    expect(overlapping.map((unit) => [unit.shortName, unit.parent])).toEqual([['高新区', 'NLQ']])
    expect(new Set(city.units.map((unit) => unit.assessmentGroup).filter(Boolean))).toEqual(
      new Set(['城区', '县域', '园区']),
    )
    const tiles = city.units.flatMap((unit) => (unit.tileRow === null ? [] : [`${unit.tileRow}|${unit.tileColumn}`]))
    expect(new Set(tiles).size).toBe(12)
  })

  test('has an account for every role and a filler for every reporter', () => {
    const grants = city.users.flatMap((user) => user.grants.map((grant) => ({ ...grant, label: user.label })))
    const listed = grants.filter(({ label }) => label !== null)
    expect(new Set(listed.map(({ role }) => role))).toEqual(
      new Set(['leader', 'filler', 'unit_checker', 'unit_head', 'reviewer', 'publisher', 'admin', 'auditor']),
    )
    const leads = listed.filter(({ role }) => role === 'leader')
    expect(leads.map(({ department, unit }) => department ?? unit)).toEqual([null, 'DWQ', 'RSJ'])
    const fillers = grants.filter(({ role }) => role === 'filler')
    const fills = fillers.map((grant) => grant.department ?? grant.unit)
    for (const form of catalogue.forms) expect(fills).toContain(form.departmentCode)
    for (const unit of unitProfiles) expect(fills).toContain(unit.code)
  })

  test('lists its accounts in the README, as the sign-in page does', () => {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
    const rows = [...readme.matchAll(/^\| `([a-z]+)` +\| (\S+) +\|/gm)].map(([, login, label]) => [login, label])
    const listed = city.users.filter(({ label }) => label !== null)
    expect(rows).toEqual(listed.map(({ login, label }) => [login, label]))
  })

  test('labels its targets as 演示目标 and keeps shares within 100 %', () => {
    const targets = expandTargets(city.targetPlan, city.units, catalogue.indicators)
    expect(new Set(targets.map((target) => target.source))).toEqual(new Set(['演示目标']))
    expect(new Set(targets.map((target) => target.year))).toEqual(new Set([2025, 2026, 2027]))
    const shares = new Set<string>(catalogue.indicators.filter((one) => one.unit === '%').map((one) => one.code))
    for (const target of targets) if (shares.has(target.indicator)) expect(target.value).toBeLessThanOrEqual(100)
    for (const part of catalogue.schemes[0]?.body.parts ?? []) {
      expect(targets.filter((target) => target.indicator === part.indicator && target.unit === 'YC')).toHaveLength(3)
    }
  })

  test('has a base of 2021 for the first cards of the cockpit', () => {
    const cells = generated.get(firstPeriod) ?? []
    const bases = demoBaselines({ ...catalogue, units: city.units, cells })
    for (const indicator of catalogue.guide.cards) {
      expect(bases.filter((base) => base.indicator === indicator)).toHaveLength(13)
    }
  })
})

describe('the invented figures', () => {
  test('come out the same twice, and a quarter does not depend on what follows it', () => {
    expect(generateQuarters(catalogue, open)).toEqual(generated)
    const shorter = generateQuarters(catalogue, parsePeriod('2024Q1'))
    for (const [period, cells] of shorter) expect(cells).toEqual(generated.get(period))
  })

  test('run from 2021Q4 without a gap and ask for each input when it is due', () => {
    expect([...generated.keys()]).toEqual(periodRange(firstPeriod, open))
    expect(cellOf(generated, '2026Q3', 'EMP_ALL', 'DWQ')).toBeUndefined()
    expect(cellOf(generated, '2025Q4', 'EMP_ALL', 'DWQ')?.value).toBeGreaterThan(0)
  })

  test('show the city of the brief: workers, clusters, platforms, cases, key enterprises', () => {
    expect(Math.abs(citySum('2026Q2', 'W_TOTAL') - 400_000)).toBeLessThan(8_000)
    expect(Math.round(citySum('2026Q2', 'W_TOTAL', 'cluster:auto') / 1000)).toBe(12)
    expect(Math.round(citySum('2026Q2', 'W_TOTAL', 'cluster:equipment') / 1000)).toBe(85)
    expect(Math.round(citySum('2026Q2', 'W_TOTAL', 'cluster:materials') / 1000)).toBe(38)
    expect([citySum('2026Q2', 'N_PLAT'), citySum('2026Q2', 'N_CASE'), citySum('2026Q2', 'E_KEY')]).toEqual([10, 14, 50])
  })

  test('stay plausible and improve', () => {
    const bounds = [
      ['P_TRAIN_UNQ', 'W_TOTAL', 60, 92],
      ['P_CON', 'P_CON_DUE', 85, 98],
      ['P_PEN', 'P_INS_DUE', 80, 97],
      ['P_INJ', 'P_INS_DUE', 70, 97],
    ] as const
    for (const [numerator, denominator, low, high] of bounds) {
      const years = ['2021Q4', '2022Q4', '2023Q4', '2024Q4', '2025Q4'].map((at) => cityRate(at, numerator, denominator))
      expect(years).toEqual(years.toSorted((a, b) => a - b))
      for (const rate of years) expect(rate).toBeGreaterThan(low)
      for (const rate of years) expect(rate).toBeLessThan(high)
    }
  })

  test('let one county stay behind and another catch up', () => {
    const gap = (unit: string, period: string) => {
      const rate = (code: string) =>
        (cellOf(generated, period, 'P_CON', code)?.value ?? 0) /
        (cellOf(generated, period, 'P_CON_DUE', code)?.value ?? 1)
      return rate('DWQ') - rate(unit)
    }
    expect(gap('YLX', '2026Q2')).toBeGreaterThan(0.05)
    expect(gap('QHX', '2021Q4')).toBeGreaterThan(0.04)
    expect(gap('QHX', '2026Q2')).toBeLessThan(0.02)
  })

  test('hold one 不适用, a quarter without accidents, and the city’s own count of people trained', () => {
    expect(cellOf(generated, '2026Q2', 'E_KEY_ON', 'YLX')?.state).toBe('not_applicable')
    expect(unitProfiles.some((unit) => cellOf(generated, '2026Q2', 'A_ACC', unit.code)?.value === 0)).toBe(true)
    const own = cellOf(generated, '2026Q2', 'P_TRAIN_UNQ', demoCity)?.value ?? 0
    expect(own).toBeLessThan(citySum('2026Q2', 'P_TRAIN_UNQ'))
  })

  test('carry the planted oddities and nothing else', () => {
    const { jump, slip, copied, beyond, silentUnit, mistake } = oddities
    const before = previousPeriod(open)
    const grown =
      (cellOf(planted, open, jump.item, jump.unit)?.value ?? 0) /
      (cellOf(planted, before, jump.item, jump.unit)?.value ?? 1)
    expect(grown).toBeCloseTo(1.43, 3)
    expect(cellOf(planted, open, slip.item, slip.unit)?.value).toBe(
      (cellOf(generated, open, slip.item, slip.unit)?.value ?? 0) * 10,
    )
    expect(cellOf(planted, open, 'P_BASE_GRAD', copied.unit)?.value).toBe(
      cellOf(planted, before, 'P_BASE_GRAD', copied.unit)?.value,
    )
    for (const { unit, item, whole, by } of beyond)
      expect(cellOf(planted, open, item, unit)?.value).toBe((cellOf(planted, open, whole, unit)?.value ?? 0) + by)
    expect(cellOf(planted, before, 'P_TRAIN_UNQ', silentUnit)?.state).toBe('not_reported')
    const corrected = correctedPeriod(open)
    expect(cellOf(planted, corrected, mistake.item, mistake.unit)?.value).not.toBe(
      cellOf(generated, corrected, mistake.item, mistake.unit)?.value,
    )
    for (const [period, cells] of planted) {
      if (period < corrected) expect(cells).toEqual(generated.get(period))
    }
  })
})

describe('the rules of the catalogue over every invented quarter', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cg-demo-'))
  let store: Store
  beforeAll(async () => {
    store = await openEmpty(join(folder, 'data'))
    const services = { store, now: () => new Date('2021-12-01T00:00:00Z') }
    await installCatalogue(services, catalogue)
    await installCity(services, { units: city.units, isDemo: true })
  })
  afterAll(() => {
    store.close()
    rmSync(folder, { recursive: true })
  })

  const background = new FigureTable()
  for (const [period, cells] of planted) for (const cell of cells) background.put(cell, period, cell)

  function findingsOf(plan: FormPlan) {
    const cells = byKey(planted.get(plan.definitions.period) ?? [])
    return judge({ plan, cells, background, explained: new Set(), evidenced: null })
  }

  test('find nothing that would block a form, planted or not, and little to explain', async () => {
    for (const period of planted.keys()) {
      const definitions = await store.read((db) => loadDefinitions(db, period))
      const { rules } = compileRules(definitions.rules)
      const findings = plansOf({ definitions, rules }).flatMap((plan) => findingsOf(plan))
      expect({ period, blocking: blockingOf(findings).map((one) => one.message) }).toEqual({ period, blocking: [] })
      expect(unexplainedOf(findings).length, period).toBeLessThan(16)
    }
  })

  test('do find each planted oddity', async () => {
    const definitions = await store.read((db) => loadDefinitions(db, open))
    const plans = plansOf({ definitions, rules: compileRules(definitions.rules).rules })
    const found = plans.flatMap((plan) => findingsOf(plan)).map((one) => `${one.rule}|${one.item}|${one.unit}`)
    expect(found).toContain('R32a|P_TRAIN|GXQ')
    expect(found).toContain('R35|P_RED|QYS')
    for (const { item, unit } of oddities.beyond) expect(found).toContain(`R06b|${item}|${unit}`)
    expect(found.some((key) => key.startsWith('R33|') && key.endsWith('|YUX'))).toBe(true)
  })
})
