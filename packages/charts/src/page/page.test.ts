import type { PageAnswers, PageParams } from '@cg/contract/release/page'
import { sentence } from '@cg/domain/claim/claim'
import { must } from '@cg/domain/must'
import { describe, expect, it } from 'vitest'
import { matrixFacts, rankingFacts, release } from '../testing/fixtures.ts'
import { pageAnswers } from '../testing/page-fixture.ts'
import { analysisLines } from './equity.ts'
import type { PageModel } from './page-model.ts'
import { pageFrom } from './page.ts'

const titlesOf = ({ blocks }: PageModel): string[] => blocks.map(({ title }) => title)

function pageOf(page: PageAnswers['page'], params: PageParams = {}): PageModel {
  const unit = must(pageAnswers.unit.matrix.units.code[0])
  return pageFrom(pageAnswers[page], page === 'unit' ? { unit, ...params } : params, null)
}

describe('a page as a file', () => {
  it.each(Object.keys(pageAnswers) as PageAnswers['page'][])(
    'has a title, a source, its release and no block without words: %s',
    (page) => {
      const model = pageOf(page)
      expect(model.title).not.toBe('')
      expect(model.lines).toMatchObject({ release: `发布编号：${release.code}（正式发布）`, asOf: '截至2026年9月30日' })
      expect(model.notes[0]).toMatch(/^数据来源：./u)
      expect(model.blocks.length).toBeGreaterThan(0)
      expect(titlesOf(model).every((title) => title !== '')).toBe(true)
      expect(structuredClone(model)).toEqual(model)
    },
  )

  it('says first what its screen says first', () => {
    const { overview } = pageAnswers.overview
    expect(pageOf('overview').title).toBe(sentence(must(overview.claims[0])))
    const { claims } = pageAnswers.targets.city
    const { title, subtitle } = pageOf('targets', { year: 2025 })
    const [first = '', ...rest] = sentence(must(claims[0])).split('；')
    expect([title, subtitle.startsWith(rest.join('；'))]).toEqual([first, true])
    expect(pageOf('targets').title).toMatch(/^2026年目标/u)
  })

  it('prints the ranking in the form that its address asks for, and its table in the order of places', () => {
    const [first] = pageOf('ranking', { view: 'interval' }).blocks
    expect(first).toMatchObject({ kind: 'panel', model: { kind: 'rank-interval' }, isDrawn: true })
    const bars = must(pageOf('ranking').blocks[0])
    const names =
      bars.kind === 'panel' ? must(bars.tables[0]).rows.map((row) => (row.kind === 'row' ? row.cells : [])) : []
    expect(names[0]?.map(({ text }) => text)).toContain('1')
  })

  it('takes a unit that the address marks instead of the whole city', () => {
    const focus = must(pageAnswers.ranking.ranking.units.code[0])
    expect(titlesOf(pageOf('ranking'))).toContain('全市情况')
    const titles = titlesOf(pageOf('ranking', { focus }))
    expect(titles).toContain(pageAnswers.ranking.ranking.units.name[0])
    expect(titles).not.toContain('全市情况')
  })

  it('takes along the small charts that 对比 shows, of the units and quarters that the address names', () => {
    const { matrix } = pageAnswers.compare
    const { indicator } = pageAnswers.indicator
    const [one, two] = matrix.units.code
    const page = pageFrom(
      { page: 'compare', matrix, indicator, history: null },
      { units: `${one},${two}`, axes: 'own' },
      null,
    )
    const panes = must(page.blocks.find((block) => 'model' in block && block.model.kind === 'multiples'))
    if (!('model' in panes) || panes.model.body.form !== 'panes') throw new Error('no small charts')
    expect([panes.model.body.panes.length, panes.model.lines.subtitle]).toEqual([
      2,
      expect.stringContaining('各用纵轴'),
    ])
    expect(titlesOf(pageOf('compare'))).toHaveLength(1)
  })

  it('is the history that the address asks 对比 for, of a unit’s commitments or of an indicator’s units', () => {
    const { matrix } = pageAnswers.compare
    const { targets } = pageAnswers.targets
    const asked = { page: 'compare', matrix, indicator: null, history: targets } as const
    const ofCity = pageFrom(asked, { over: 'indicators' }, null)
    expect(titlesOf(ofCity)).toEqual(['各季与目标比'])
    const { indicator } = pageAnswers.indicator
    const ofUnits = pageFrom({ ...asked, indicator, history: null }, { over: 'units' }, null)
    expect([ofUnits.title, titlesOf(ofUnits)]).toEqual([`${indicator.indicator.name}各单位历季情况`, ['各季与全市比']])
    const none = () => pageFrom({ ...asked, history: null }, { over: 'units' }, null)
    expect(none).toThrow('本期没有考核指标，不能按季度对照')
  })

  it('takes along 分析 of the gap shown, in the words of the screen', () => {
    const { analysed } = pageAnswers.equity
    const block = must(pageOf('equity').blocks.find(({ title }) => title.startsWith('分析：')))
    expect(block).toMatchObject({ kind: 'sentences', lists: [{ items: analysisLines(analysed) }] })
    const bare = pageFrom({ ...pageAnswers.equity, analysed: { ...analysed, inequality: null } }, {}, null)
    expect(JSON.stringify(bare.blocks)).toContain('该指标本期不计算差异')
    expect(titlesOf(pageFrom({ ...pageAnswers.equity, analysed: null }, {}, null))).not.toContain(block.title)
  })

  it('refuses a unit that the release does not have, by its code', () => {
    expect(() => pageOf('unit', { unit: 'NOWHERE' })).toThrow('没有代码为 NOWHERE 的单位')
  })

  it('says of a release without a scheme that there is no score', () => {
    const model = pageFrom({ ...pageAnswers.unit, score: null }, { unit: must(matrixFacts().units.code[0]) }, null)
    expect(model.blocks[0]).toMatchObject({ kind: 'facts', title: '综合得分' })
    expect(JSON.stringify(model.blocks[0])).toContain('本期没有综合得分')
  })

  it('lists the figures of what has no places without a drawing, and says why', () => {
    const ranking = rankingFacts({ notRanked: '有数值的单位不足3个，不作排名。' })
    const [first] = pageFrom({ page: 'ranking', ranking }, {}, null).blocks
    expect(first).toMatchObject({ isDrawn: false, told: ['有数值的单位不足3个，不作排名。'] })
  })

  it('says of a superseded release which one corrected it, on its own and on each of its charts', () => {
    const page = pageFrom(pageAnswers.ranking, {}, 'CG-2026Q3-02')
    expect(page.lines.release).toContain('本发布已被 CG-2026Q3-02 更正')
    for (const block of page.blocks)
      if (block.kind === 'panel') expect(block.model.lines.release).toContain('CG-2026Q3-02')
  })
})
