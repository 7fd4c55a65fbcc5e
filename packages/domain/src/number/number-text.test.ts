import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readChineseNumeral } from './chinese-numeral.ts'
import { fitsDouble, shiftDecimal } from './decimal-text.ts'
import { readNumber } from './number-text.ts'

type ReadCase = readonly [text: string, unit: string, value: number]

const readRight: readonly ReadCase[] = [
  ['0', '人', 0], ['零', '人', 0], ['12', '人', 12], [' 12 ', '人', 12], ['　12　', '人', 12], ['\u200b12', '人', 12],
  ['１２３', '人', 123], ['１，２３４', '人', 1234], ['1,234', '人', 1234], ['1,234,567', '人', 1234567], ['+5', '人', 5],
  ['1.2万', '人', 12000], ['１．２万', '人', 12000], ['1.2 万', '人', 12000], ['1.2万人', '人', 12000], ['1.1万', '人', 11000],
  ['8.29万', '人', 82900], ['3.5亿', '人', 350000000], ['3千', '人', 3000], ['2百万', '人', 2000000], ['1.2千万', '人', 12000000],
  ['3万5千', '人', 35000], ['1亿2000万', '人', 120000000], ['1万2000', '人', 12000], ['1,200万', '人', 12000000],
  ['12人', '人', 12], ['12名', '人', 12], ['12 家', '家', 12], ['12户', '家', 12], ['300人次', '人次', 300], ['7起', '件', 7],
  ['一万二千', '人', 12000], ['一万二', '人', 12000], ['三百零五', '人', 305], ['三百五', '人', 350], ['三百五十', '人', 350],
  ['一千零五十', '人', 1050], ['一万零五百', '人', 10500], ['十', '人', 10], ['十二', '人', 12], ['二十', '人', 20], ['廿五', '人', 25],
  ['卅', '人', 30], ['一百一十五', '人', 115], ['一百十五', '人', 115], ['两千', '人', 2000], ['两百二十', '人', 220],
  ['十二万三千四百五十六', '人', 123456], ['一亿两千万', '人', 120000000], ['一亿五', '人', 150000000], ['一亿零五万', '人', 100050000],
  ['壹万贰仟叁佰', '人', 12300], ['壹拾贰萬', '人', 120000], ['八点五万', '人', 85000], ['三点二万人', '人', 32000], ['一万二千人', '人', 12000],
  ['85.1%', '%', 85.1], ['85.1％', '%', 85.1], ['85.1', '%', 85.1], ['百分之八十五', '%', 85], ['百分之八十五点五', '%', 85.5],
  ['百分之85.1', '%', 85.1], ['100%', '%', 100], ['.5', '%', 0.5], ['￥1,234.50', '元', 1234.5], ['¥1234', '元', 1234], ['1234元', '元', 1234],
  ['人民币壹万元整', '元', 10000], ['1.2万', '元', 12000], ['1.2万元', '元', 12000], ['12.5', '万元', 12.5], ['1.2万元', '万元', 1.2],
  ['12000元', '万元', 1.2], ['￥1,234万元', '万元', 1234], ['3.5亿元', '万元', 35000], ['3.5亿元', '亿元', 3.5], ['35000万元', '亿元', 3.5],
  ['0.07', '万元', 0.07], ['5个百分点', '百分点', 5],
] // prettier-ignore

