import type { ChildrenSumBody, HeapedBody, LimitsBody, ZeroDenominatorBody } from './rule.ts'
import type { Observation, RuleContext } from './context.ts'
import { cellValue, observeItems, selectItems } from './reader.ts'
import { itemName, itemValue } from './sentence.ts'

/** A figure outside its item's own hard or soft bounds. */
export function outsideLimits(body: LimitsBody, context: RuleContext, unit: string): Observation[] {
  return observeItems(body, context, (item) => {
    const cell = { item, unit, breakdown: '' }
    const value = cellValue(context, cell, context.period)
    const limits = context.items.get(item)?.limits
    if (value === null || !limits) return null
    const [min, max] = body.bound === 'hard' ? [limits.hardMin, limits.hardMax] : [limits.softMin, limits.softMax]
    const words = boundWords(
      value,
      min,
      max,
      (bound) => itemValue(item, bound, context),
      body.bound === 'hard' ? '' : '参考',
    )
    if (words === null) return null
    const sentence = `${itemName(item, context)} ${itemValue(item, value, context)} ${words}`
    return { unit, cells: [cell], sentence, remedy: '请核对' }
  })
}

function boundWords(
  value: number,
  min: number | null,
  max: number | null,
  print: (bound: number) => string,
  kind: string,
): string | null {
  if (min !== null && value < min) return `小于${kind}下限 ${print(min)}`
  return max !== null && value > max ? `大于${kind}上限 ${print(max)}` : null
}

/** R37: said, never an obstacle (decision 8). */
export function zeroDenominators(body: ZeroDenominatorBody, context: RuleContext, unit: string): Observation[] {
  const told: Observation[] = []
  for (const { item, indicators } of body.denominators) {
    const cell = { item, unit, breakdown: '' }
    // Most of them stand on other forms, of which nothing is told.
    if (context.inForm?.(cell) === false || cellValue(context, cell, context.period) !== 0) continue
    const sentence = `${itemName(item, context)}为 0，${indicators.join('、')}不可计算，将显示为“不可计算”，不按 0% 处理`
    told.push({ unit, cells: [cell], sentence, remedy: '' })
  }
  return told
}

/** R36: a unit's own figure against the sum of its parts. One part without a figure leaves it undecided. */
export function childrenSums(body: ChildrenSumBody, context: RuleContext, unit: string): Observation[] {
  const children = context.children?.(unit) ?? []
  if (children.length === 0) return []
  return observeItems(body, context, (item) => {
    const cell = { item, unit, breakdown: '' }
    const own = cellValue(context, cell, context.period)
    const reported = children.map((child) => cellValue(context, { item, unit: child, breakdown: '' }, context.period))
    const known = reported.filter((part) => part !== null)
    if (own === null || known.length < reported.length) return null
    const sum = known.reduce((total, part) => total + part, 0)
    const gap = Math.abs(own - sum)
    if (gap <= body.tolerance + 1e-9 * Math.abs(sum) || (body.atMost === true && own < sum)) return null
    const parts = `所辖 ${children.length} 个单位合计 ${itemValue(item, sum, context)}`
    const size = `相差 ${itemValue(item, gap, context)}`
    const words = body.atMost === true ? `大于${parts}，${size}` : `与${parts} 不一致，${size}`
    const sentence = `${itemName(item, context)} ${itemValue(item, own, context)} ${words}`
    return { unit, cells: [cell], sentence, remedy: '请核对' }
  })
}

/** True for a whole number other than 0 that ends in so many zeros. */
export function endsInZeros(value: number, zeros: number): boolean {
  return value !== 0 && Number.isInteger(value) && value % 10 ** zeros === 0
}

/** R34a: several units at once with round figures in the same item; each of them is told. */
export function heapedFigures(body: HeapedBody, context: RuleContext): Observation[] {
  return selectItems(body, context).flatMap((item) => {
    const round = context.units.filter((unit) => {
      const value = cellValue(context, { item, unit: unit.code, breakdown: '' }, context.period)
      return value !== null && endsInZeros(value, body.zeros)
    })
    if (round.length < body.units) return []
    const sentence = `${itemName(item, context)}有 ${round.length} 个单位的数以 ${'0'.repeat(body.zeros)} 结尾（${round.map((unit) => unit.name).join('、')}），可能是估数`
    return round.map((unit) => ({
      unit: unit.code,
      cells: [{ item, unit: unit.code, breakdown: '' }],
      sentence,
      remedy: '请核对',
    }))
  })
}
