import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { printedStampCode, readStampCode, stampCode, stampCodesIn } from './stamp-code.ts'

const digestOf = (text: string) => createHash('sha256').update(text).digest('hex')
const codes = Array.from({ length: 300 }, (_, at) => stampCode(digestOf(`file ${at}`)))

describe('the code that a file bears', () => {
  it('is the same for the same digest, and another for another', () => {
    expect(stampCode(digestOf('file 0'))).toBe(codes[0])
    expect(new Set(codes).size).toBe(codes.length)
  })

  it('holds no letter that is taken for another', () => {
    for (const code of codes) expect(code).toMatch(/^[3479ACDEFGHJKMNPQRTUWXY]{10}$/)
  })

  it('is read as it is typed: small, spaced, in full width', () => {
    for (const code of codes) {
      expect(readStampCode(printedStampCode(code))).toBe(code)
      expect(readStampCode(` ${code.toLowerCase().slice(0, 5)} — ${code.toLowerCase().slice(5)} `)).toBe(code)
    }
    const wide = Array.from(codes[0] ?? '').map((letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0))
    expect(readStampCode(wide.join(''))).toBe(codes[0])
  })

  it('is refused with one letter wrong, two that changed places, or one missing', () => {
    for (const code of codes) {
      for (let at = 0; at < code.length; at += 1) {
        const other = code[at] === 'A' ? 'C' : 'A'
        expect(readStampCode(code.slice(0, at) + other + code.slice(at + 1))).toBeNull()
        expect(readStampCode(code.slice(0, at) + code.slice(at + 1))).toBeNull()
        const [left = '', right = ''] = [code[at], code[at + 1]]
        if (right !== '' && left !== right)
          expect(readStampCode(code.slice(0, at) + right + left + code.slice(at + 2))).toBeNull()
      }
    }
  })

  it('is found in a text that names it', () => {
    const [one = '', two = ''] = codes
    const text = `发布编号：CG-2026Q2-01（正式发布），核验码 ${printedStampCode(one)} ｜ 核验码：${two}；核验码 ABCDE-ABCDE`
    expect(stampCodesIn(text)).toEqual([one, two])
  })
})
