import { expect, it } from 'vitest'
import type { BasisForm, BasisIndicator, ReleaseBasis } from './basis.ts'
import { latest, provisionalFigures, provisionalForms } from './provisional.ts'

/*
 * 市统计局 counts workers, a form of its own for all units; each unit counts its firms. A town lies under AP.
 */

const form = (code: string, reporter: string, finalBy?: string): BasisForm => ({
  form: code,
  formName: `${code} 报表`,
  reporter,
  reporterName: reporter,
  department: 'TJJ',
  filledBy: reporter === 'TJJ' ? 'department' : 'unit',
  state: 'on_time',
  isClean: true,
  deadline: '2026-10-15T10:00:00.000Z',
  firstSubmittedAt: null,
  returns: 0,
  revised: 0,
  ...(finalBy === undefined ? {} : { finalBy }),
})
const units = ['CITY', 'AP', 'BS', 'AP1'].map((code) => ({ code, parent: code === 'AP1' ? 'AP' : null }))
const sumOf = (...items: string[]) => ({ kind: 'sum', terms: items.map((item) => ({ item, coefficient: 1 })) })
const indicator = (code: string, formula: object) => ({ code, formula }) as unknown as BasisIndicator
const workers = indicator('W', sumOf('WORKERS'))
const firms = indicator('F', sumOf('FIRMS'))
const both = indicator('B', sumOf('WORKERS', 'FIRMS'))
const gap = indicator('G', { kind: 'areaGap', indicator: 'F' })

function basis(...forms: BasisForm[]) {
  const asked = { WORK: [{ cell: 'WORKERS|' }, { cell: 'WORKERS|size:above' }], OWN: [{ cell: 'FIRMS|' }] }
  return { forms, asked, units, indicators: [workers, firms, both, gap] } as unknown as ReleaseBasis
}

function days(found: ReleaseBasis): Record<string, (string | null)[]> {
  const finalBy = provisionalFigures(found)
  return Object.fromEntries(
    [workers, firms, both, gap].map((one) => [one.code, units.map(({ code }) => finalBy(one, code))]),
  )
}

it('holds of no figure where all forms are final', () => {
  const final = basis(form('WORK', 'TJJ'), form('OWN', 'AP'))
  expect(provisionalForms(final)).toEqual({})
  expect(new Set(Object.values(days(final)).flat())).toEqual(new Set([null]))
})

it('holds of every unit for the items of a department’s form, and of no other item', () => {
  const day = '2026-11-30'
  expect(days(basis(form('WORK', 'TJJ', day), form('OWN', 'AP')))).toEqual({
    W: [day, day, day, day],
    F: [null, null, null, null],
    B: [day, day, day, day],
    G: [null, null, null, null],
  })
})

it('holds for a unit’s own form of this unit, the one above it and the city, and of what sets units against each other', () => {
  const day = '2026-12-20'
  expect(days(basis(form('WORK', 'TJJ'), form('OWN', 'AP1', day)))).toEqual({
    W: [null, null, null, null],
    F: [day, day, null, day],
    B: [day, day, null, day],
    G: [day, day, day, day],
  })
})

it('names the last day where several forms are provisional', () => {
  const two = basis(form('WORK', 'TJJ', '2026-11-30'), form('OWN', 'BS', '2026-12-20'))
  expect(days(two).B).toEqual(['2026-12-20', '2026-11-30', '2026-12-20', '2026-11-30'])
  expect(latest([null, null])).toBeNull()
})
