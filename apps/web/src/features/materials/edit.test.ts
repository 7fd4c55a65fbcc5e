import type { Recipe, RecipePage } from '@cg/contract/material/recipe'
import { wholeSlide } from '@cg/charts/pack/pack-model'
import { gallery } from '@cg/charts/testing/gallery'
import { expect, it } from 'vitest'
import {
  freeId,
  halfOf,
  insertPage,
  keepTitle,
  movePage,
  pairPages,
  partPages,
  placeAfter,
  putBack,
  readKept,
  takePage,
  writeTitle,
} from './edit.ts'
import type { TitledPage } from './edit.ts'
import { chartGroups } from './gallery.ts'

const agenda = (id: string): RecipePage => ({ kind: 'agenda', id })
const recipe = (...ids: string[]): Recipe => ({
  kind: 'own',
  name: '材料',
  skin: 'blue',
  unit: null,
  pages: ids.map(agenda),
})
const order = ({ pages }: Recipe) => pages.map(({ id }) => id).join('')
const chart: TitledPage = {
  kind: 'chart',
  id: 'c',
  chart: { kind: 'trend', measure: 'JN03' },
  as: 'chart',
  title: null,
  remark: '',
}
const now = { title: '全市居上', release: 'CG-2026Q3-01' }

it('moves a page within the ends, and nothing from where nothing is', () => {
  expect(order(movePage(recipe('a', 'b', 'c'), 0, 2))).toBe('bca')
  expect(order(movePage(recipe('a', 'b', 'c'), 2, -4))).toBe('cab')
  expect(order(movePage(recipe('a', 'b', 'c'), 1, 9))).toBe('acb')
  expect(order(movePage(recipe('a', 'b', 'c'), 7, 0))).toBe('abc')
})

it('takes a page out and puts it back where it stood, also after others have moved', () => {
  const { recipe: without, taken } = takePage(recipe('a', 'b', 'c'), 1)
  expect(order(without)).toBe('ac')
  expect(taken === null ? '' : order(putBack(movePage(without, 0, 1), taken))).toBe('cba')
  expect(taken === null ? '' : order(putBack(recipe('z'), { ...taken, at: 5 }))).toBe('zb')
  expect(takePage(recipe('a'), 0)).toEqual({ recipe: recipe('a'), taken: null })
})

it('gives no two pages one id, and puts nothing behind the closing page', () => {
  expect(order(insertPage(recipe('p1', 'p3'), agenda('p3'), 1))).toBe('p1p4p3')
  expect(freeId(recipe('p3', 'x'))).toBe('p4')
  const closed: Recipe = { ...recipe('a'), pages: [agenda('a'), { kind: 'closing', id: 'z', title: null }] }
  expect(placeAfter(closed, 1)).toBe(1)
  expect(placeAfter(closed, 0)).toBe(1)
})

it('puts two charts on one page and parts them again, with the title and remarks they had', () => {
  const second: TitledPage = { ...chart, id: 'd', remark: '后一页' }
  const two: Recipe = { ...recipe('a'), pages: [writeTitle(chart, '我市领先', now), second, agenda('a')] }
  const pair = pairPages(two, 0)
  expect(pair.pages).toMatchObject([{ kind: 'two-charts', id: 'c', title: { text: '我市领先' }, remark: '后一页' }, {}])
  const parted = partPages(pair, 0)
  expect(parted.pages).toMatchObject([
    { id: 'c', title: { text: '我市领先' } },
    { id: 'p3', title: null, remark: '' },
    {},
  ])
  const below = { page: 'overview' as const, params: {}, heading: '需关注的事项' }
  const [first] = pair.pages
  const worded: Recipe = { ...pair, pages: first?.kind === 'two-charts' ? [{ ...first, words: below }] : [] }
  expect(partPages(worded, 0).pages).toMatchObject([{ id: 'c' }, { id: 'p2' }, { kind: 'words', id: 'p3', ...below }])
  expect(pairPages(two, 1)).toBe(two)
  expect(partPages(two, 0)).toBe(two)
})

it('keeps with a written title the sentence it replaced and the release it was written for', () => {
  const written = writeTitle(chart, '我市领先', now)
  expect(written.title).toEqual({ text: '我市领先', instead: '全市居上', release: 'CG-2026Q3-01' })
  expect(writeTitle(written, ' 全市居上 ', now).title).toBe(null)
  expect(writeTitle(written, '  ', now).title).toBe(null)
  const later = { title: '全市居中', release: 'CG-2026Q4-01' }
  expect(keepTitle(written, later).title).toEqual({ text: '我市领先', instead: '全市居中', release: 'CG-2026Q4-01' })
  expect(keepTitle(chart, later)).toBe(chart)
})

it('takes from the browser what is a recipe, and nothing else', () => {
  expect(readKept(recipe('a'))).toEqual(recipe('a'))
  for (const other of [null, 'text', [], { pages: 1 }, { pages: [] }]) expect(readKept(other)).toBe(null)
})

it('exchanges one of two charts, and drops the title that was written for both', () => {
  const written = { text: '两图都好', instead: '一句', release: 'CG-2026Q2-01' }
  const taken: RecipePage = { ...chart, chart: { kind: 'gaps' } }
  const [left, right] = [{ kind: 'kpi' }, { kind: 'trend', measure: 'JN03' }] as const
  const pair: RecipePage = { kind: 'two-charts', id: 'p', left, right, title: written, remark: '讲' }
  expect(halfOf(pair, 'right', taken)).toEqual({ ...pair, right: { kind: 'gaps' }, title: null })
  expect(halfOf(pair, 'left', taken)).toEqual({ ...pair, left: { kind: 'gaps' }, title: null })
})

it('offers for half a page what the server draws there', () => {
  const drawn = new Map(gallery().map(({ kind, body }) => [kind, wholeSlide.has(body.form)]))
  for (const { kind, isWhole } of chartGroups.flatMap(({ charts }) => charts))
    expect([kind, isWhole]).toEqual([kind, drawn.get(kind)])
})
