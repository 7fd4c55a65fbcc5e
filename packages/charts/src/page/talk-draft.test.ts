import type { TalkFacts, TalkFigure } from '@cg/contract/release/talk'
import type { TalkPoint } from '@cg/contract/talk'
import { must } from '@cg/domain/must'
import { expect, it } from 'vitest'
import { talkFacts } from '../testing/talk-fixture.ts'
import { talkDraft } from './talk-draft.ts'

const some = must(talkFacts().points.flatMap(({ shown }) => shown)[0])
const figure = (change: Partial<TalkFigure>): TalkFigure => ({
  ...some,
  isKnown: true,
  unit: '%',
  decimals: 1,
  value: 95.71,
  carriedFrom: null,
  lacking: [],
  base: { period: '2024Q4', value: 94.1 },
  ...change,
})

function sentence(point: Partial<TalkPoint>, shown: TalkFigure[], part: Partial<TalkFacts['parts'][number]> = {}) {
  const facts: TalkFacts = {
    ...talkFacts(),
    basePeriod: '2024Q4',
    parts: [{ code: 'own', name: '部分', ...part }],
    points: [{ point: { id: 'F001', part: 'own', quote: '', states: '', scope: 'city', ...point }, shown }],
  }
  const { text, filled, left } = talkDraft(facts)
  return [text.split('\n')[1], filled, left]
}

it('fills what has no time with the release’s figure, in the words of the sentence', () => {
  expect(sentence({ quote: '劳动合同签订率达到*%', asOf: '2024年末' }, [figure({})])).toEqual([
    '劳动合同签订率达到95.7%。',
    1,
    0,
  ])
  const people = { unit: '人', decimals: 0, value: 146_912 }
  expect(sentence({ quote: '技能人才总量达到万人' }, [figure(people)])[0]).toBe('技能人才总量达到14.7万人。')
  expect(sentence({ quote: '中小企业培训资源占比不足%' }, [figure({ value: 28.1 })])[0]).toBe(
    '中小企业培训资源占比不足29%。',
  )
})

it('fills what is said of the year of the speech with that year’s figure, and says the year', () => {
  const money = figure({ unit: '亿元', decimals: 2, value: 443.56, base: { period: '2024Q4', value: 844.96 } })
  expect(sentence({ quote: '其中第二产业增加值亿元', asOf: '2024年' }, [money])[0]).toBe(
    '2024年，第二产业增加值844.96亿元。',
  )
  expect(sentence({ quote: '2024年第二产业增加值亿元', asOf: '2024年' }, [money])[0]).toBe(
    '2024年第二产业增加值844.96亿元。',
  )
  expect(sentence({ quote: '第二产业增加值亿元', asOf: '2024年' }, [figure({ ...money, base: null })])).toEqual([
    '第二产业增加值亿元。',
    0,
    1,
  ])
})

it('leaves blank what it could only fill with something else', () => {
  const quote = '劳动合同签订率达到*%'
  const blank = [`${quote}。`, 0, 1]
  expect(sentence({ quote, scope: 'firm' }, [figure({})])).toEqual(blank)
  expect(sentence({ quote, scope: 'district' }, [figure({})])).toEqual(blank)
  expect(sentence({ quote, aim: { year: 2025, text: '全覆盖' } }, [figure({})])).toEqual(blank)
  expect(sentence({ quote }, [figure({})], { isPlan: true })).toEqual(blank)
  expect(sentence({ quote }, [figure({ carriedFrom: '2025Q4' })])).toEqual(blank)
  expect(sentence({ quote }, [figure({ lacking: ['岚谷县'] })])).toEqual(blank)
  expect(sentence({ quote }, [figure({ unit: '人' })])).toEqual(blank)
  expect(sentence({ quote: '去年签订率达到*%' }, [figure({})])[1]).toBe(0)
})

it('joins what goes on with the sentence before it, and dates the whole', () => {
  const clause = (id: string, quote: string, change: Partial<TalkFigure> = {}) => ({
    point: { id, part: 'own', quote, states: '', scope: 'city', asOf: '2024年' } as const,
    shown: [figure(change)],
  })
  const money = { unit: '亿元', decimals: 2, base: { period: '2024Q4', value: 844.96 } }
  const facts: TalkFacts = {
    ...talkFacts(),
    basePeriod: '2024Q4',
    parts: [{ code: 'own', name: '部分' }],
    points: [
      clause('F001', '第二产业增加值亿元', money),
      clause('F002', '占GDP比重达*%'),
      clause('F003', '签订率达到*%'),
    ],
  }
  expect(talkDraft(facts)).toEqual({
    text: '部分\n2024年，第二产业增加值844.96亿元，占GDP比重达94.1%。\n2024年，签订率达到94.1%。',
    statements: 3,
    filled: 3,
    left: 0,
  })
})

it('gives each blank its own figure, once', () => {
  const shown = [figure({ value: 11 }), figure({ value: 22 })]
  expect(sentence({ quote: '分别仅为中心城区的*%和*%' }, shown)[0]).toBe('分别仅为中心城区的11.0%和22.0%。')
  expect(sentence({ quote: '分别仅为中心城区的*%和*%' }, shown.slice(1))).toEqual([
    '分别仅为中心城区的22.0%和*%。',
    1,
    1,
  ])
})
