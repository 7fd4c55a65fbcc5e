import { describe, expect, it } from 'vitest'
import { must } from '@cg/domain/must'
import { formDetail } from '../../../testing/form.fixture.ts'
import { cellPlace, rowName } from '../editor/form-cells.ts'
import { readLabelled } from './labelled-paste.ts'

const detail = formDetail()

/** Rows of tabs, as Excel puts them; each cell's name with what would be written. */
function read(text: string, anchor = 0) {
  const found = readLabelled(
    detail,
    anchor,
    text.split('\n').map((line) => line.split('\t')),
  )
  if (found === null) return null
  const edits = found.edits.map(({ index, text: written }) => {
    const { row, unit } = cellPlace(detail, index)
    return `${unit.shortName} ${rowName(row)} ${written}`
  })
  return { ...found, edits }
}

describe('a pasted block with names', () => {
  const both = [
    '东湾区 产业工人总数 1100',
    '西屏区 产业工人总数 2100',
    '东湾区 规上企业工人数 410',
    '西屏区 规上企业工人数 900',
  ]

  it('goes where its names say, wherever it is pasted', () => {
    const text = '指标\t东湾区\t西屏区\n产业工人总数\t1100\t2100\n规上企业工人数\t410\t900'
    expect([read(text)?.edits, read(text, 4)?.edits]).toEqual([both, both])
    expect(read(text)).toMatchObject({ ignored: [], assumed: null, refusal: null, converted: [] })
  })

  it('is the same lying on its side, in another order, with short names', () => {
    const text = '单位名称\t规上企业工人数\t产业工人总数\n西屏\t900\t2100\n东湾\t410\t1100'
    expect(read(text)?.edits.toSorted()).toEqual(both.toSorted())
  })

  it('tells what it does not take: totals, numbers of lines, other items', () => {
    const found = read('序号\t指标\t合计\t东湾区\n1\t产业工人总数\t3200\t1100\n2\t退休人数\t9\t8')
    expect(found?.edits).toEqual(['东湾区 产业工人总数 1100'])
    expect(found?.ignored).toEqual(['“合计”由系统计算', '“退休人数”不是本表的指标'])
  })

  it('takes the unit of measure from its column and from the label', () => {
    expect(read('指标\t计量单位\t东湾区\n产业工人总数\t万人\t0.11')).toMatchObject({
      edits: ['东湾区 产业工人总数 0.11万人'],
      converted: ['产业工人总数：万人 → 人'],
    })
    expect(read('指标\t东湾区\n产业工人总数（百人）\t11')?.edits).toEqual(['东湾区 产业工人总数 11百人'])
    expect(read('指标\t东湾区\n产业工人总数（人）\t1100')).toMatchObject({
      edits: ['东湾区 产业工人总数 1100'],
      converted: [],
    })
  })

  it('takes a part without a unit of measure of its own in that of its whole', () => {
    const [whole, part] = [must(detail.rows[0]), must(detail.rows[1])]
    const inParts = {
      ...detail,
      rows: [whole, { ...part, item: whole.item, breakdown: 'size:above', breakdownName: '规上企业' }],
    }
    const texts = (measure: string) => [
      ['指标', '东湾区'],
      ['产业工人总数（百人）', '11'],
      [`其中：规上企业${measure}`, '4'],
    ]
    expect(readLabelled(inParts, 0, texts(''))?.edits.map(({ text }) => text)).toEqual(['11百人', '4百人'])
    expect(readLabelled(inParts, 0, texts('（人）'))?.edits.map(({ text }) => text)).toEqual(['11百人', '4'])
  })

  it('with names on one side goes on from the cell it was pasted at, and says so', () => {
    const anchor = detail.units.length
    expect(read('西屏区\t东湾区\n900\t410', anchor)).toMatchObject({
      edits: ['西屏区 规上企业工人数 900', '东湾区 规上企业工人数 410'],
      assumed: '粘贴的内容没有数据项名称，自“规上企业工人数”起依次放入',
    })
    expect(read('产业工人总数\t7\t8')).toMatchObject({
      edits: ['东湾区 产业工人总数 7', '西屏区 产业工人总数 8'],
      assumed: '粘贴的内容没有单位名称，自“东湾区”起依次放入',
    })
  })

  it('of two quarters beside each other is refused, and a block of numbers is none', () => {
    expect(read('指标\t东湾区\t东湾区\n产业工人总数\t1\t2')).toMatchObject({
      edits: [],
      refusal: expect.stringContaining('“东湾区”') as string,
    })
    expect(read('1\t2\n3\t4')).toBeNull()
    expect(must(read('不适用\t东湾区')).edits).toEqual([])
  })
})
