import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readPaste } from './paste.ts'

describe('a pasted block', () => {
  test.each([
    ['one cell', '12', [['12']]],
    ['a row', '1\t2\t3', [['1', '2', '3']]],
    [
      'Excel lines and its trailing line end',
      '1\t2\r\n3\t4\r\n',
      [
        ['1', '2'],
        ['3', '4'],
      ],
    ],
    ['old Mac lines', '1\r2', [['1'], ['2']]],
    ['empty cells', '\t\t5', [['', '', '5']]],
    ['an empty row between', '1\n\n2\n', [['1'], [''], ['2']]],
    [
      'a quoted line break',
      '"上年\n同期"\t2\r\n3\t4',
      [
        ['上年\n同期', '2'],
        ['3', '4'],
      ],
    ],
    ['a quoted tab and doubled quotes', '"a\tb"\t"说""好"""', [['a\tb', '说"好"']]],
    ['a quote inside a word', '5"管\t6', [['5"管', '6']]],
    ['a quote that never closes', '"未完\t6', [['"未完', '6']]],
    ['a quoted word with a tail', '"甲"乙\t6', [['"甲"乙', '6']]],
    ['a byte order mark', '\ufeff1\t2', [['1', '2']]],
    ['rows of unequal length', '1\t2\n3', [['1', '2'], ['3']]],
    ['nothing', '', []],
    ['only a line end', '\r\n', []],
  ])('%s', (_name, text, rows) => {
    expect(readPaste(text)).toEqual(rows)
  })

  test('any table written the way Excel writes it comes back whole', () => {
    const cell = fc.string({ unit: fc.constantFrom('1', '万', '"', '\t', '\n', ' ', 'a') })
    const table = fc
      .integer({ min: 1, max: 4 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 4 }),
      )
    fc.assert(
      fc.property(table, (rows) => {
        const written = rows
          .map((row) => row.map((text) => (/["\t\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text)).join('\t'))
          .join('\r\n')
        expect(readPaste(`${written}\r\n`)).toEqual(written === '' ? [] : rows)
      }),
    )
  })
})
