import { expect, it } from 'vitest'
import { parsePeriod } from './period.ts'
import { originSentence, pastWords, successionWords } from './unit-succession.ts'

const from = parsePeriod('2026Q4')
const [ap, bs, ya] = [
  { code: 'AP', name: '安平区' },
  { code: 'BS', name: '北山区' },
  { code: 'YA', name: '云安区' },
]

it('says a merge and a split from both sides', () => {
  const merge = { kind: 'merge' as const, from, predecessors: [ap, bs], successors: [ya] }
  expect(successionWords(merge)).toBe('2026年第四季度起，安平区、北山区合并为云安区')
  const split = { kind: 'split' as const, from, predecessors: [ya], successors: [ap, bs] }
  expect(successionWords(split)).toBe('2026年第四季度起，云安区拆分为安平区、北山区')
})

it('says how a unit came to be and what stands before', () => {
  const merge = { kind: 'merge' as const, from, predecessors: ['安平区', '北山区'] }
  expect(originSentence(merge, true)).toBe(
    '2026年第四季度由安平区、北山区合并成立；此前各季，能相加的指标按合并前各单位合计重算，不参与当时的排名。',
  )
  expect(originSentence(merge, false)).toBe('2026年第四季度由安平区、北山区合并成立，此前没有可比数据。')
  const split = { kind: 'split' as const, from, predecessors: ['云安区'] }
  expect(originSentence(split, false)).toBe('2026年第四季度由云安区析出，此前没有自己的数据。')
  expect(originSentence({ kind: 'new', from, predecessors: [] }, false)).toBe('2026年第四季度起设立，此前没有数据。')
})

it('says of a line whether its quarters before a merge are reckoned again, and why not', () => {
  const origin = { kind: 'merge' as const, name: '云安', from, predecessors: ['安平', '北山'] }
  const past = { origin, unrestated: null, lacking: [], mayCountTwice: false }
  expect(pastWords(past)).toBe('云安2026年第三季度及以前按合并前的安平、北山合计重算，不参与当时的排名')
  expect(pastWords({ ...past, mayCountTwice: true })).toBe(
    '云安2026年第三季度及以前按合并前的安平、北山合计重算，人数可能重复计数，不参与当时的排名',
  )
  const lacking = [{ period: parsePeriod('2026Q1'), words: '北山未报' }]
  expect(pastWords({ ...past, lacking })).toBe(
    '云安2026年第三季度及以前按合并前的安平、北山合计重算，不参与当时的排名，其中2026年第一季度北山未报，不重算',
  )
  expect(pastWords({ ...past, unrestated: 'lacking', lacking })).toBe(
    '云安2026年第四季度由安平、北山合并成立，2026年第一季度北山未报，不能重算，2026年第三季度及以前没有可比数据',
  )
  const many = ['2025Q1', '2025Q2', '2025Q3', '2025Q4'].map((code) => ({
    period: parsePeriod(code),
    words: '安平不公布',
  }))
  expect(pastWords({ ...past, lacking: [...many, ...lacking] })).toBe(
    '云安2026年第三季度及以前按合并前的安平、北山合计重算，不参与当时的排名，其中4个季度安平不公布，2026年第一季度北山未报，不重算',
  )
  expect(pastWords({ ...past, unrestated: 'formula' })).toBe(
    '云安2026年第四季度由安平、北山合并成立，该指标不能由合并前各单位的数相加得出，2026年第三季度及以前没有可比数据',
  )
  expect(pastWords({ ...past, origin: { ...origin, kind: 'split', predecessors: ['云山'] } })).toBe(
    '云安2026年第四季度由云山析出，此前没有自己的数据',
  )
  expect(pastWords({ ...past, origin: { ...origin, kind: 'new', predecessors: [] } })).toBe(
    '云安2026年第四季度起设立，此前没有数据',
  )
})
