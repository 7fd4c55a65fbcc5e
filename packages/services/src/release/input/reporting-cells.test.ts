import type { ItemCode } from '@cg/domain/indicator'
import { parsePeriod } from '@cg/domain/period'
import { expect, it } from 'vitest'
import type { BasisForm, BasisItem } from '../stored/basis.ts'
import { returnCells } from './reporting-cells.ts'

/* 应报、按时、首次通过 of districts, of which some are not asked for some forms (填报范围). */

const form = (code: string, reporter: string): BasisForm => ({
  form: code,
  formName: code,
  reporter,
  reporterName: reporter,
  department: 'ZGH',
  filledBy: 'unit',
  state: 'on_time',
  isClean: true,
  deadline: '2026-10-20T10:00:00.000Z',
  firstSubmittedAt: '2026-10-12T02:00:00.000Z',
  returns: 0,
  revised: 0,
})

const due: BasisItem = {
  code: 'R_DUE' as ItemCode,
  name: '应报报表数',
  unit: '份',
  decimals: 0,
  periodKind: 'FLOW_Q',
  mayBeNegative: false,
  ownerDepartment: 'ZGH',
  breakdowns: [],
  parent: null,
  countsForms: 'due',
}

const left = (code: string, ...units: string[]) => ({
  form: code,
  filledBy: 'unit' as const,
  formName: code,
  items: [],
  units: units.map((unit) => ({ code: unit, since: parsePeriod('2026Q3') })),
})

it('counts the forms that are asked, and of who is asked for none nothing: 不适用, neither 未报 nor 0', () => {
  const excused = [left('F1', 'B', 'C'), left('F2', 'C')]
  const forms = [form('F1', 'A'), form('F2', 'A'), form('F2', 'B')]
  const made = returnCells({ forms, items: [due], excused })
  expect(made.map(({ unit, state, value }) => [unit, state, value])).toEqual([
    ['A', 'reported', 2],
    ['B', 'reported', 1],
    ['C', 'not_applicable', null],
  ])
})
