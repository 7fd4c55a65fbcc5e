import { parsePeriod } from '@cg/domain/period'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { loadDefinitions } from '../../catalogue/read.ts'
import { openCity as openEntryCity } from '../../entry/entry.fixture.ts'
import type { City } from '../../entry/entry.fixture.ts'
import { narrowForm } from '../../entry/scope.fixture.ts'
import { openPartsCity, reportByParts } from '../../entry/parts.fixture.ts'
import { plansOf } from '../../entry/form/plan.ts'
import { dueForms, formKey } from './due-forms.ts'

let city: City
beforeEach(async () => {
  city = await openEntryCity()
})
afterEach(() => city.close())

it('says of every quarter who owes what, and who answers for which cell, as entry does', () => saysAsEntryDoes())

it('says so where towns report for their district', async () => {
  city.close()
  const parts = await openPartsCity()
  city = parts
  await reportByParts(parts)
  await saysAsEntryDoes()
})

it('says so where some districts are not asked, by themselves and as columns of a department', async () => {
  city.close()
  const parts = await openPartsCity()
  city = parts
  await reportByParts(parts)
  await narrowForm(parts, ['BS'])
  await narrowForm(parts, ['AP', 'BS'], { from: '2026Q4' })
  await narrowForm(parts, ['CX'], { form: 'TJJ-BASE' })
  await saysAsEntryDoes()
})

async function saysAsEntryDoes(): Promise<void> {
  for (const period of ['2026Q1', '2026Q2', '2026Q3', '2026Q4'].map(parsePeriod)) {
    const definitions = await city.store.read((db) => loadDefinitions(db, period))
    const plans = plansOf({ definitions, rules: [] })
    const { due, homeOf } = dueForms(definitions)
    expect(due.map(({ form, reporter, reporterName }) => [form.code, reporter, reporterName])).toEqual(
      plans.map((plan) => [plan.form.code, plan.reporter, plan.reporterName]),
    )
    const homes = new Map(
      plans.flatMap((plan) =>
        [...plan.places.keys()].map((key): [string, string] => [key, formKey(plan.form.code, plan.reporter)]),
      ),
    )
    expect(homes.size).toBeGreaterThan(0)
    const { items, units } = definitions
    for (const [code, item] of items) {
      for (const breakdown of ['', ...item.axes.breakdowns.flatMap((axis) => [`${axis}:above`, `${axis}:msme`])]) {
        for (const unit of units) {
          const key = `${code}|${unit.code}|${breakdown}`
          expect([key, homeOf(code, breakdown, unit.code)]).toEqual([key, homes.get(key) ?? null])
        }
      }
    }
  }
}
