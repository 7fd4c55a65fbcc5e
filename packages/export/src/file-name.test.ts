import { gallery } from '@cg/charts/testing/gallery'
import { must } from '@cg/domain/must'
import { expect, test } from 'vitest'
import { chartFileName } from './file-name.ts'

const model = must(gallery()[0])

test('a file name says quarter, measure, view and release', () => {
  expect(chartFileName(model, 'png')).toBe('2026Q3_技能培训覆盖率_区县排名_CG-2026Q3-01.png')
})

test('control characters, slashes and direction marks leave the name', () => {
  const file = { ...model.file, subject: '../a\u0008b/c\\d:"e"\u202Egnp\r\nX-Header: 1' }
  expect(chartFileName({ ...model, file }, 'csv')).toBe('2026Q3_abcdegnpX-Header1_区县排名_CG-2026Q3-01.csv')
})

test('a name stays short', () => {
  expect(
    chartFileName({ ...model, file: { ...model.file, subject: '长'.repeat(300) } }, 'pptx').length,
  ).toBeLessThanOrEqual(120)
})
