import { expect, test } from 'vitest'
import { checkNumbers, drawnNumbers, rawNumbers } from './raw-numbers.ts'
import { root } from './repo.ts'

test.each([
  'const words = `${(coverage * 100).toFixed(1)}%`',
  'const words = value.toLocaleString()',
  "const words = new Intl.NumberFormat('zh-CN').format(value)",
  'const words = `${Math.round(share * 100)}%`',
  'const words = value.toPrecision(3)',
  'const rounded = Number(sum.toFixed(4))',
])('a planted number printed by hand is found: %s', (text) => {
  expect(rawNumbers('apps/web/src/features/unit/a.tsx', `\n${text}`)).toEqual([
    expect.stringContaining('apps/web/src/features/unit/a.tsx:2 '),
  ])
})

test.each([
  'const width = Math.round(element.clientWidth)',
  'const words = formatShare(coverage)',
  'const words = `${Math.round(a)}px 100%`',
  'const exact = Number(effect.toPrecision(12))',
])('what prints no figure is left alone: %s', (text) => {
  expect(rawNumbers('apps/web/src/features/unit/a.tsx', text)).toEqual([])
})

test('all code that ships is read, and whoever may print by hand has a reason', () => {
  const { seen, problems } = checkNumbers(root)
  expect(problems).toEqual([])
  expect(seen).toEqual(expect.arrayContaining(['packages/charts/src/titles.ts', 'apps/web/src/main.tsx']))
  for (const { why } of drawnNumbers) expect(why.length).toBeGreaterThan(20)
})
