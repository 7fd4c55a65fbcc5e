import type { RegisterKind } from '@cg/contract/catalogue'
import type { CatalogueChangeInput } from '@cg/contract/catalogue-change'
import type { ItemCode } from '@cg/domain/indicator'
import { must } from '@cg/domain/must'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { installCatalogue } from '../catalogue/install.ts'
import { saveCells } from '../entry/cells/save-cells.ts'
import { catalogue, entry, openCity, rsjForm } from '../entry/entry.fixture.ts'
import type { City } from '../entry/entry.fixture.ts'
import { meaningOf } from '../entry/form/definitions.ts'
import { planOf, plansOf } from '../entry/form/plan.ts'
import { decideCatalogueChange } from './decide.ts'
import { checkCatalogueChange, proposeCatalogueChange } from './propose.ts'
import { contestKind } from '../register/register.fixture.ts'
import { readCatalogueUpdate, takeCatalogueUpdate } from './update.ts'

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

const added = 'P_NEW' as ItemCode
/** The catalogue of a newer program: one item more on a form, and one that is asked by groups. */
const newer = {
  ...catalogue,
  items: [
    ...catalogue.items.map((item) =>
      item.code === 'P_TRAIN_SR' ? { ...item, axes: { ...item.axes, breakdowns: ['size'] } } : item,
    ),
    { ...must(catalogue.items.find(({ code }) => code === 'P_TRAIN_UNQ')), code: added, name: '新增的人数' },
  ],
  forms: catalogue.forms.map((form) =>
    form.code === 'RSJ-SKILLS' ? { ...form, items: [...form.items, added] } : form,
  ),
}

it('asks what is new from the first quarter on that nobody fills yet, and leaves the one in hand as it was', async () => {
  const asked = async (period: string) => [...must(await planIn(period)).places.keys()]
  const before = await asked('2026Q3')
  const told = await readCatalogueUpdate(city.as('admin'), newer)
  expect(told).toMatchObject({
    isDue: true,
    from: '2026Q4',
    items: [{ code: 'P_NEW', name: '新增的人数' }],
    groups: [{ code: 'P_TRAIN_SR' }],
    indicators: [],
    changed: [],
  })
  await expect(takeCatalogueUpdate(city.as('admin'), newer, 'a'.repeat(64))).rejects.toThrow('重新查看')
  expect(await takeCatalogueUpdate(city.as('admin'), newer, told.digest)).toMatchObject({ isDue: false, items: [] })
  expect(await asked('2026Q3')).toEqual(before)
  const next = await asked('2026Q4')
  expect(before.filter((key) => /P_NEW|P_TRAIN_SR.*size:/.test(key))).toEqual([])
  expect(next.filter((key) => /P_NEW/.test(key)).length).toBeGreaterThan(0)
  expect(next.filter((key) => /P_TRAIN_SR.*size:/.test(key)).length).toBeGreaterThan(0)
  await expect(takeCatalogueUpdate(city.as('admin'), newer, told.digest)).rejects.toThrow('已经是最新的')
})

it('tells of a register that is new and of one with other columns, not of one that stays', async () => {
  const withKinds = (...registerKinds: RegisterKind[]) => ({
    ...catalogue,
    guide: { ...catalogue.guide, registerKinds },
  })
  const kindOf = (code: string): RegisterKind => ({ ...contestKind('P_TRAIN'), code, feeds: [] })
  const [first, second, third] = [kindOf('ONE'), kindOf('TWO'), kindOf('THREE')]
  await installCatalogue(city.as('admin'), withKinds(first, second))
  const proved = { ...second, proof: { name: '竞赛通知', isRequired: true } }
  expect(await readCatalogueUpdate(city.as('admin'), withKinds(first, proved, third))).toMatchObject({
    isDue: true,
    registers: [{ code: 'THREE' }],
    changedRegisters: [{ code: 'TWO' }],
  })
})

it('is taken over by an administrator alone', async () => {
  await expect(readCatalogueUpdate(city.as('publisher'), newer)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(takeCatalogueUpdate(city.as('rsj'), newer, 'a'.repeat(64))).rejects.toMatchObject({ code: 'forbidden' })
})
