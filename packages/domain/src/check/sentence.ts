import type { Breach } from '../expression/evaluate.ts'
import type { ComparisonOperator, Expression, ItemUse, Quantity, ReadTime } from '../expression/syntax.ts'
import { itemUses } from '../expression/syntax.ts'
import { printExpression } from '../expression/print.ts'
import { formatValue } from '../number/number-format.ts'
import type { RuleContext, RuleItem } from './context.ts'

/** Words for the two sides that a rule may bring along. */
export type SideNames = { readonly left?: string | undefined; readonly right?: string | undefined }
/** What names are read from. */
export type RuleNames = Pick<RuleContext, 'items' | 'axes'>
export type Wording = { readonly context: RuleNames; readonly breakdown: string; readonly names: SideNames }

/** What is wrong with which figures: 甲 12,345 大于 乙 12,000. */
export function breachSentence(breach: Breach, wording: Wording): string {
  switch (breach.kind) {
    case 'link':
      return linkSentence(breach, wording)
    case 'range': {
      const name = wording.names.left ?? describe(breach.operand, wording)
      const format = plainFormat(breach.operand, wording.context)
      return `${name} ${format(breach.value)} 不在 ${format(breach.low)}～${format(breach.high)} 之间`
    }
    case 'whole':
      return `不满足“${printExpression(breach.condition)}”`
  }
}

function linkSentence(breach: Extract<Breach, { kind: 'link' }>, wording: Wording): string {
  const { left, right, operator, leftValue, rightValue } = breach
  const leftName = wording.names.left ?? describe(left, wording)
  const rightName = wording.names.right ?? describe(right, wording)
  const [formatLeft, formatRight] = [plainFormat(left, wording.context), plainFormat(right, wording.context)]
  const leftText = side(left, leftName, leftValue, formatLeft)
  const rightText = side(right, rightName, rightValue, formatRight)
  if (leftValue === null) return `${leftName}没有数，而${rightText}`
  if (rightValue === null) return `${rightName}没有数，而${leftText}`
  const gap = operator === '==' ? `，相差 ${formatLeft(Math.abs(leftValue - rightValue))}` : ''
  return `${leftText} ${brokenWords[operator]} ${rightText}${gap}`
}

const brokenWords: Readonly<Record<ComparisonOperator, string>> = {
  '<=': '大于', '>=': '小于', '<': '不小于', '>': '不大于', '==': '不等于', '!=': '等于',
} // prettier-ignore

function side(quantity: Quantity, name: string, value: number | null, format: (value: number) => string): string {
  return quantity.kind === 'number' ? format(quantity.value) : `${name} ${value === null ? '' : format(value)}`
}

/** 请核对这两项: how many figures a person has to look at. */
export function remedyFor(uses: readonly ItemUse[]): string {
  const count = new Set(uses.map((use) => use.item)).size
  const past = uses.some((use) => use.kind === 'item' && (use.time === 'prev' || use.time === 'lastYear'))
  if (past) return '请核对本期与上期数'
  return count === 1 ? '请核对' : `请核对这${count === 2 ? '两' : count}项`
}

/** A side of a comparison in words: 上季末总量, 甲加乙, 产业工人总数按企业规模合计. */
export function describe(quantity: Quantity, wording: Wording): string {
  switch (quantity.kind) {
    case 'number':
      return trimmed(quantity.value, 4)
    case 'item':
      return itemWords(
        quantity.item,
        quantity.breakdown === '' ? wording.breakdown : quantity.breakdown,
        quantity.time,
        wording.context,
      )
    case 'sumBy':
      return `${itemName(quantity.item, wording.context)}按${wording.context.axes.get(quantity.axis)?.name ?? quantity.axis}合计`
    case 'negate':
      return `负的${describe(quantity.operand, wording)}`
    case 'arithmetic':
      return describeArithmetic(quantity, wording)
    case 'call':
      return describeCall(quantity, wording)
  }
}

function describeArithmetic(
  { operator, left, right }: Extract<Quantity, { kind: 'arithmetic' }>,
  wording: Wording,
): string {
  const [leftWords, rightWords] = [describe(left, wording), describe(right, wording)]
  switch (operator) {
    case '+':
      return `${leftWords}加${rightWords}`
    case '-':
      return `${leftWords}减${rightWords}`
    case '*':
      return left.kind === 'number' ? `${rightWords}的${leftWords}倍` : `${leftWords}乘${rightWords}`
    case '/':
      return `${leftWords}与${rightWords}之比`
  }
}

function describeCall({ name, operands }: Extract<Quantity, { kind: 'call' }>, wording: Wording): string {
  const words = operands.map((operand) => describe(operand, wording))
  if (name === 'abs') return `${words.join('')}（绝对值）`
  return `${words.join('、')}中的较${name === 'min' ? '小' : '大'}者`
}

const timeWords: Readonly<Record<ReadTime, string>> = {
  now: '',
  prev: '上季',
  lastYear: '上年同期',
  ytd: '本年累计',
  latest: '最近一次',
  inYear: '本年',
}

function itemWords(item: string, breakdown: string, time: ReadTime, context: RuleNames): string {
  return `${timeWords[time]}${itemName(item, context)}${className(breakdown, context)}`
}

export function itemName(item: string, context: RuleNames): string {
  return context.items.get(item)?.name ?? item
}

/** （规上） for 'size:above', nothing for the total. */
export function className(breakdown: string, context: RuleNames): string {
  if (breakdown === '') return ''
  const [axis = '', name = ''] = breakdown.split(':')
  return `（${context.axes.get(axis)?.classes.get(name) ?? breakdown}）`
}

/** An item's value as tables print it. */
export function itemValue(item: string, value: number, context: RuleNames): string {
  return formatValue(value, context.items.get(item) ?? { unit: '', decimals: 2 })
}

/** Sums print with the finest decimals of their items; quotients and products with two, trimmed. */
function plainFormat(expression: Expression, context: RuleNames): (value: number) => string {
  const items = itemUses(expression).map((use) => context.items.get(use.item))
  const derived = expression.kind === 'arithmetic' && (expression.operator === '*' || expression.operator === '/')
  if (items.length === 0 || derived) return (value) => trimmed(value, 2)
  const decimals = Math.max(...items.map((item: RuleItem | undefined) => item?.decimals ?? 0))
  return (value) => formatValue(value, { unit: '', decimals })
}

function trimmed(value: number, decimals: number): string {
  const text = formatValue(value, { unit: '', decimals })
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text
}
