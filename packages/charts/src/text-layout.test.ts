import fc from 'fast-check'
import { expect, test } from 'vitest'
import { flowParts, textWidth, wrapText, wrapTitle } from './text-layout.ts'

const words = fc
  .array(fc.constantFrom('县', '（', '）', '，', '82.6%', '技能', '、', 'CG-2026Q3-01', '。'), { maxLength: 60 })
  .map((parts) => parts.join(''))

test('no letter is lost in wrapping', () => {
  fc.assert(
    fc.property(words, fc.integer({ min: 60, max: 900 }), (text, width) => wrapText(text, 14, width).join('') === text),
  )
})

test('a line never starts with a closing mark', () => {
  fc.assert(
    fc.property(words, (text) =>
      wrapText(text, 14, 260)
        .slice(1)
        .every((line) => !/^[，。、）%]/.test(line)),
    ),
  )
})

test('a title of two lines breaks at the comma', () => {
  expect(wrapTitle('经开区居首，青石县距2026年目标还差21.2个百分点', 22, 460)).toEqual([
    '经开区居首，',
    '青石县距2026年目标还差21.2个百分点',
  ])
})

test('parts stay whole while they fit', () => {
  const lines = flowParts(
    ['数据来源：市人社局', '截至2026年9月30日', '口径：很长的一句话很长的一句话很长的一句话很长的一句话'],
    12,
    400,
  )
  expect(lines).toEqual([
    '数据来源：市人社局　｜　截至2026年9月30日',
    '口径：很长的一句话很长的一句话很长的一句话很长的一句话',
  ])
  expect(lines.every((line) => textWidth(line) * 12 <= 400)).toBe(true)
})
