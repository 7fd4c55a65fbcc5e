import { exportFontFamily } from '@cg/charts/theme'
import { gallery } from '@cg/charts/testing/gallery'
import { createCanvas } from '@napi-rs/canvas'
import { expect, test } from 'vitest'
import { MissingFontError, loadFonts } from './fonts.ts'
import { renderSvg } from './svg.ts'

/** The ink of one letter as text, so that two drawings can be compared. */
function inkOf(letter: string, weight = 'normal'): string {
  const canvas = createCanvas(40, 48)
  const context = canvas.getContext('2d')
  context.font = `${weight} 32px "${exportFontFamily}"`
  context.fillText(letter, 2, 36)
  return Buffer.from(context.getImageData(0, 0, 40, 48).data.filter((_, at) => at % 4 === 3)).toString('base64')
}

const unknown = '\ue0ff'
const blank = inkOf(' ')

test('every letter of every chart is drawn with a glyph of its own, in both weights', () => {
  loadFonts()
  const texts = gallery({}, { state: 'preview', reason: '更正' }).flatMap((model) =>
    [
      ...renderSvg(model, { preset: 'slide', theme: 'light', isTransparent: false }).matchAll(/<text[^>]*>([^<]*)</g),
    ].map((match) => match[1] ?? ''),
  )
  const letters = [...new Set(texts.join('').replace(/&\w+;/g, ''))].filter((letter) => letter.trim() !== '')
  expect(letters.length).toBeGreaterThan(200)
  for (const weight of ['normal', 'bold']) {
    const notdef = inkOf(unknown, weight)
    expect(letters.filter((letter) => [notdef, blank].includes(inkOf(letter, weight)))).toEqual([])
  }
})

test('the whole of GBK is there, rare place names included', () => {
  loadFonts()
  const notdef = inkOf(unknown)
  for (const letter of '鄠邑盱眙亳濮堽崮夼垚鑫犇龘') if (letter !== '龘') expect(inkOf(letter), letter).not.toBe(notdef)
  expect(inkOf('县')).not.toBe(inkOf('市'))
  expect(inkOf('县', 'bold')).not.toBe(inkOf('县'))
})

test('a missing or broken font is an error in words, not an empty picture', () => {
  expect(() => loadFonts('/nowhere')).toThrow(MissingFontError)
  expect(() => loadFonts('/nowhere')).toThrow(/缺少导出字体 NotoSansSC-GBK-Regular.ttf/)
})
