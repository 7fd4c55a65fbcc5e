import { expect, it } from 'vitest'
import { strangeWorded } from './worded.ts'

const published = '有3个单位技能培训覆盖率为82.6%，迟报报表2张，39.6万人，位居第3位，下降1.8个百分点，完成100%。'

it.each([
  ['三个区县低于目标', []],
  ['五个区县低于目标', ['五个']],
  ['覆盖率超百分之八十', []],
  ['覆盖率为百分之八十', ['百分之八十']],
  ['覆盖率为百分之80', ['百分之80']],
  ['覆盖率为百分之八十二点六，超过八成', []],
  ['近九成职工', ['近九成']],
  ['迟报报表两张', []],
  ['迟报报表四张', ['四张']],
  ['约四十万人', []],
  ['五十万人', ['五十万人']],
  ['位居第三位', []],
  ['位居第二位', ['第二位']],
  ['下降一点八个百分点', []],
  ['下降两个百分点', ['两个百分点']],
  ['百分之百完成', []],
  ['第三季度，一是抓落实，从四个方面推进两项任务，十四五以来三个月内办结', []],
])('holds numbers in Chinese characters against those of the published text: %s', (text, strange) => {
  expect(strangeWorded(text, published).map((one) => one.text)).toEqual(strange)
})

it('knows 百分之百 only where a hundred per cent was published', () => {
  expect(strangeWorded('百分之百完成', '完成82.6%').map((one) => one.text)).toEqual(['百分之百'])
})
