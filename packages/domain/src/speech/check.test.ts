import { describe, expect, it } from 'vitest'
import { demoBook } from './book.fixture.ts'
import type { SpeechMark } from './book.ts'
import { checkSpeech } from './check.ts'
import { sentences } from './sentences.fixture.ts'

const letters: Readonly<Record<SpeechMark, string>> = {
  equal: '一',
  differs: '不',
  unclear: '明',
  missing: '未',
  unit: '单',
  fill: '填',
}
const marksOf = (text: string): string =>
  checkSpeech(text, demoBook)
    .map(({ mark }) => letters[mark])
    .join('')

describe('sentences of speeches', () => {
  it.each(sentences.map(([text, marks]) => [text, marks]))('%s → %s', (text, marks) => {
    expect(marksOf(text)).toBe(marks)
  })

  it.each(sentences.flatMap(([text, , expected]) => (expected === undefined ? [] : [[text, expected] as const])))(
    '%s is put right',
    (text, expected) => {
      expect(checkSpeech(text, demoBook).map((one) => one.expected)).toEqual(expected)
    },
  )

  it('are answered in words that a clerk would write', () => {
    const reasonOf = (text: string) => checkSpeech(text, demoBook).at(-1)?.reason
    expect(reasonOf('全市劳动合同签订率较上季提高0.3个百分点。')).toBe('较上季提高0.2个百分点')
    expect(reasonOf('东湾区劳动合同签订率高于全市2.8个百分点。')).toBe('比全市高1.8个百分点')
    expect(reasonOf('全市劳动合同签订率达到97.5%。')).toBe('2026年第二季度劳动合同签订率为95.7%')
  })

  it('name a sum of the year by its months, and a change by what changed', () => {
    const reasonOf = (text: string) => checkSpeech(text, demoBook).at(-1)?.reason
    expect(reasonOf('上半年全市开展技能培训2416场次。')).toMatch(/^2026年上半年技能培训场次.*为4781场次$/u)
    expect(reasonOf('全市规上工业总产值*亿元。')).toBe('2026年上半年规模以上工业总产值为1,131.08亿元')
    expect(reasonOf('全市产业工人总数较上季增加5604人。')).toBe('较上季增加5604人')
    expect(reasonOf('全市劳动合同签订率高于去年同期0.3个百分点。')).toBe('比去年同期提高1.0个百分点')
  })

  it('are many, and no figure is wrongly called right', () => {
    const counts = new Map<string, { right: number; given: number; due: number }>()
    let wrongEqual = 0
    for (const [text, due] of sentences) {
      const given = marksOf(text)
      for (const letter of Object.values(letters)) {
        const count = counts.get(letter) ?? { right: 0, given: 0, due: 0 }
        const at = (marks: string, n: number): boolean => marks[n] === letter
        const places = Array.from({ length: Math.max(given.length, due.length) }, (_, n) => n)
        counts.set(letter, {
          right: count.right + places.filter((n) => at(given, n) && at(due, n)).length,
          given: count.given + places.filter((n) => at(given, n)).length,
          due: count.due + places.filter((n) => at(due, n)).length,
        })
        if (letter === '一') wrongEqual += places.filter((n) => at(given, n) && !at(due, n)).length
      }
    }
    const share = (part: number, whole: number): string => (whole === 0 ? '—' : (part / whole).toFixed(3))
    for (const [letter, { right, given, due }] of counts)
      console.info(`${letter}: precision ${share(right, given)}, recall ${share(right, due)} (${right} of ${due})`)
    expect(sentences.length).toBeGreaterThanOrEqual(150)
    expect(wrongEqual).toBe(0)
  })
})
