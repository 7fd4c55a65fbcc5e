import { firstPeriod, parsePeriod } from '@cg/domain/period'
import { expect, it } from 'vitest'
import { partChanges, partingSpans } from './partings.ts'
import type { PartStanding } from './partings.ts'

/* Forms that towns report in their district's place, and what a town that comes or goes does to them. */

const turn = (from: string, id: number) => ({ from: parsePeriod(from), id })
const split = (from: string, id: number, by: 'town' | 'enterprise' | null, units = ['CYS']) => ({
  form: 'U-ZGH',
  units,
  by,
  ...turn(from, id),
})

it('is told from change to change, and not where the district is not asked for the form', () => {
  const byParts = [
    split('2026Q1', 1, 'town', ['CYS', 'DWQ']),
    split('2026Q3', 2, 'enterprise'),
    split('2027Q1', 3, null),
  ]
  const formScopes = [{ form: 'U-ZGH', excused: ['DWQ'], ...turn('2026Q4', 4) }]
  expect(partingSpans({ byParts, formScopes })).toEqual([
    { form: 'U-ZGH', district: 'CYS', by: 'town', from: '2026Q1', until: '2026Q2' },
    { form: 'U-ZGH', district: 'CYS', by: 'enterprise', from: '2026Q3', until: '2026Q4' },
    { form: 'U-ZGH', district: 'DWQ', by: 'town', from: '2026Q1', until: '2026Q3' },
  ])
})

const parting = {
  form: 'U-ZGH',
  formName: '工会组建情况表',
  district: 'CYS',
  by: 'town' as const,
  from: parsePeriod('2026Q2'),
  until: parsePeriod('2027Q4'),
}
const town: PartStanding = { kind: 'town', parent: 'CYS', validFrom: firstPeriod, validTo: null }
const changes = (before: PartStanding | null, unit: PartStanding, changesFrom: string | null = null) =>
  partChanges({ before, unit, changesFrom: changesFrom === null ? null : parsePeriod(changesFrom) }, [parting]).map(
    ({ act, from }): [string, string] => [act, from],
  )

it.each<[string, ReturnType<typeof changes>, ReturnType<typeof changes>]>([
  ['a new town, from its own quarter', changes(null, { ...town, validFrom: '2026Q4' }), [['joins', '2026Q4']]],
  ['a new town from of old, from the quarter the form is split', changes(null, town), [['joins', '2026Q2']]],
  ['a new town after the form is the district’s again', changes(null, { ...town, validFrom: '2028Q1' }), []],
  ['an enterprise', changes(null, { ...town, kind: 'enterprise' }), []],
  ['a town elsewhere', changes(null, { ...town, parent: 'DWQ' }), []],
  ['a town that ends', changes(town, { ...town, validTo: '2026Q3' }), [['leaves', '2026Q4']]],
  ['a town that ends before it', changes(town, { ...town, validTo: '2026Q1' }), [['leaves', '2026Q2']]],
  ['a town that ends after it', changes(town, { ...town, validTo: '2028Q1' }), []],
  ['a town whose end is taken back', changes({ ...town, validTo: '2026Q3' }, town), [['joins', '2026Q4']]],
  ['a town that begins later', changes(town, { ...town, validFrom: '2026Q4' }), [['leaves', '2026Q2']]],
  ['a town that moves away', changes(town, { ...town, parent: 'DWQ' }, '2026Q4'), [['leaves', '2026Q4']]],
  ['a town that moves in', changes({ ...town, parent: 'DWQ' }, town, '2026Q4'), [['joins', '2026Q4']]],
  ['a town that becomes an enterprise', changes(town, { ...town, kind: 'enterprise' }), [['leaves', '2026Q2']]],
  ['another name', changes(town, town, '2026Q4'), []],
])('%s', (_, found, expected) => expect(found).toEqual(expected))
