import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseCondition, parseExpression } from './parse.ts'
import { printExpression } from './print.ts'
import type { Condition, Quantity } from './syntax.ts'
import { bindVariables, comparisonOperators, itemUses, readTimes } from './syntax.ts'

const item = fc.constantFrom('P_CON', 'W_TOTAL', 'E_ALL', '$part')
const quantity: fc.Arbitrary<Quantity> = fc.letrec<{ quantity: Quantity }>((tie) => ({
  quantity: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({
      kind: fc.constant('number' as const),
      value: fc.double({ min: 0, max: 1e9, noNaN: true, noDefaultInfinity: true }).map(Math.abs),
    }),
    fc.record({
      kind: fc.constant('item' as const),
      item,
      breakdown: fc.constantFrom('', 'size:above', 'cluster:other'),
      time: fc.constantFrom(...readTimes),
    }),
    fc.record({ kind: fc.constant('sumBy' as const), item, axis: fc.constantFrom('size', 'cluster') }),
    fc.record({ kind: fc.constant('negate' as const), operand: tie('quantity') }),
    fc.record({
      kind: fc.constant('arithmetic' as const),
      operator: fc.constantFrom('+', '-', '*', '/'),
      left: tie('quantity'),
      right: tie('quantity'),
    }),
    fc.record({
      kind: fc.constant('call' as const),
      name: fc.constant('abs' as const),
      operands: fc.tuple(tie('quantity')),
    }),
    fc.record({
      kind: fc.constant('call' as const),
      name: fc.constantFrom('min', 'max'),
      operands: fc.array(tie('quantity'), { minLength: 2, maxLength: 3 }),
    }),
  ),
})).quantity

const condition: fc.Arbitrary<Condition> = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({
      kind: fc.constant('compare' as const),
      first: quantity,
      links: fc.array(fc.record({ operator: fc.constantFrom(...comparisonOperators), operand: quantity }), {
        minLength: 1,
        maxLength: 3,
      }),
    }),
    fc.record({ kind: fc.constant('within' as const), operand: quantity, low: quantity, high: quantity }),
    fc.record({
      kind: fc.constantFrom('and', 'or'),
      operands: fc.array(tie('condition'), { minLength: 2, maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant('not' as const), operand: tie('condition') }),
  ),
})).condition

describe('the rule language', () => {
  test('what is printed parses back to the same condition', () => {
    fc.assert(
      fc.property(condition, (expression) => {
        const text = printExpression(expression)
        fc.pre(text.length <= 600)
        expect(parseCondition(text)).toEqual({ ok: true, expression })
      }),
      { numRuns: 1000 },
    )
  })

  test('printing is stable', () => {
    fc.assert(
      fc.property(quantity, (expression) => {
        const text = printExpression(expression)
        fc.pre(text.length <= 600)
        const again = parseExpression(text)
        expect(again.ok && printExpression(again.expression)).toBe(text)
      }),
    )
  })

  test('any text parses or is refused with a place inside it, and nothing is thrown', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(
            'P_CON',
            '<=',
            '(',
            ')',
            '[',
            ']',
            'sum',
            'by',
            'size',
            ' and ',
            ' ',
            '5',
            '%',
            ',',
            '≤',
            '（',
            '人',
            '-',
            'not ',
            'in',
          ),
        }),
        (text) => {
          const result = parseExpression(text)
          if (result.ok) return
          expect(result.position).toBeGreaterThanOrEqual(1)
          expect(result.position).toBeLessThanOrEqual(Array.from(text).length + 1)
          expect(result.reason).toMatch(/第\d+个字符处：/)
        },
      ),
      { numRuns: 1000 },
    )
  })

  test.each([
    ['P_CON ≤ P_CON_DUE ≤ W_TOTAL', 'P_CON <= P_CON_DUE <= W_TOTAL'],
    ['Ｗ_TOTAL＝＝sum（W_TOTAL by size）', 'W_TOTAL == sum(W_TOTAL by size)'],
    [
      'abs(P_SKILL - (prev(P_SKILL) + P_SKILL_NEW)) <= 3% * prev(P_SKILL)',
      'abs(P_SKILL - (prev(P_SKILL) + P_SKILL_NEW)) <= 0.03 * prev(P_SKILL)',
    ],
    ['P_LEC ÷ N_LEC in [5, 500]', 'P_LEC / N_LEC in [5, 500]'],
    ['A - B - C == D', 'A - B - C == D'],
    ['A - (B - C) == D', 'A - (B - C) == D'],
    ['(A + B) * C > 0 or not A > 0 and B > 0', '(A + B) * C > 0 or not A > 0 and B > 0'],
    ['W_TOTAL[size:above] <= W_TOTAL', 'W_TOTAL[size:above] <= W_TOTAL'],
  ])('%s is printed as %s', (text, printed) => {
    const result = parseCondition(text)
    expect(result.ok && printExpression(result.expression)).toBe(printed)
  })

  test.each([
    ['', 1, '应为数字、数据项代码或函数，但表达式已结束'],
    ['P_CON <=', 9, '但表达式已结束'],
    ['P_CON = 5', 7, '相等请写“==”'],
    ['P_CON <= 应签订', 10, '不认识“应”'],
    ['P_CON ≤ (W_TOTAL', 17, '应为“)”'],
    ['sum(P_CON per size) > 0', 11, '应为“by”，却是“per”'],
    ['median(P_CON) > 0', 1, '没有函数“median”'],
    ['abs(P_CON, 5) > 0', 1, 'abs 只取一个数'],
    ['min(P_CON) > 0', 1, 'min 至少取两个数'],
    ['P_CON and W_TOTAL > 0', 1, '此处应为条件'],
    ['P_CON + (W_TOTAL > 0) > 5', 9, '此处应为一个数，却是条件'],
    ['P_CON <= W_TOTAL W_TOTAL', 18, '此处多出“W_TOTAL”'],
    ['P_CON in [5 500]', 13, '应为“,”，却是“500”'],
    ['P_CON + 5', 1, '这是一个数，不是条件'],
    ['prev(5) > 0', 6, '应为数据项代码'],
  ])('%j is refused at character %d', (text, position, words) => {
    const result = parseCondition(text)
    expect(result).toMatchObject({ ok: false, position })
    expect(result.ok || result.reason).toContain(words)
  })

  test('a text that would exhaust the stack is refused', () => {
    expect(parseCondition('('.repeat(600))).toMatchObject({ ok: false, position: 601 })
    expect(parseCondition('('.repeat(100_000)).ok).toBe(false)
  })

  test('variables are bound and items listed in reading order', () => {
    const parsed = parseCondition('ytd($done) <= 1.3 * inYear($plan)')
    if (!parsed.ok) throw new Error(parsed.reason)
    const bound = bindVariables(parsed.expression, { done: 'P_PARTY_NEW', plan: 'P_PARTY_PLAN' })
    expect(printExpression(bound)).toBe('ytd(P_PARTY_NEW) <= 1.3 * inYear(P_PARTY_PLAN)')
    expect(itemUses(bound).map((use) => use.item)).toEqual(['P_PARTY_NEW', 'P_PARTY_PLAN'])
  })
})
