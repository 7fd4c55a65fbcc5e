import { describe, expect, it } from 'vitest'
import { readCsv } from './csv-grid.ts'
import { matchYardsticks } from './yardstick-match.ts'

const text = [
  '外部参照,,,,,',
  '公布日期,来源,参照,期次,指标,数值',
  '2026-02-10,"省统计局公报，第""3""号",全省,2025Q4,QY02,91.2',
  ',,,,,',
  '2026-02-10,年鉴,甲市,2025年,集体合同签订率,90',
].join('\r\n')

function matched(bytes: Uint8Array) {
  const book = readCsv(bytes)
  if (!book.ok) throw new Error(book.reason)
  return matchYardsticks(book)
}

describe('a file of outside figures', () => {
  it('is read by its heads, whatever their order, and its cells are named as a spreadsheet names them', () => {
    const found = matched(new TextEncoder().encode(text))
    if (!found.ok) throw new Error(found.reason)
    expect(found.rows).toMatchObject([
      {
        indicator: 'QY02',
        name: '全省',
        period: '2025Q4',
        value: '91.2',
        source: '省统计局公报，第"3"号',
        numerator: '',
      },
      { indicator: '集体合同签订率', name: '甲市', value: '90', publishedOn: '2026-02-10' },
    ])
    expect(found.placeOf(0, 3)).toBe('数据!F3（数值）')
    expect(found.placeOf(1, 0)).toBe('数据!E5（指标）')
  })

  it('may be saved by a Chinese Excel', () => {
    // 指标,期次,参照,来源,公布日期 in GB 18030.
    const bytes = Uint8Array.from(
      Buffer.from('d6b8b1ea2cc6dab4ce2cb2ced5d52cc0b4d4b42cb9abb2bcc8d5c6da0a512c322cc8abcaa12cc4eab0ef2c33', 'hex'),
    )
    expect(matched(bytes)).toMatchObject({ ok: true, rows: [{ indicator: 'Q', name: '全省' }] })
  })

  it('without its heads is refused with what to write', () => {
    expect(matched(new TextEncoder().encode('a,b\n1,2'))).toMatchObject({ ok: false, reason: /没有找到表头/ })
    expect(matched(new TextEncoder().encode('指标,期次\nQY02,2025Q4'))).toMatchObject({
      ok: false,
      reason: /缺少“参照”/,
    })
  })
})
