import { chartKinds } from '@cg/contract/chart'
import { resultStates } from '@cg/domain/cell'
import { describe, expect, test } from 'vitest'
import { chartFromSpec } from './from-spec.ts'
import { withCorrection } from './lines.ts'
import { footerLines } from './model.ts'
import { indicatorFacts, rankingFacts, scoreFacts } from './testing/fixtures.ts'
import { gallery } from './testing/gallery.ts'

describe('every chart', () => {
  test.each(gallery().map((model) => [model.kind, model] as const))(
    '%s carries six lines, a table, records, alt text and a file name',
    (_, model) => {
      expect(footerLines(model.lines).join('｜')).toMatch(
        /数据来源：.+截至2026年9月30日.+口径：.+发布编号：CG-2026Q3-01（正式发布）.+生成时间：2026年10月28日 09:30.*演示数据/,
      )
      expect(model.lines.subtitle).not.toBe('')
      expect(model.table.rows.length).toBeGreaterThan(0)
      expect(model.records.rows.every((row) => row.length === model.records.columns.length)).toBe(true)
      expect(model.table.rows.every((row) => row.length === model.table.columns.length)).toBe(true)
      expect(model.altText.length).toBeGreaterThan(20)
      expect(model.file.subject).not.toBe('')
      expect(model.title.length).toBeLessThanOrEqual(56)
    },
  )

  test('is plain data: it crosses to a worker unchanged', () => {
    for (const model of gallery()) expect(structuredClone(model)).toEqual(model)
  })

  test('all kinds are in the gallery', () => {
    expect(gallery().map((model) => model.kind)).toEqual([...chartKinds])
  })

  test('a preview is watermarked, a correction says why', () => {
    expect(gallery({}, { state: 'preview' }).every((model) => model.watermark === '试看 · 未发布')).toBe(true)
    for (const model of gallery({}, { sequence: 2, reason: '安平县更正' })) {
      expect(model.lines.release).toContain('修订发布')
      expect(model.lines.note).toContain('安平县更正')
    }
  })

  test('of a superseded release names the release that corrected it, on every footer', () => {
    for (const model of gallery()) {
      const corrected = withCorrection(model, 'CG-2026Q3-02')
      expect(footerLines(corrected.lines).join('｜')).toContain('本发布已被 CG-2026Q3-02 更正')
      expect(withCorrection(model, null)).toBe(model)
    }
  })

  test('a spec over facts of another kind is refused in Chinese', () => {
    expect(() => chartFromSpec({ kind: 'trend', measure: 'JN03' }, { facts: 'ranking', data: rankingFacts() })).toThrow(
      /请换一种图表/,
    )
    expect(() =>
      chartFromSpec({ kind: 'contribution', focus: 'XX' }, { facts: 'ranking', data: scoreFacts() }),
    ).toThrow(/focus/)
    expect(() =>
      chartFromSpec({ kind: 'contribution', focus: 'YC01' }, { facts: 'ranking', data: rankingFacts() }),
    ).toThrow(/没有分项得分/)
  })
})

