import { expect, test } from 'vitest'
import { root } from './repo.ts'
import { checkFormatters, rawFormatters } from './raw-formatters.ts'

const problems = (text: string): string[] => rawFormatters('packages/charts/src/a.ts', text)

test.each([
  `const option = { tooltip: { formatter: (point) => point.name } }`,
  `const option = { tooltip: { formatter(point) { return point.name } } }`,
  `const option = { tooltip: { trigger: 'axis', 'formatter': describe } }`,
  'const option = { tooltip: { formatter: `${name}: {c}` } }',
  `const option = { series: [{ tooltip: { formatter: (point) => point.name } }] }`,
  `const option = { yAxis: { axisLabel: { formatter: (value) => '<b>' + value + '</b>' } } }`,
  'const legend = { formatter: (name) => `<i>${name}` }',
])('a planted raw formatter is found: %s', (text) => {
  expect(problems(`\n${text}`)).toEqual([expect.stringContaining('packages/charts/src/a.ts:2 ')])
})

test.each([
  `const option = { tooltip: { formatter: '{b}: {c}' } }`,
  `const option = { tooltip: { formatter: escapedFormatter((point) => point.name) } }`,
  `const option = { tooltip: { renderMode: 'richText', formatter: (point) => point.name } }`,
  `const option = { xAxis: { axisLabel: { formatter: (value: number) => toPercent(value) } } }`,
  `const option = { tooltip: { valueFormatter: (value) => toPercent(value) } }`,
  `const option = { label: { formatter: (point: Map<string, number>) => String(point.size) } }`,
  `const isSmall = { formatter: (value) => (value < 3 ? '小于3' : String(value)) }`,
])('what cannot run is left alone: %s', (text) => {
  expect(problems(text)).toEqual([])
})

test('only the folders that hold options are read', () => {
  const { seen } = checkFormatters(root)
  expect(seen.every((path) => /^(packages\/(charts|export)|apps\/web\/src)\//.test(path))).toBe(true)
})
