import { gallery } from '@cg/charts/testing/gallery'
import { must } from '@cg/domain/must'
import { describe, expect, test } from 'vitest'
import { csvText, renderCsv } from './csv.ts'

const model = must(gallery()[0])

describe('csv', () => {
  test('begins with a mark for Excel, then the header', () => {
    expect(renderCsv(model)).toMatch(/^\ufeff期次,单位代码,单位,指标代码,指标,值（%）,/)
  })

  test('keeps 未报, 不适用 and numbers apart', () => {
    const lines = renderCsv(model).split('\r\n')
    expect(lines.find((line) => line.includes('云岭满族自治县'))).toMatch(
      /^2026Q3,YC12,云岭满族自治县,JN03,技能培训覆盖率,未报,—,—,85\.0,85\.0,—,—,—,—,—,2021Q4,38\.0,—,未报,/,
    )
    expect(lines.find((line) => line.includes('丰泽县'))).toContain(',不适用,')
    expect(lines.find((line) => line.includes('江东区'))).toContain(',88.0,')
  })

  test('ends with the six lines', () => {
    for (const word of ['标题', '副标题', '数据来源', '截至', '口径', '注', '发布编号', '生成时间', '数据性质'])
      expect(renderCsv(model)).toMatch(new RegExp(`\r\n${word},`))
  })

  test.each(['=1+1', '+1', '-1+2', '@SUM(A1)', '\t=1', '\r=1', '＝1', '＋1', '－1', '＠x', ' =1', '|cmd'])(
    'the name %j cannot act as a formula',
    (name) => {
      const records = {
        ...model.records,
        rows: model.records.rows.map((row) => row.map((cell, at) => (at === 2 ? { text: name, value: null } : cell))),
      }
      const fields = renderCsv({ ...model, title: name, records }).split(/\r\n|,/)
      expect(fields.filter((field) => /^"?\s*[=+\-@|＝＋－＠\t\r]/.test(field))).toEqual([])
    },
  )

  test('a negative number stays a number', () => {
    const records = {
      ...model.records,
      rows: model.records.rows.map((row) =>
        row.map((cell, at) => (at === 5 ? { text: '-1,234.5', value: -1234.5 } : cell)),
      ),
    }
    expect(renderCsv({ ...model, records })).toContain(',-1234.5,')
  })
})

test('keeps a code that is a negative number as it is, and nothing else that begins like a formula', () => {
  const cells = ['-1', '-99.5', '-1+2', '-A1', '=1', '+1', '- 1', '-1e5']
  const [line] = csvText([cells]).replace('\ufeff', '').split('\r\n')
  expect(line).toBe("-1,-99.5,'-1+2,'-A1,'=1,'+1,'- 1,'-1e5")
})
