import {
  carriedIn,
  onlyIn,
  otherRanked,
  otherScheme,
  partlyIn,
  scoreMissing,
  unlikeDefinition,
  unlikeLength,
  unlikeTargets,
} from './cautions.fixture.ts'
import { cellsBetween, differences, lightsBetween, restated, scoresBetween } from './differences.fixture.ts'
import type { Form } from './form.fixture.ts'

/* What is said of two releases. */

const code = String.raw`(?<code>(?:CG|试看)-\d{4}Q\d-\d{2})`
const stands: NonNullable<Form['stands']> = ({ page }) => page === 'difference'

export const differenceForms: readonly Form[] = [
  { name: 'differences', pattern: new RegExp(`^与${code}相比，(?<tail>.+)$`), check: differences },
  { name: 'lights between', pattern: /^灯可作比较的(?<count>\d+)项指标(?<tail>.+)$/, check: lightsBetween },
  { name: 'cells between', pattern: /^填报数据有(?<count>\d+)格不同：(?<parts>.+)$/, check: cellsBetween },
  { name: 'score missing', pattern: new RegExp(`^${code}没有综合得分，得分和位次无从比较$`), check: scoreMissing },
  {
    name: 'other scheme',
    pattern: /^两次发布的计分方案不同（(?<schemes>[^）]+)），综合得分和位次不可直接比较$/,
    check: otherScheme,
  },
  {
    name: 'other ranked',
    pattern: new RegExp(`^(?<names>.+)只在${code}中参加综合得分排名，综合得分的位次不可直接比较$`),
    check: otherRanked,
  },
  { name: 'scores between', pattern: /^综合得分(?<tail>.+)$/, check: scoresBetween },
  {
    name: 'unlike definition',
    pattern: /^(?<names>.+)两次发布的口径不同，数值、位次和灯不可直接比较$/,
    check: unlikeDefinition,
  },
  { name: 'unlike length', pattern: /^(?<names>.+)两次发布的累计月份不同，数值不可直接比较$/, check: unlikeLength },
  { name: 'unlike targets', pattern: /^(?<names>.+)两次发布的目标或基期不同，灯的标准不同$/, check: unlikeTargets },
  { name: 'carried in', pattern: new RegExp(`^${code}中，(?<names>.+)有沿用以前季度的数据$`), check: carriedIn },
  {
    name: 'partly in',
    pattern: new RegExp(`^${code}中，(?<names>.+)的全市数据按已报单位汇总，尚不完整(?:（缺(?<without>[^）]+)）)?$`),
    check: partlyIn,
  },
  { name: 'only in', pattern: new RegExp(`^(?<names>.+)只在${code}的(?<list>单位名录|指标目录)中$`), check: onlyIn },
  {
    name: 'restated',
    pattern: /^(?<subject>[^：]+)：(?<parts>.+?由.+?改为.+?)(?:；另有(?<others>\d+)处数值不同)?$/,
    check: restated,
  },
].map((form) => ({ ...form, stands }))
