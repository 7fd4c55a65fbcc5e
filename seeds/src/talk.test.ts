import { must } from '@cg/domain/must'
import type { TalkPoint, TalkSeed } from '@cg/contract/talk'
import { talkFaults } from '@cg/services/catalogue/talk'
import { describe, expect, test } from 'vitest'
import { readCatalogue } from './catalogue-files.ts'

const catalogue = readCatalogue()
const talk = must(catalogue.talk)

/** The statements with one changed, as a file could hold them by mistake. */
function faultsWith(id: string, change: Partial<TalkPoint> | ((point: TalkPoint) => TalkPoint)): string[] {
  const points = talk.points.map((point) =>
    point.id !== id ? point : typeof change === 'function' ? change(point) : { ...point, ...change },
  )
  return talkFaults({ ...talk, points } satisfies TalkSeed, catalogue)
}

describe('the statements of the speech', () => {
  test('are all there, in their order, and each can be followed', () => {
    expect(talk.points.map(({ id }) => id)).toEqual(
      Array.from({ length: 131 }, (_, at) => `F${String(at + 1).padStart(3, '0')}`),
    )
    expect(talkFaults(talk, catalogue)).toEqual([])
    expect(talk.points.filter(({ why }) => why !== undefined)).toHaveLength(12)
  })

  test('end their reasons as sentences', () => {
    const reasons = talk.points.flatMap(({ page, open, why }) => [page?.words, open, why])
    expect(reasons.filter((words) => words !== undefined && !words.endsWith('。'))).toEqual([])
  })

  test('are refused with the number and what is wrong', () => {
    expect(faultsWith('F016', { figures: [{ indicator: 'NONE' }] })).toEqual(['第F016条用到指标 NONE，目录里没有它。'])
    expect(faultsWith('F016', { figures: [{ indicator: 'BF01', group: 'cluster:ships' }] })).toEqual([
      '第F016条用到指标 BF01 的分组 cluster:ships，它没有这一分组。',
    ])
    expect(faultsWith('F016', { figures: [{ indicator: 'QY09', area: 'centre' }] })).toEqual([
      '第F016条把指标 QY09 按区域相加，它不是可以相加的数。',
    ])
    expect(faultsWith('F016', { why: '不作统计。' })).toEqual([
      '第F016条应写明且只写明一种：指标、页面、尚无数据的原因或不能计量的原因。',
    ])
    expect(faultsWith('F016', { part: 'elsewhere' })).toEqual(['第F016条归在“elsewhere”下，没有这一部分。'])
    expect(faultsWith('F016', { id: 'F015' })).toEqual(['第F015条与前面一条编号相同。'])
    expect(faultsWith('F016', { part: 'opening' })).toEqual(['第F016条排在后面的部分之后，次序与讲话不符。'])
  })
})
