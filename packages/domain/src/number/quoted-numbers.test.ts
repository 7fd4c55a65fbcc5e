import { expect, it } from 'vitest'
import { quotedNumbers } from './quoted-numbers.ts'

const found = (text: string, names: readonly string[] = []) => quotedNumbers(text, names).map((one) => one.text)

it.each([
  ['技能培训覆盖率为82.6%，较上季提高1.8个百分点', ['82.6%', '1.8个百分点']],
  ['共39.6万人，位于第6—8位', ['39.6万人', '第6—8位']],
  ['37.0人/万人，1,234家', ['37.0人/万人', '1,234家']],
  ['2026年第三季度（CG-2026Q3-01，截至2026年9月30日）', []],
  ['试看-2026Q3-05，2021年底', []],
  ['没有数字', []],
])('reads amounts and leaves times alone: %s', (text, numbers) => {
  expect(found(text)).toEqual(numbers)
})

it('takes no digit of a name for a number', () => {
  expect(found('50强企业覆盖率为50%', ['50强企业覆盖率'])).toEqual(['50%'])
})
