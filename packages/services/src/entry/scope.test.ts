import { parsePeriod } from '@cg/domain/period'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { loadChecked } from '../appeal/figures.ts'
import { readMatrix } from '../review/matrix.ts'
import { checkCatalogueChange } from '../tailor/propose.ts'
import { entry, openCity, tjjForm } from './entry.fixture.ts'
import type { City } from './entry.fixture.ts'
import { readForm } from './form/read-form.ts'
import { saveCells } from './cells/save-cells.ts'
import { narrowForm } from './scope.fixture.ts'
import { compareUpload } from './upload/compare-upload.ts'

/* What a form looks like that not every district fills, to those who fill it and to those who do not. */

let city: City
beforeEach(async () => {
  city = await openCity()
})
afterEach(() => city.close())

it('a department’s form has no column of who is left out, says so, and takes no figure for it', async () => {
  await narrowForm(city, ['AP'], { form: 'TJJ-BASE' })
  const detail = await readForm(city.as('tjj'), tjjForm)
  expect(detail.units.map(({ code }) => code)).toEqual(['BS', 'CX'])
  expect(detail.head.excused).toBe('自2026年第三季度起本表不填安平区')
  const { outcomes } = await saveCells(city.as('tjj'), tjjForm, {
    source: 'grid',
    cells: [entry('W_TOTAL:AP', '1'), entry('W_TOTAL:BS', '2')],
  })
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(['refused', 'saved'])
})

it('an older workbook’s figures of who is left out are passed over by name', async () => {
  await narrowForm(city, ['AP'], { form: 'TJJ-BASE' })
  const cell = (unit: string, place: string) => ({ item: 'W_TOTAL', unit, breakdown: '', text: '7', place, base: null })
  const { changes, ignored } = await compareUpload(city.as('tjj'), tjjForm, {
    fileName: '表.xlsx',
    fileHash: 'x',
    matchedBy: 'template',
    cells: [cell('AP', '表!D6'), cell('BS', '表!E6')],
    errors: [],
    ignored: [],
  })
  expect(changes.map(({ unit }) => unit)).toEqual(['BS'])
  expect(ignored).toEqual([{ place: '表!D6', message: '自2026年第三季度起本表不再填报安平区，已略过' }])
})

it('a district that is left out finds the form on no list: not in progress, nor among the figures it checks', async () => {
  await narrowForm(city, ['AP'])
  const { cells } = await readMatrix(city.as('reviewer'), { period: '2026Q3' })
  expect(cells.flatMap(({ form, reporter }) => (form === 'U-ZGH' ? [reporter] : []))).toEqual(['BS', 'CX'])
  const ctx = city.as('reviewer')
  const checked = await ctx.store.read((db) => loadChecked(ctx, db, parsePeriod('2026Q3')))
  const forms = (unit: string) => [...new Set(checked.askedOf(unit).map(({ form }) => form.code))]
  expect(forms('AP')).toEqual(['TJJ-BASE', 'RSJ-SKILLS'])
  expect(forms('BS')).toEqual(['TJJ-BASE', 'RSJ-SKILLS', 'U-ZGH'])
})

it('its towns cannot be made to report the form in its place', async () => {
  await narrowForm(city, ['AP'])
  const { refusals } = await checkCatalogueChange(city.as('admin'), {
    kind: 'byParts',
    from: '2026Q3',
    body: { form: 'U-ZGH', units: ['AP'], by: 'town' },
  })
  expect(refusals).toEqual(['安平区自2026年第三季度起不填报《U-ZGH 报表》。请从所选中去掉它，或先调整填报范围。'])
})
