import { expect, test } from 'vitest'
import { readScale } from './scale-text.ts'

test('a scale is read line by line, with 分, colons and empty lines as clerks write them', () => {
  expect(readScale('90 制度健全并落实\n\n75分：有制度\n 60、没有制度 ')).toEqual({
    ok: true,
    scale: [
      { points: 90, words: '制度健全并落实' },
      { points: 75, words: '有制度' },
      { points: 60, words: '没有制度' },
    ],
  })
  expect(readScale('7.5，较好\n0 没有')).toMatchObject({ ok: true, scale: [{ points: 7.5 }, { points: 0 }] })
})

test.each([
  ['优秀 制度健全\n60 没有', '第1行没有读出分值，请写成“90 制度健全并落实”这样。'],
  ['90 制度健全\n60', '第2行没有读出分值，请写成“90 制度健全并落实”这样。'],
  ['90 制度健全\n90 没有制度', '第2行的分值和前面一行相同，每档分值应当不同。'],
  ['90 好\n60 没有', '第1行的说明应为 2 至 100 个字。'],
  ['9000 制度健全\n60 没有', '第1行的分值超过 1000，请核对。'],
  ['90 制度健全', '至少写两档。'],
  ['', '至少写两档。'],
])('%o is refused with the line and the remedy', (text, reason) => {
  expect(readScale(text)).toEqual({ ok: false, reason })
})
