import { expect, it } from 'vitest'
import { parsePeriod } from './period.ts'
import { originWords, successionWords } from './unit-succession.ts'

const from = parsePeriod('2026Q4')
const [ap, bs, ya] = [
  { code: 'AP', name: '安平区' },
  { code: 'BS', name: '北山区' },
  { code: 'YA', name: '云安区' },
]

it('says a merge and a split from both sides', () => {
  const merge = { kind: 'merge' as const, from, predecessors: [ap, bs], successors: [ya] }
  expect(successionWords(merge)).toBe('2026年第四季度起，安平区、北山区合并为云安区')
  expect(originWords(merge)).toBe('2026年第四季度由安平区、北山区合并成立，此前没有可比数据。')
  const split = { kind: 'split' as const, from, predecessors: [ya], successors: [ap, bs] }
  expect(successionWords(split)).toBe('2026年第四季度起，云安区拆分为安平区、北山区')
  expect(originWords(split)).toBe('2026年第四季度由云安区析出，此前没有可比数据。')
})