const sentBack: readonly (readonly [text: string, unit: string, code: string])[] = [
  ['-', '人', 'blank_word'], ['—', '人', 'blank_word'], ['——', '人', 'blank_word'], ['/', '人', 'blank_word'], ['…', '人', 'blank_word'], ['无', '人', 'blank_word'],
  ['N/A', '人', 'blank_word'], ['暂无', '人', 'blank_word'], ['待补', '人', 'blank_word'], ['？', '人', 'blank_word'], ['NaN', '人', 'blank_word'],
  ['约300', '人', 'approximate'], ['300左右', '人', 'approximate'], ['近40万', '人', 'approximate'], ['300多', '人', 'approximate'], ['300余人', '人', 'approximate'],
  ['超过300', '人', 'approximate'], ['>300', '人', 'approximate'], ['≥300', '人', 'approximate'], ['几百', '人', 'approximate'], ['十几', '人', 'approximate'],
  ['数百', '人', 'approximate'], ['300以上', '人', 'approximate'], ['12-15', '人', 'range'], ['12～15', '人', 'range'], ['12—15', '人', 'range'], ['12至15', '人', 'range'], ['63%～68%', '%', 'range'],
  ['2026-09-30', '人', 'date'], ['9月30日', '人', 'date'], ['2026年', '人', 'date'], ['12:30', '人', 'date'], ['1/2', '人', 'fraction'], ['三分之一', '人', 'fraction'], ['千分之五', '%', 'fraction'],
  ['1e5', '人', 'scientific'], ['1.2E+05', '人', 'scientific'], ['#DIV/0!', '人', 'excel_error'], ['#N/A', '人', 'excel_error'], ['=A1+A2', '人', 'formula'],
  ['1.234,5', '人', 'grouping'], ['12,34', '人', 'grouping'], ['1,2345', '人', 'grouping'], ['1234,567', '人', 'grouping'], ['1.2.3', '人', 'grouping'], ['0,123', '人', 'grouping'], ['1,23', '人', 'grouping'],
  ['12 34', '人', 'spaces'], ['1 234 567', '人', 'spaces'], ['12\n34', '人', 'several_values'], ['007', '人', 'leading_zero'], ['0371', '人', 'leading_zero'],
  ['0x10', '人', 'letters'], ['1.2w', '人', 'letters'], ['12k', '人', 'letters'], ['1O0', '人', 'letters'], ['Infinity', '人', 'letters'], ['RMB 5', '元', 'letters'],
  ['85%', '人', 'percent_of_count'], ['百分之八十', '家', 'percent_of_count'], ['300人次', '人', 'unit_mismatch'], ['￥5', '人', 'unit_mismatch'], ['5元', '家', 'unit_mismatch'], ['5‰', '%', 'unit_mismatch'], ['1.2万', '%', 'unit_mismatch'],
  ['1.2万', '万元', 'ambiguous_scale'], ['￥1234', '万元', 'ambiguous_scale'], ['3.5亿', '亿元', 'ambiguous_scale'], ['一万二千', '万元', 'ambiguous_scale'],
  ['12.5', '人', 'decimals'], ['1.23456万', '人', 'decimals'], ['12.345', '万元', 'decimals'], ['-5', '人', 'negative'], ['－5', '人', 'negative'], ['(5)', '人', 'negative'], ['（5）', '人', 'negative'], ['负五', '人', 'negative'],
  ['1234567890123456', '人', 'too_long'], ['1万2', '人', 'not_a_number'], ['三五', '人', 'not_a_number'], ['一二三', '人', 'not_a_number'], ['二〇二六', '人', 'not_a_number'], ['百', '人', 'not_a_number'], ['一千五十', '人', 'not_a_number'],
  ['一万万', '人', 'not_a_number'], ['10²', '人', 'not_a_number'], ['①', '人', 'not_a_number'], ['5.', '人', 'not_a_number'], ['--5', '人', 'not_a_number'], ['1。5', '人', 'not_a_number'], ['张三', '人', 'not_a_number'], ['<b>5</b>', '人', 'approximate'], ['八成五', '%', 'not_a_number'],
] // prettier-ignore

const options = (unit: string) => (unit.endsWith('元') ? { unit, decimals: 2 } : { unit })

