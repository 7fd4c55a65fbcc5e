import type { CatalogueChangeInput } from '@cg/contract/catalogue-change'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { installCatalogue } from '../catalogue/install.ts'
import { saveCells } from '../entry/cells/save-cells.ts'
import { catalogue, entry, openCity, rsjForm } from '../entry/entry.fixture.ts'
import type { City } from '../entry/entry.fixture.ts'
import { meaningOf } from '../entry/form/definitions.ts'
import { planOf, plansOf } from '../entry/form/plan.ts'
import { decideCatalogueChange } from './decide.ts'
import { checkCatalogueChange, proposeCatalogueChange } from './propose.ts'

/* A new program installs its catalogue anew: what the city decided stays beside it. */

let city: City
beforeEach(async () => {
  city = await openCity()
})
afterEach(() => city.close())

const planIn = async (period: string) =>
  city.store.read(async (db) => planOf(await meaningOf(city.store, db, period), 'RSJ-SKILLS', 'RSJ'))

async function switchOff(items: string[], from: string): Promise<void> {
  const change: CatalogueChangeInput = { kind: 'switch', from, body: { isOn: false, indicators: [], items } }
  const { digest, refusals } = await checkCatalogueChange(city.as('admin'), change)
  expect(refusals).toEqual([])
  await proposeCatalogueChange(city.as('admin'), { change, reason: '本市不再统计', seen: digest })
  await decideCatalogueChange(city.as('publisher'), { id: 1, action: 'confirm', note: '', version: 1 })
}

it('is not undone by a new program', async () => {
  await switchOff(['P_TRAIN'], '2026Q4')
  const renamed = catalogue.items.map((item) => (item.code === 'P_TRAIN' ? { ...item, name: '另一名称' } : item))
  const { isChanged } = await installCatalogue(city.as('admin'), { ...catalogue, items: renamed })
  expect(isChanged).toBe(true)
  const codes = async (period: string) => (await planIn(period))?.items
  expect(await codes('2026Q3')).toContain('P_TRAIN')
  expect(await codes('2026Q4')).not.toContain('P_TRAIN')
})

it('takes no cell of what is not asked, and no rule compares with it', async () => {
  await switchOff(['P_TRAIN'], '2026Q3')
  const { outcomes } = await saveCells(city.as('rsj'), rsjForm, {
    source: 'grid',
    cells: [entry('P_TRAIN:AP', '5'), entry('P_TRAIN_UNQ:AP', '4')],
  })
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(['refused', 'saved'])
  const plans = await city.store.read(async (db) => plansOf(await meaningOf(city.store, db, '2026Q3')))
  const named = plans.flatMap(({ rules }) => rules.flatMap((rule) => [...(rule.items ?? [])]))
  expect(named.length).toBeGreaterThan(0)
  expect(named).not.toContain('P_TRAIN')
})
