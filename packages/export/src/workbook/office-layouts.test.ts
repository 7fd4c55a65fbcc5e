import { describe, expect, it } from 'vitest'
import type { FormDetail } from '@cg/contract/entry'
import { matchForm } from './form-match.ts'
import type { FormMatch } from './form-match.ts'
import { form, row, unit } from './form.fixture.ts'
import type { Grid } from './grid.ts'

/*
 * Layouts as offices send them round. The grids are what the reader of workbooks gives; that reading has its own tests.
 */

type Line = readonly (string | number | null)[]
const sheet = (name: string, rows: readonly Line[], isHidden = false): Grid => ({ name, rows, isHidden })

function match(sheets: readonly Grid[], opened: FormDetail = form): FormMatch {
  return matchForm({ ok: true, sheets }, opened)
}

/** item and part, unit, text, place of what was taken. */
const takenFrom = (found: FormMatch) =>
  found.ok ? found.cells.map((one) => [`${one.item}${one.breakdown}`, one.unit, one.text, one.place].join(' ')) : found
const ignoredIn = (found: FormMatch) =>
  found.ok ? found.ignored.map(({ place, message }) => `${place} ${message}`) : []
const reasonOf = (found: FormMatch) => (found.ok ? null : found.reason)

/** A form that one district fills in for itself. */
const own: FormDetail = {
  ...form,
  head: { ...form.head, reporter: 'AP', reporterName: '安平区' },
  units: [unit('AP', '安平区')],
}

describe('one sheet a district', () => {
  const lines = (train: number, fresh: number): Line[] => [
    ['序号', '指标', '计量单位', '上季', '本季', '备注'],
    [1, '技能培训人次', '人', 9, train, '快报'],
    [null, '其中：规上企业', null, 8, 2, null],
    [2, '新增技能人才数', '百人', 7, fresh, null],
    ['注：本表于季后十日内报送。', null, null, null, null, null],
  ]
  const read = [
    'P_TRAIN AP 11 安平区!E3',
    'P_TRAINsize:above AP 2 安平区!E4',
    'P_NEW AP 1百人 安平区!E5',
    'P_TRAIN BS 22 2、北山!E3',
    'P_TRAINsize:above BS 2 2、北山!E4',
    'P_NEW BS 3百人 2、北山!E5',
  ]

  it('is read by the names on the tabs, and tells of each column that it leaves', () => {
    const found = match([
      sheet('安平区', [['技能培训情况表'], ...lines(11, 1)]),
      sheet('2、北山', [['技能培训情况表'], ...lines(22, 3)]),
      sheet('填表说明', [['请按口径填写']]),
    ])
    expect(takenFrom(found)).toEqual(read)
    expect(ignoredIn(found)).toEqual([
      '安平区!D2 “上季”不是本季度的数字，已略过',
      '2、北山!D2 “上季”不是本季度的数字，已略过',
      '填表说明 没有本表的指标和单位，没有读取',
    ])
  })

  it('is read by 填报单位 or the title where the tabs are numbers', () => {
    const found = match([
      sheet('Sheet1', [['填报单位：安平区　　　2026年10月'], ...lines(11, 1)]),
      sheet('Sheet2', [['填报单位', '北山区'], ...lines(22, 3)]),
    ])
    expect(takenFrom(found)).toEqual(
      read.map((one) => one.replace('安平区!', 'Sheet1!').replace('2、北山!', 'Sheet2!')),
    )
    const titled = match([sheet('Sheet1', [['北山区2026年第三季度技能培训情况'], ...lines(22, 3)])])
    expect(takenFrom(titled)).toEqual(read.slice(3).map((one) => one.replace('2、北山!', 'Sheet1!')))
  })

  it('is refused where tab and words name two districts, a district has two sheets, or its title another quarter', () => {
    const wrong = match([sheet('安平区', [['填报单位：北山区'], ...lines(1, 1)])])
    expect(reasonOf(wrong)).toBe('工作表“安平区”里写的是“北山区”，与工作表的名称不符。请核对后再上传。')
    const twofold = match([sheet('安平区', [['表'], ...lines(1, 1)]), sheet('安平', [['表'], ...lines(2, 1)])])
    expect(reasonOf(twofold)).toContain('2 张工作表（“安平区”、“安平”）')
    const old = match([sheet('安平区', [['2026年第二季度技能培训情况'], ...lines(1, 1)])])
    expect(reasonOf(old)).toContain('安平区!A1 写明是“2026年第二季度”')
  })

  it('is refused where two columns may be this quarter, naming both', () => {
    const found = match([
      sheet('安平区', [
        ['指标', '单位', '一', '二'],
        ['技能培训人次', '人', 1, 2],
      ]),
    ])
    expect(reasonOf(found)).toBe(
      '工作表“安平区”有 2 列数字（安平区!C1、安平区!D1），分不清哪一列是本季度的。请在本季度的一列上写“本季”后再上传。',
    )
  })

  it('is of the one district of its form though nothing names it, and refused when it names another', () => {
    const table: Line[] = [
      ['指标', '本期数'],
      ['技能培训人次', 12],
      ['新增技能人才数', '不适用'],
    ]
    expect(takenFrom(match([sheet('Sheet1', table)], own))).toEqual([
      'P_TRAIN AP 12 Sheet1!B2',
      'P_NEW AP 不适用 Sheet1!B3',
    ])
    const other = match([sheet('Sheet1', [['填报单位：北山区'], ...table])], own)
    expect(reasonOf(other)).toContain('写明填报单位是“北山区”，当前打开的是安平区的报表')
  })

  it('is read with its items side by side', () => {
    const found = match(
      [
        sheet('Sheet1', [
          ['技能培训人次', '新增技能人才数'],
          [12, 3],
        ]),
      ],
      own,
    )
    expect(takenFrom(found)).toEqual(['P_TRAIN AP 12 Sheet1!A2', 'P_NEW AP 3 Sheet1!B2'])
  })
})

