import { indicatorPage } from '@cg/charts/page/indicator'
import type { PageBlock } from '@cg/charts/page/page-model'
import { indicatorFacts } from '@cg/charts/testing/fixtures'
import { expect, test } from 'vitest'
import type { Slide } from '../slides/library.ts'
import { tableSlides } from './slide-table.ts'

const page = indicatorPage({ page: 'indicator', indicator: indicatorFacts(), place: null }, {})

function tableOf(words: string): Extract<PageBlock, { readonly kind: 'table' }> {
  const cell = (text: string) => ({ text, light: null })
  return {
    kind: 'table',
    title: '原因和措施',
    subtitle: '',
    table: {
      columns: ['单位', '原因', '措施'].map((header) => ({ header, isNumber: false })),
      rows: Array.from({ length: 12 }, (_, at) => ({
        kind: 'row' as const,
        cells: [cell(`单位${at}`), cell(words), cell(words)],
      })),
    },
  } as unknown as Extract<PageBlock, { readonly kind: 'table' }>
}

/** Rows under the heads of each slide's table. */
function rowsOf(words: string): number[] {
  const counts: number[] = []
  const nothing = () => {}
  const slide = {
    addText: nothing,
    addNotes: nothing,
    addShape: nothing,
    addImage: nothing,
    addTable: (rows: unknown[]) => counts.push(rows.length - 1),
  } as unknown as Slide
  for (const draw of tableSlides(tableOf(words), page)) draw(slide)
  return counts
}

test('a slide holds as many rows as have room when their texts take several lines, and loses none', () => {
  expect(rowsOf('按时完成')).toEqual([12])
  const long = rowsOf('部分企业厂务公开的内容和程序不规范，没有计入建制，对照规范逐企整改，验收后计入。'.repeat(2))
  expect(long.length).toBeGreaterThan(1)
  expect(long.reduce((sum, one) => sum + one, 0)).toBe(12)
  expect(Math.max(...long)).toBeLessThanOrEqual(6)
})
