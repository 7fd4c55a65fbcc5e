import fc from 'fast-check'
import { expect, test } from 'vitest'
import { flowParts, textWidth, wrapText, wrapTitle } from './text-layout.ts'

const words = fc
  .array(fc.constantFrom('县', '（', '）', '，', '82.6%', '技能', '、', 'CG-2026Q3-01', '。'), { maxLength: 60 })
  .map((parts) => parts.join(''))

test('no letter is lost in wrapping', () => {
  fc.assert(
    fc.property(
      words,
      fc.integer({ min: 60, max: 900 }),
      (text, width) => wrapText(text, 14, width, []).join('') === text,
    ),
  )
})

const names = ['中小微企业思政工作联络员覆盖率', '农民工产业工人工伤保险参保率', '偏远地区与中心城区培训覆盖率差距']
const unbroken = ['中小微企业', '思政', '工作', '联络员', '覆盖率', '农民工', '产业工人', '工伤', '保险', '参保率']

test('no word of the catalogue is torn, nor a number from its unit, at any width that holds them', () => {
  const kept = [...unbroken, '12,345.6万人次', '0.6个百分点', '2026年', '第三季度', '时序目标', '第11名']
  for (let width = 100; width < 420; width += 7) {
    for (const name of names) {
      const text = `${name}为12,345.6万人次，2026年第三季度达到时序目标，相差0.6个百分点，居第11名`
      const ends = new Set<number>()
      let at = 0
      for (const line of wrapText(text, 14, width, unbroken)) ends.add((at += line.length))
      for (const word of kept) {
        for (const { index } of text.matchAll(new RegExp(word, 'g')))
          for (let inside = index + 1; inside < index + word.length; inside++)
            expect({ word, width, torn: ends.has(inside) }).toEqual({ word, width, torn: false })
      }
    }
  }
})

test('no line breaks inside a range, after a sign or inside a rate of so many in ten thousand', () => {
  const text = '居第8位（位次区间第7—11位），覆盖率 −6.76，再提高2.1人/万人达到38.0人/万人，事故0.59起/万人'
  for (let width = 90; width < 300; width += 7) {
    const lines = wrapText(text, 14, width, [])
    expect(lines.join('|'), String(width)).toMatch(/第7—11位.*−6\.76.*2\.1人\/万人.*38\.0人\/万人.*0\.59起\/万人/)
  }
})

test('a word longer than the line is broken rather than cut off', () => {
  expect(wrapText('思想政治工作', 14, 44, ['思想政治工作'])).toEqual(['思想政', '治工作'])
})

test('a line never starts with a closing mark', () => {
  fc.assert(
    fc.property(words, (text) =>
      wrapText(text, 14, 260, [])
        .slice(1)
        .every((line) => !/^[，。、）%]/.test(line)),
    ),
  )
})

test('a title of two lines breaks at the comma', () => {
  expect(wrapTitle('经开区居首，青石县距2026年目标还差21.2个百分点', 22, 460, [])).toEqual([
    '经开区居首，',
    '青石县距2026年目标还差21.2个百分点',
  ])
})

test('parts stay whole while they fit', () => {
  const lines = flowParts(
    ['数据来源：市人社局', '截至2026年9月30日', '口径：很长的一句话很长的一句话很长的一句话很长的一句话'],
    12,
    400,
    [],
  )
  expect(lines).toEqual([
    '数据来源：市人社局　｜　截至2026年9月30日',
    '口径：很长的一句话很长的一句话很长的一句话很长的一句话',
  ])
  expect(lines.every((line) => textWidth(line) * 12 <= 400)).toBe(true)
})

test('no last line is left with a few characters where the lines above can spare some', () => {
  const title = '可与时序目标比较的11个单位中达到时序目标的技能培训覆盖率有6个'
  for (let width = 260; width < 640; width += 10) {
    for (const lines of [wrapText(title, 22, width, unbroken), wrapTitle(title, 22, width, unbroken)]) {
      expect(lines.join('')).toBe(title)
      if (lines.length > 1) expect({ width, last: textWidth(lines.at(-1) ?? '') >= 5 }).toEqual({ width, last: true })
      for (const line of lines) expect(textWidth(line) * 22).toBeLessThanOrEqual(width)
    }
  }
})

test('no line breaks inside a word of a claim or the name of a unit', () => {
  const words = ['云岭县', '中小微企业']
  for (const text of ['差距扩大至37.5个百分点，云岭县相差3.2个百分点', '各单位均提高，不含云岭县']) {
    for (let width = 60; width < 320; width += 7) {
      const lines = wrapText(text, 12, width, words)
      expect(lines.join('')).toBe(text)
      const cuts = lines.slice(0, -1).map((line, at) => `${line.at(-1)}${lines[at + 1]?.[0]}`)
      expect(
        cuts.filter((cut) => ['扩大', '云岭', '岭县', '相差', '提高', '百分'].includes(cut)),
        `${width}`,
      ).toEqual([])
    }
  }
})