describe('this quarter beside another', () => {
  it('is read where each district stands over 本季 and 上季, whichever comes first', () => {
    const found = match([
      sheet('数据', [
        ['指标', '安平区', null, '北山区', null],
        [null, '上季', '本季', '上季', '本季'],
        ['技能培训人次', 1, 2, 3, 4],
      ]),
    ])
    expect(takenFrom(found)).toEqual(['P_TRAIN AP 2 数据!C3', 'P_TRAIN BS 4 数据!E3'])
    expect(ignoredIn(found)).toEqual(['数据!B1 不是本季度数字的一列，已略过', '数据!D1 不是本季度数字的一列，已略过'])
  })

  it('is read from the block of 本季, not from that of 上季 before it', () => {
    const found = match([
      sheet('数据', [
        [null, '上季', null, '本季', null],
        ['指标', '安平区', '北山区', '安平区', '北山区'],
        ['技能培训人次', 1, 2, 3, 4],
      ]),
    ])
    expect(takenFrom(found)).toEqual(['P_TRAIN AP 3 数据!D3', 'P_TRAIN BS 4 数据!E3'])
    expect(ignoredIn(found)).toHaveLength(2)
  })

  it('is read where districts are the rows and each item stands over 上季 and 本季', () => {
    const found = match([
      sheet('数据', [
        ['区县', '技能培训人次', null, null, '新增技能人才数', null],
        [null, '上季', '本季', '同比增长（%）', '上季', '本季'],
        ['安平区', 1, 2, 100, 3, 4],
        ['北山区', 5, 6, 20, 7, 8],
        ['合计', 6, 8, 33, 10, 12],
      ]),
    ])
    expect(takenFrom(found)).toEqual([
      'P_TRAIN AP 2 数据!C3',
      'P_TRAIN BS 6 数据!C4',
      'P_NEW AP 4 数据!F3',
      'P_NEW BS 8 数据!F4',
    ])
    expect(ignoredIn(found)).toEqual([
      '数据!B1 不是本季度数字的一列，已略过',
      '数据!D1 不是本季度数字的一列，已略过',
      '数据!E1 不是本季度数字的一列，已略过',
      '数据!A5 “合计”由系统计算，已略过',
    ])
  })

  it('is refused where only last quarter is there', () => {
    const found = match([
      sheet('数据', [
        ['指标', '安平区', '北山区'],
        [null, '上季', '上季'],
        ['技能培训人次', 1, 2],
      ]),
    ])
    expect(reasonOf(found)).toContain('“安平”的数字（数据!B1）写明不是本季度的')
  })

  const table = (figure: number): Line[] => [
    ['指标', '安平区', '北山区'],
    ['技能培训人次', figure, figure],
  ]
  it('is the sheet whose tab or title names this quarter, and the others are told of', () => {
    const found = match([
      sheet('一季度', table(1)),
      sheet('表二', [['2026年第2季度'], ...table(2)]),
      sheet('三季度', table(3)),
      sheet('上季', table(4)),
    ])
    expect(takenFrom(found)).toEqual(['P_TRAIN AP 3 三季度!B2', 'P_TRAIN BS 3 三季度!C2'])
    expect(ignoredIn(found)).toEqual(['一季度', '表二', '上季'].map((name) => `${name} 是别的季度的数据，没有读取`))
    expect(reasonOf(match([sheet('甲', table(1)), sheet('三季度', table(3))]))).toContain(
      '2 张工作表（“甲”、“三季度”）',
    )
  })
})