describe('a ranking', () => {
  test('keeps zero, 未报 and every other state apart', () => {
    const facts = rankingFacts({
      value: [0, ...resultStates.slice(1).map(() => null), 5, 6, 7, 8],
      state: ['reported', ...resultStates.slice(1), 'reported', 'reported', 'reported', 'reported'],
      rank: [5, ...resultStates.slice(1).map(() => null), 4, 3, 2, 1],
      unrankedReason: Array.from({ length: 12 }, () => null),
    })
    const { body } = chartFromSpec({ kind: 'district-ranking', measure: 'JN03' }, { facts: 'ranking', data: facts })
    if (body.form !== 'bars') throw new Error('not bars')
    const zero = body.rows.find((row) => row.key === 'YC01')
    expect([zero?.figure.value, zero?.figure.text, zero?.reason]).toEqual([0, '0.0', null])
    const reasons = body.rows.filter((row) => row.figure.value === null).map((row) => row.reason)
    // 不可计算 is one word, whether there is nothing to divide by or a unit is missing.
    expect(new Set(reasons).size).toBe(resultStates.length - 2)
  })

  test('puts ranked units by rank, ties and unranked ones in protocol order, and shares ranks', () => {
    const { body, table } = chartFromSpec(
      { kind: 'district-ranking', measure: 'JN03' },
      { facts: 'ranking', data: rankingFacts() },
    )
    if (body.form !== 'bars') throw new Error('not bars')
    expect(body.rows.map((row) => `${row.rank} ${row.name}`)).toEqual([
      '1 经开区', '2 高新区', '3 江东区', '4 江北区', '4 河西区', '6 临港区', '7 东湖市', '8 安平县', '9 南屏市', '10 青石县', ' 丰泽县', ' 云岭满族自治县',
    ]) // prettier-ignore
    expect(table.rows.map((row) => row[1]?.text)).toEqual(body.rows.map((row) => row.name))
  })

  test('starts bars at zero and says where other axes start', () => {
    for (const model of gallery()) {
      if (model.body.form === 'bars') expect(model.body.scale.from).toBe(0)
      if (model.body.form === 'dumbbell' || model.body.form === 'lines')
        expect(model.lines.note).toMatch(new RegExp(`数值轴自${model.body.scale.from}起`))
    }
  })

  test('colours only the two units in focus', () => {
    const { body } = chartFromSpec(
      { kind: 'district-ranking', measure: 'JN03', focus: 'YC09', compare: 'YC01' },
      { facts: 'ranking', data: rankingFacts() },
    )
    if (body.form !== 'bars') throw new Error('not bars')
    expect(body.rows.filter((row) => row.tone !== 'context').map((row) => [row.key, row.tone])).toEqual([
      ['YC01', 'compare'],
      ['YC09', 'focus'],
    ])
  })

  test('scores that all end near the top are dots on an axis that says where it begins; a spread one is bars from zero', () => {
    const spread = scoreFacts()
    const alike = scoreFacts({ value: spread.value.map((value) => (value === null ? null : 85 + value / 8)) })
    const [bars, dots] = [spread, alike].map((data) =>
      chartFromSpec({ kind: 'district-ranking' }, { facts: 'ranking', data }),
    )
    if (bars?.body.form !== 'bars' || dots?.body.form !== 'bars') throw new Error('not bars')
    expect([bars.body.mark, bars.body.scale.from]).toEqual(['bar', 0])
    expect(bars.lines.note).not.toContain('数值轴自')
    expect([dots.body.mark, dots.body.scale.from]).toEqual(['dot', 92])
    expect(dots.lines.note).toContain('数值轴自92起')
  })

  test('draws beside every light the goal it was judged by, not the year-end target', () => {
    const base = rankingFacts()
    const expected = base.value.map((_, at) => 70 + at)
    const light = base.value.map(
      (value, at) => (value === null || at === 0 ? null : value >= 70 + at ? 'met' : 'late') as 'met' | 'late' | null,
    )
    const indicator = indicatorFacts()
    const models = [
      chartFromSpec(
        { kind: 'district-ranking', measure: 'JN03' },
        { facts: 'ranking', data: rankingFacts({ expected, light, target: expected.map(() => 95) }) },
      ),
      chartFromSpec(
        { kind: 'by-unit', measure: 'JN03' },
        { facts: 'indicator', data: { ...indicator, current: { ...indicator.current, expected, light } } },
      ),
    ]
    for (const { body } of models) {
      if (body.form !== 'bars') throw new Error('not bars')
      expect(body.targetWord).toBe('时序目标')
      for (const row of body.rows) {
        expect([row.key, row.target === null]).toEqual([row.key, row.light === null])
        if (row.light !== null && row.target !== null && row.figure.value !== null)
          expect([row.key, row.light]).toEqual([row.key, row.figure.value >= (row.target.value ?? 0) ? 'met' : 'late'])
      }
    }
  })

  test('carries the change of place and the brackets of the right units', () => {
    const facts = scoreFacts()
    const { body } = chartFromSpec({ kind: 'district-ranking' }, { facts: 'ranking', data: facts })
    if (body.form !== 'bars') throw new Error('not bars')
    for (const row of body.rows) {
      const at = facts.units.code.indexOf(row.key)
      const [before, now] = [facts.previousRank[at] ?? null, facts.rankAmongCommon[at] ?? facts.rank[at] ?? null]
      const moved = before === null || now === null ? 0 : before - now
      expect([row.key, row.move?.text.replace(/[–—]/, '0') ?? '']).toEqual([
        row.key,
        now === null ? '' : moved === 0 ? '0' : moved > 0 ? `↑${moved}` : `↓${-moved}`,
      ])
    }
    const bracketed = body.brackets.flatMap(({ first, last }) => body.rows.slice(first, last + 1).map((row) => row.key))
    expect(bracketed.toSorted()).toEqual(
      facts.groups
        .flat()
        .map((at) => facts.units.code[at] ?? '')
        .toSorted(),
    )
    expect(bracketed.length).toBeGreaterThan(1)
    const protocol = chartFromSpec({ kind: 'district-ranking', sort: 'protocol' }, { facts: 'ranking', data: facts })
    expect(protocol.body.form === 'bars' && protocol.body.brackets).toEqual([])
  })

  test('draws every unit of a city that has set no square, or only some', () => {
    const facts = rankingFacts()
    const nowhere = facts.units.code.map(() => null)
    for (const [tileRow, words] of [
      [nowhere, '方格按行政区划顺序排列'],
      [facts.units.tileRow.with(2, null), '未设方格位置，按行政区划顺序列于下方'],
    ] as const) {
      const { body, lines } = chartFromSpec(
        { kind: 'tile-map', measure: 'JN03' },
        { facts: 'ranking', data: rankingFacts({ units: { ...facts.units, tileRow } }) },
      )
      if (body.form !== 'tiles') throw new Error('not tiles')
      expect(body.tiles.map((tile) => tile.key)).toEqual(facts.units.code)
      expect(new Set(body.tiles.map((tile) => `${tile.row} ${tile.column}`)).size).toBe(facts.units.code.length)
      expect(lines.note).toContain(words)
    }
  })
})
