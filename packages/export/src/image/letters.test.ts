import { ChartRefusal } from '@cg/charts/refusal'
import { exportFontFamily, rareFontFamily } from '@cg/charts/theme'
import type { ChartModel } from '@cg/charts/model'
import { gallery } from '@cg/charts/testing/gallery'
import { must } from '@cg/domain/must'
import { createCanvas } from '@napi-rs/canvas'
import { describe, expect, test } from 'vitest'
import { renderChart } from '../render.ts'
import { loadFontsFor } from './fonts.ts'
import { missingLetters, refuseMissingLetters } from './letters.ts'
import { drawPicture } from './png.ts'

const model = must(gallery()[0])

/** The ink of one letter in both faces, as a picture draws it. */
function inkOf(letter: string, weight = 'normal'): string {
  loadFontsFor(letter)
  const canvas = createCanvas(40, 48)
  const context = canvas.getContext('2d')
  context.font = `${weight} 32px '${exportFontFamily}', '${rareFontFamily}'`
  context.fillText(letter, 2, 36)
  return Buffer.from(context.getImageData(0, 0, 40, 48).data.filter((_, at) => at % 4 === 3)).toString('base64')
}

function withName(name: string): ChartModel {
  if (model.body.form !== 'bars') throw new Error('no bars')
  const rows = model.body.rows.map((row, at) => (at === 2 ? { ...row, name } : row))
  return { ...model, body: { ...model.body, rows } }
}

describe('characters beyond GBK', () => {
  test.each(['㙍', '䢺', '𬒈', '䶮', '𫚕', '鿍'])(
    '%s of a name is drawn with a glyph of its own, in both weights',
    (letter) => {
      expect(missingLetters(letter)).toEqual([])
      for (const weight of ['normal', 'bold']) {
        expect([inkOf('\ue0ff', weight), inkOf(' ', weight)]).not.toContain(inkOf(letter, weight))
      }
      expect(inkOf(letter, 'bold')).not.toBe(inkOf(letter))
    },
  )

  test('a picture with such a name differs from one with another', async () => {
    const options = { preset: 'half', theme: 'light', isTransparent: false } as const
    const drawn = async (name: string) => Buffer.from((await drawPicture(withName(name), options)).pixels.buffer)
    expect((await drawn('㙍县')).equals(await drawn('䢺县'))).toBe(false)
  })
})

describe('characters that no bundled face has', () => {
  test.each(['😀', 'བོད', 'ئۇيغۇر', '𠀋'])('%s is missing', (text) => {
    expect(missingLetters(text)).toEqual([...new Set(text)])
  })

  test('are refused by name, with the text in which they stand', () => {
    expect(() => refuseMissingLetters({ ...model, title: '技能培训😀成绩' })).toThrow(
      '标题“技能培训😀成绩”中的“😀”（U+1F600）不在导出字体中，图片里画不出来。请改用其他字，或改为导出PPTX、XLSX、CSV。',
    )
    expect(() => refuseMissingLetters(withName('བོད'))).toThrow(/^名称“བོད”中的“བ”（U\+F56）、/)
    expect(() => refuseMissingLetters({ ...model, lines: { ...model.lines, note: '注：😀' } })).toThrow(/^注“注：😀”/)
  })

  test("stop PNG and outlined SVG, and no file that the reader's own fonts draw", async () => {
    const smile = { ...model, title: '😀' }
    await expect(renderChart(smile, { format: 'png' })).rejects.toThrow(ChartRefusal)
    await expect(renderChart(smile, { format: 'svg', letters: 'outlines' })).rejects.toThrow(ChartRefusal)
    for (const format of ['svg', 'pptx', 'xlsx', 'csv'] as const)
      expect((await renderChart(smile, { format })).bytes.length).toBeGreaterThan(100)
  })
})

test('the coverage says what the faces hold: no letter of the gallery is missing, the ends of every run are drawn', () => {
  for (const each of gallery({}, { state: 'preview', reason: '更正' })) refuseMissingLetters(each)
  const blank = inkOf(' ')
  const unknown = inkOf('\ue0ff')
  for (const letter of '!~一龥豈鶴㐀䶿鿿﨑￥')
    if (missingLetters(letter).length === 0) expect([blank, unknown], letter).not.toContain(inkOf(letter))
})

test('direction marks and invisible letters leave titles, names and notes before anything is drawn', async () => {
  const turned = { ...withName('临\u202e港\u2066区\u200b'), title: '覆盖率\u202e1.58\u202c' }
  const { bytes, fileName } = await renderChart(turned, { format: 'svg' })
  const svg = new TextDecoder().decode(bytes)
  expect(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u.test(svg + fileName)).toBe(false)
  expect(svg).toContain('覆盖率1.58')
  expect(svg).toContain('临港区')
})