describe('units of measure', () => {
  const table = (title: string, label: string, measure = ''): readonly Line[] => [
    [title],
    ['指标', '计量单位', '安平区'],
    [label, measure, 1.2],
    ['新增技能人才数', '', 3],
  ]
  const texts = (rows: readonly Line[], opened = form) => {
    const found = match([sheet('数据', rows)], opened)
    return found.ok ? found.cells.map(({ text }) => text) : found.reason
  }

  it.each([
    ['above the whole table', '单位：万人', '技能培训人次', '', ['1.2万人', '3万人']],
    ['in the title', '技能培训情况（单位：百人）', '技能培训人次', '', ['1.2百人', '3百人']],
    ['of a line before that of the table', '单位：万人', '技能培训人次（百人）', '', ['1.2百人', '3万人']],
    ['of people in other words', '单位：名', '技能培训人次', '位', ['1.2', '3']],
    ['of another quantity, which the reader of numbers refuses', '', '技能培训人次', '万人次', ['1.2万人次', '3']],
    ['of several at once', '单位：人、万元', '技能培训人次', '', ['1.2', '3']],
    ['beside the reporter', '填报单位：市人社局', '技能培训人次', '', ['1.2', '3']],
  ])('%s', (_, title, label, measure, expected) => {
    if (title.startsWith('填报单位')) {
      // Whose sheet it is, not what is counted.
      expect(texts(table(title, label, measure), own)).toContain('当前打开的是安平区的报表')
      return
    }
    expect(texts(table(title, label, measure))).toEqual(expected)
  })
})

describe('what stands around a table', () => {
  it('is passed over in words: notes, signatures, totals, groups of items and empty lines', () => {
    const found = match([
      sheet('数据', [
        ['云川市技能培训情况'],
        [null, null, null, null, null, '单位：人'],
        ['类别', '指标', '合计', '安平区', '北山区', '说明'],
        ['培训', '一、技能培训人次', 3, 1, 2, null],
        [null, '　其中：规上企业', 1, '不适用', 1, '另附'],
        ['人才', '二、新增技能人才数', 7, 3, 4, null],
        ['合计', null, 10, 4, 6, null],
        [],
        ['注：1.培训人次含线上。', null, null, null, null, null],
        ['填表人：张三', null, null, '审核人：李四', null, '2026年10月8日'],
      ]),
    ])
    expect(takenFrom(found)).toEqual([
      'P_TRAIN AP 1 数据!D4',
      'P_TRAIN BS 2 数据!E4',
      'P_TRAINsize:above AP 不适用 数据!D5',
      'P_TRAINsize:above BS 1 数据!E5',
      'P_NEW AP 3 数据!D6',
      'P_NEW BS 4 数据!E6',
    ])
    expect(ignoredIn(found)).toEqual([
      '数据!A7 “合计”由系统计算，已略过',
      '数据!A10 “填表人：张三”不是本表的指标，已略过',
      '数据!C3 “合计”由系统计算，已略过',
      '数据!F3 “说明”不是本表的单位，已略过',
    ])
  })

  it('a department that names itself above the table of all districts is read like any', () => {
    const found = match([
      sheet('数据', [
        ['填报单位：市人社局'],
        ['区县', '技能培训人次', '新增技能人才数'],
        ['安平区', 1, 2],
        ['北山区', 3, 4],
      ]),
    ])
    expect(takenFrom(found)).toHaveLength(4)
  })

  it('a district of two lines is refused, whatever the second says', () => {
    const found = match(
      [
        sheet('数据', [
          ['区县', '技能培训人次'],
          ['安平区', 1],
          ['安平', 2],
        ]),
      ],
      { ...form, rows: [row('P_TRAIN', '技能培训人次')] },
    )
    expect(reasonOf(found)).toContain('“安平”有两行（数据!A2、数据!A3）')
  })
})
