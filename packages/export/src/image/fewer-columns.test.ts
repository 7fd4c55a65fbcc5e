import { gallery } from '@cg/charts/testing/gallery'
import { must } from '@cg/domain/must'
import { expect, test } from 'vitest'
import { renderSvg } from './svg.ts'

test('a picture that has room for fewer indicators than the chart counts only what it draws', () => {
  const chart = must(gallery().find(({ kind }) => kind === 'tartan'))
  if (chart.body.form !== 'grid') throw new Error('no grid')
  const twice = <T>(list: readonly T[]): T[] => [...list, ...list]
  const rows = chart.body.rows.map((row) => ({ ...row, cells: twice(row.cells) }))
  const body = { ...chart.body, columns: twice(chart.body.columns), totals: twice(chart.body.totals), rows }
  const model = { ...chart, body }
  const svg = renderSvg(model, { preset: 'phone', theme: 'light', isTransparent: false })
  const drawn = Number(/图中列出滞后单位较多的(\d+)项/.exec(svg)?.[1])
  expect(drawn).toBeLessThan(body.columns.length)
  expect(svg).toContain('所列指标中')
  expect(svg).not.toMatch(/(所列|列前)\d+项/)
})
