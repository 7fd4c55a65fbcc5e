import { describe, expect, test } from 'vitest'
import { talkFacts } from '../testing/talk-fixture.ts'
import { pageFrom } from './page.ts'
import { talkCounts, talkSections, talkTitle } from './talk.ts'

const facts = talkFacts()
const lines = talkSections(facts, undefined).flatMap(({ rows }) => rows.flatMap((row) => row.lines))
const lineOf = (indicator: string) => lines.find((line) => line.indicator === indicator)

describe('the statements of the speech in words', () => {
  test('says how many can be measured, how many have all their figures, and how many are behind', () => {
    expect(talkTitle(facts)).toBe('讲话中可以计量的5条表述，2条有本期数据，1条未达标')
    expect(talkCounts(facts)).toMatchObject({ all: 6, measurable: 5, figured: 2, unmet: 1, lacking: 2, unmeasured: 1 })
  })

  test('dates what is no figure of the quarter, and says whom it lacks', () => {
    expect(lineOf('JN01')?.now).toEqual({ text: '4,781场', note: '2026年1—3季度累计，缺岚谷县' })
    expect(lineOf('JN01')?.base).toEqual({ text: '8,996场', note: '2024年全年' })
    expect(lineOf('JN01')?.change).toEqual({ text: '增长5.2%', note: '2025年全年为9,468场' })
    expect(lineOf('SZ01')?.now.note).toBe('2026年第一季度的数据')
  })

  test('holds a figure against the number of the speech where nothing was published, as exactly as it was said', () => {
    expect(lineOf('BF01')).toMatchObject({
      base: { text: '1.2万人', note: '讲话数' },
      change: { text: '持平', note: '与讲话数相比' },
    })
  })

  test('says of a group that its earlier figure is not listed, never that none was published', () => {
    const points = facts.points.map((one) => ({ ...one, shown: one.shown.map((own) => ({ ...own, said: null })) }))
    const notes = talkSections({ ...facts, points }, undefined).flatMap(({ rows }) =>
      rows.flatMap((row) => row.lines.flatMap(({ figure, base }) => (figure.group === '' ? [] : [base.note]))),
    )
    expect(notes).toEqual(['分组只列本期，未列2024年末的数'])
  })

  test('keeps apart what was not reported, what is not compared, and what the release did not have yet', () => {
    expect(lineOf('QY16')).toMatchObject({ now: { text: '未报' }, change: { text: '—', note: '' }, standing: '未报' })
    expect(lineOf('SZ01')?.change.note).toBe('两期缺报的单位不同，不作比较')
    expect(lineOf('BF07')).toMatchObject({ now: { text: '—', note: '这次发布时还没有这个指标' }, standing: '' })
  })

  test('names the better end of the units first', () => {
    expect(lineOf('QY09')?.ends).toEqual(['最高 经开区 98.2%', '最低 丰泽县 81.0%'])
    expect(lineOf('QY16')?.ends[0]).toMatch(/^最低/u)
  })

  test('tells a material what is behind, and each part by its heading', () => {
    const { told = [] } = pageFrom({ page: 'talk', talk: facts }, {}, null)
    expect(told.map(({ title, isAlone }) => [title, isAlone])).toEqual([
      ['未达标的表述', false],
      ['会议与实施方案', true],
      ['二、（一）权益保障机制', true],
    ])
    expect(told[0]?.lists).toEqual([
      {
        title: '二、（一）权益保障机制',
        items: [
          '规上工业企业思政工作联络员覆盖率：82.1%（2026年第一季度的数据）；2024年末92.2%，两期缺报的单位不同，不作比较；2026年目标93.0%，滞后。',
        ],
        empty: '',
      },
    ])
    expect(told[2]?.lists[0]?.items).toContain(
      '基本养老保险参保率：92.7%；2024年末90.9%，提高1.8个百分点；2026年目标93.0%，达标。',
    )
    expect(JSON.stringify(told)).not.toContain('不作统计')
    const lacking = pageFrom({ page: 'talk', talk: facts }, { show: 'lacking' }, null).told ?? []
    expect(lacking[0]?.title).toBe('未有数据的表述')
    expect(JSON.stringify(lacking)).not.toContain('基本养老保险')
  })

  test('leaves as a file with every statement that is listed, and refuses an empty list', () => {
    const words = JSON.stringify(pageFrom({ page: 'talk', talk: facts }, { show: 'lacking' }, null))
    expect(words).toContain('目前没有收集这项数据。')
    expect(words).toContain('只列未有数据的')
    const { blocks } = pageFrom({ page: 'talk', talk: facts }, {}, null)
    expect(blocks.map(({ title }) => title)).toEqual(['概况', '会议与实施方案', '二、（一）权益保障机制'])
    expect(words).not.toContain('10名产业工人代表')
    const without = { ...facts, points: facts.points.slice(0, 2) }
    expect(() => pageFrom({ page: 'talk', talk: without }, { show: 'unmet' }, null)).toThrow(/未达标/u)
  })
})
