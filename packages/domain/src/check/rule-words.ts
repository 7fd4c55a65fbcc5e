import type { ComparisonOperator, Condition } from '../expression/syntax.ts'
import { formatShare } from '../number/number-format.ts'
import type { CompiledRule, ExpressionBody, ItemSelection, RuleBody } from './rule.ts'
import { describe, itemName } from './sentence.ts'
import type { RuleNames, Wording } from './sentence.ts'

/** What a rule asks, one sentence for each of its conditions, as an office clerk would say it. */
export function ruleWords({ definition, conditions }: CompiledRule, names: RuleNames): string[] {
  const { body } = definition
  if (body.kind !== 'expression') return kindWords(body, names)
  const also = alsoWords(body, names)
  return conditions.map((condition) => `${conditionWords(condition, wordingOf(body, names))}${also}`)
}

const holdWords: Readonly<Record<ComparisonOperator, string>> = {
  '<=': '不大于', '>=': '不小于', '<': '小于', '>': '大于', '==': '等于', '!=': '不等于',
} // prettier-ignore

function wordingOf({ left, right }: ExpressionBody, names: RuleNames): Wording {
  return { context: names, breakdown: '', names: { left, right } }
}

function conditionWords(condition: Condition, wording: Wording): string {
  switch (condition.kind) {
    case 'compare': {
      const first = wording.names.left ?? describe(condition.first, wording)
      const rest = condition.links.map(({ operator, operand }, at) => {
        const side = at === 0 && condition.links.length === 1 ? wording.names.right : undefined
        return `${holdWords[operator]}${side ?? describe(operand, wording)}`
      })
      return `${first}${rest.join('，且')}`
    }
    case 'within':
      return `${describe(condition.operand, wording)}在${describe(condition.low, wording)}～${describe(condition.high, wording)}之间`
    case 'and':
    case 'or':
      return condition.operands
        .map((one) => conditionWords(one, wording))
        .join(condition.kind === 'and' ? '，并且' : '，或者')
    case 'not':
      return `不得出现：${conditionWords(condition.operand, wording)}`
  }
}

function alsoWords({ alsoBy = [] }: ExpressionBody, { axes }: RuleNames): string {
  if (alsoBy.length === 0) return ''
  return `（按${alsoBy.map((axis) => axes.get(axis)?.name ?? axis).join('、')}分开的各组也是）`
}

const kindNames: Readonly<Record<string, string>> = {
  FLOW_Q: '本季发生数',
  STOCK_EOQ: '期末数',
  YTD_CUM: '年内累计数',
  YTD_UNIQUE: '年内去重人数',
  SINCE_BASE: '启动以来累计数',
  SURVEY: '调查数',
  ANNUAL: '年度数',
}

function kindWords(body: Exclude<RuleBody, ExpressionBody>, names: RuleNames): string[] {
  switch (body.kind) {
    case 'limits':
      return [
        `${scopeWords(body, names)}的数值在本项的${body.bound === 'hard' ? '允许' : '参考'}区间之内（区间见填报页该项的说明）`,
      ]
    case 'not-falling':
      return [
        `${scopeWords(body, names)}不小于${body.within === 'year' ? '本年内上一次' : '上一次'}填报的数${body.excusedByNote ? '，该格有批注的除外' : ''}`,
      ]
    case 'change':
      return [
        ...changeWords(body.against),
        `变动超过本项的波动限度（见填报页该项的说明）才问；按百分比限定的，相差不到 ${body.floor} 的不问`,
      ]
    case 'unusual':
      return [
        `${scopeWords(body, names)}与本单位此前 ${body.quarters} 个季度相比：统计上少见，且超出历史最高、最低值 ${formatShare(body.leastChange, 0)}以上的提示（累计数看本季新增部分）`,
        `与其他单位同期变动相比：统计上少见，且与按其他单位变动中位数推算的数相差 ${formatShare(body.leastPeerChange, 0)}以上的提示；至少要有 5 个单位填了`,
        `相差不到 ${body.floor} 的不问；波动限度、计量单位等规则已经问到的格不重复问`,
      ]
    case 'copied':
      return [`一张表已填的各项（至少 ${body.minimumItems} 项）与上季完全相同的提示，全是 0 的除外`]
    case 'unit-slip':
      return [
        `${scopeWords(body, names)}与上期之比接近 10 倍、1 万倍（或其倒数）的提示；两数都不到 ${body.atLeast} 的不问`,
      ]
    case 'heaped':
      return [`同一项有 ${body.units} 个以上单位的数以 ${'0'.repeat(body.zeros)} 结尾的提示`]
    case 'on-target':
      return [`同一指标有 ${body.units} 个以上单位的结果恰好等于目标值的提示`]
    case 'children-sum':
      return [
        `${scopeWords(body, names)}：上级单位自己填的数${body.atMost === true ? '不大于' : '等于'}所辖单位之和，两边都填了才比`,
      ]
    case 'zero-denominator':
      return body.denominators.map(
        ({ item, indicators }) =>
          `${itemName(item, names)}为 0 时，${indicators.join('、')}显示“不可计算”，不按 0% 处理`,
      )
    case 'area-types':
      return ['每个区县都设置了区域类型，中心城区与偏远地区都有单位，否则区域差距不能计算']
  }
}

function changeWords(against: Extract<RuleBody, { kind: 'change' }>['against']): string[] {
  const byReference = Map.groupBy(Object.entries(against), ([, references]) => references.join())
  return [...byReference].map(([references, kinds]) => {
    const since = references === 'prev' ? '上季' : references === 'lastYear' ? '上年同期' : '上季和上年同期'
    return `${kinds.map(([kind]) => kindNames[kind] ?? kind).join('、')}与${since}比`
  })
}

function scopeWords({ items, periodKinds, except = [] }: ItemSelection, names: RuleNames): string {
  const name = (item: string) => itemName(item, names)
  const all =
    items?.map(name).join('、') ??
    (periodKinds === undefined ? '各项' : periodKinds.map((kind) => kindNames[kind] ?? kind).join('、'))
  return except.length === 0 ? all : `${all}（${except.map(name).join('、')}除外）`
}