describe('reading a number', () => {
  test('the tables hold at least 62 spellings each way', ({ task }) => {
    task.meta.counted = { 'spellings read': readRight.length, 'sent back': sentBack.length }
    expect(readRight.length).toBeGreaterThanOrEqual(62)
    expect(sentBack.length).toBeGreaterThanOrEqual(62)
  })

  test.each(readRight)('%j in a cell of %s is %d', (text, unit, value) => {
    expect(readNumber(text, options(unit))).toMatchObject({ ok: true, state: 'reported', value })
  })

  test.each(sentBack)('%j in a cell of %s is sent back as %s', (text, unit, code) => {
    const reading = readNumber(text, options(unit))
    expect(reading).toMatchObject({ ok: false, code })
    expect(reading.ok || reading.reason).toMatch(/[\u4e00-\u9fff]{4}/)
  })

  test.each([
    ['100.30000000000001', 100.3],
    ['57.699999999999996', 57.7],
    ['0.30000000000000004', 0.3],
    ['-100.30000000000001', -100.3],
    ['1,100.3000000000002', 1100.3],
    ['33.333333333333336', 33.3333333333333],
  ])("a program's float noise %j is read at the 15 digits that Excel shows, and said so", (text, value) => {
    const reading = readNumber(text, { unit: '万元', allowNegative: true })
    expect(reading).toMatchObject({ ok: true, value })
    expect(reading.ok && reading.note).toContain(`已读作 ${value}`)
  })

  test.each(['123456789012345678', '1.23456789012345678', '1234567890123456.5'])(
    'more digits than a number holds are no noise: %s',
    (text) => {
      expect(readNumber(text, { unit: '万元' })).toMatchObject({ ok: false, code: 'too_long' })
    },
  )

  test.each(['\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2066', '\u2067', '\u2068', '\u2069'])(
    'an invisible direction control is refused by its name, never read past: %j',
    (control) => {
      for (const text of [`${control}123`, `12${control}3`, `不适用${control}`, control]) {
        const reading = readNumber(text, { unit: '人' })
        const name = `U+${control.charCodeAt(0).toString(16).toUpperCase()}`
        expect(reading).toMatchObject({ ok: false, code: 'direction_control' })
        expect(reading.ok || reading.reason).toContain(`含有不可见的方向控制符（${name}）`)
        expect(reading.ok || reading.reason).not.toContain(control)
      }
    },
  )

  test.each([
    ['', 'not_reported'],
    ['   ', 'not_reported'],
    ['未报', 'not_reported'],
    ['不适用', 'not_applicable'],
    ['无法提供', 'not_available'],
    ['不公布', 'withheld'],
  ])('%j is the state %s and no number', (text, state) => {
    expect(readNumber(text, { unit: '人' })).toEqual({ ok: true, state, value: null, note: null })
  })

  test.each([
    ['-5', -5],
    ['－5', -5],
    ['−5', -5],
    ['(5)', -5],
    ['（1,234）', -1234],
    ['负五', -5],
    ['-￥5', -5],
    ['-1.2万', -12000],
  ])('%j is %d where a cell may be negative', (text, value) => {
    expect(readNumber(text, { unit: '元', allowNegative: true })).toMatchObject({ ok: true, value })
  })

  test('-0 is 0', () => {
    const reading = readNumber('-0', { unit: '元', allowNegative: true })
    expect(reading.ok && Object.is(reading.value, 0)).toBe(true)
  })

  test('a conversion is shown back, a plain number is not', () => {
    expect(readNumber('1.2万', { unit: '人' })).toMatchObject({ note: '“1.2万”已读作 12000 人' })
    expect(readNumber('1,234', { unit: '人' })).toMatchObject({ note: null })
  })

  test('0.851 in a cell of per cent is kept as written and questioned', () => {
    expect(readNumber('0.851', { unit: '%' })).toMatchObject({
      value: 0.851,
      note: '已按 0.851% 读入，如应为 85.1% 请改正',
    })
  })

  test('a refusal quotes at most twenty characters', () => {
    const reading = readNumber('这是一段很长很长的文字'.repeat(40), { unit: '人' })
    expect(reading.ok || reading.reason.length).toBeLessThan(80)
  })

  test('no spelling of 万 leaves float noise', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999_999 }), (value) => {
        const text = `${shiftDecimal(String(value), -4)}万`
        expect(readNumber(text, { unit: '人' })).toMatchObject({ ok: true, value })
      }),
    )
  })

  test('what prints with thousands separators reads back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999_999 }), (value) => {
        expect(readNumber(value.toLocaleString('en-US'), { unit: '人' })).toMatchObject({ value })
      }),
    )
  })

  test('any text gives a finite number, a state or a refusal in Chinese, and never a number from text without digits', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(...Array.from('0123456789.,-+%万亿千百十一二零两点人元￥() /eE约')),
          maxLength: 9,
        }),
        (text) => {
          const reading = readNumber(text, { unit: '人', allowNegative: true })
          if (!reading.ok) expect(reading.reason).toMatch(/[\u4e00-\u9fff]/)
          else if (reading.state === 'reported') {
            expect(Number.isFinite(reading.value)).toBe(true)
            expect(text).toMatch(/[0-9一二零两十]/)
          } else expect(text.trim()).toBe('')
        },
      ),
      { numRuns: 2000 },
    )
  })
})

describe('Chinese numerals', () => {
  test('a passed-over 万 wants its 零: without it 九亿一千 may mean 九亿一千万 and is refused', () => {
    expect(readChineseNumeral('九亿零一千')).toBe('900001000')
    expect(readChineseNumeral('九亿一千万')).toBe('910000000')
    expect(readChineseNumeral('九亿一千')).toBeNull()
    expect(spell(900_001_000)).toBe('九亿零一千')
  })

  test('every whole number below a billion reads back from its spelling', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999 }), (value) => {
        expect(readChineseNumeral(spell(value))).toBe(String(value))
      }),
      { numRuns: 2000 },
    )
  })
})

describe('decimals as text', () => {
  test('moving the point there and back changes nothing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: -12, max: 12 }), (value, places) => {
        expect(shiftDecimal(shiftDecimal(String(value), places), -places)).toBe(String(value))
      }),
    )
  })

  test('only fifteen significant digits fit', () => {
    expect(fitsDouble('0.00123456789012345')).toBe(true)
    expect(fitsDouble('1234567890123456')).toBe(false)
  })
})

/** The textbook spelling, written independently of the reader. */
function spell(value: number): string {
  if (value === 0) return '零'
  const groups = [
    { size: 100_000_000, word: '亿' },
    { size: 10_000, word: '万' },
    { size: 1, word: '' },
  ]
  let text = ''
  let rest = value
  let isGap = false
  for (const { size, word } of groups) {
    const part = Math.floor(rest / size)
    rest %= size
    if (part > 0) text += (text !== '' && (part < 1000 || isGap) ? '零' : '') + spellGroup(part) + word
    isGap = part === 0
  }
  return text
}

function spellGroup(part: number): string {
  let text = ''
  for (const [place, word] of ['千', '百', '十', ''].entries()) {
    const digit = Math.floor(part / 10 ** (3 - place)) % 10
    if (digit > 0) text += '零一二三四五六七八九'[digit] + word
    else if (text !== '' && part % 10 ** (3 - place) > 0 && !text.endsWith('零')) text += '零'
  }
  return text
}
