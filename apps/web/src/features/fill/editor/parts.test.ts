import { expect, it } from 'vitest'
import { formDetail } from '../../../testing/form.fixture.ts'
import { lackingIn } from './form-cells.ts'
import { formChecker } from './live-findings.ts'
import { reduce } from './reduce.ts'
import { openState } from './state.ts'
import type { EditorState, JournalEntry } from './state.ts'

/* 高新区 (the last column) is the sum of the two before it: cell 2 of 0 and 1, cell 5 of 3 and 4. */

const { head } = formDetail()
const detail = formDetail({ head: { ...head, reporter: 'C', parts: { by: 'town', isOwn: false } } })
const opened = (journal: Record<string, JournalEntry> = {}) => openState(detail, formChecker(detail), journal)
const typed = (state: EditorState, index: number, text: string) =>
  reduce(state, { kind: 'typed', edits: [{ index, text }], source: 'grid' })
const sums = ({ cells }: EditorState) => [cells[2]?.text, cells[5]?.text]

it('a sum is there as soon as the form is, and says 未报 where a part lacks', () => {
  expect(sums(opened())).toEqual(['3,000', '未报'])
})

it('a sum follows what is typed, taken back and left from an earlier visit', () => {
  const more = typed(typed(opened(), 0, '1100'), 4, '50')
  expect(sums(more)).toEqual(['3,100', '450'])
  expect(sums(reduce(more, { kind: 'undone' }))).toEqual(['3,100', '未报'])
  expect(sums(typed(more, 4, '不适用'))).toEqual(['3,100', '400'])
  expect(sums(typed(more, 4, '无法提供'))).toEqual(['3,100', '无法提供'])
  expect(sums(opened({ 'W_BIG|B|': { text: '7', version: 0 } }))).toEqual(['3,000', '407'])
})

it('what is no number adds nothing new: the sum stays with the value that is stored', () => {
  expect(sums(typed(opened(), 0, '约一千'))).toEqual(['3,000', '未报'])
})

it('names the parts that lack', () => {
  const { cells } = opened()
  expect(lackingIn(detail, 5, (index) => cells[index] ?? { state: 'not_reported', value: null })).toBe('西屏区未报')
})

it('a town that sees its own row alone has no sum', () => {
  const own = formDetail({ head: { ...head, reporter: 'C', parts: { by: 'town', isOwn: true } } })
  expect(openState(own, formChecker(own), {}).cells[2]?.text).toBe('')
})
