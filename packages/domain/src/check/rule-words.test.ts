import { describe, expect, test } from 'vitest'
import type { RuleBody } from './rule.ts'
import { compileRules } from './rule.ts'
import { ruleWords } from './rule-words.ts'
import { condition, contextOf, ruleOf } from './rules.fixture.ts'

const words = (body: RuleBody) => compileRules([ruleOf(body)]).rules.flatMap((rule) => ruleWords(rule, contextOf({})))

describe('a rule in words', () => {
  test('names items and says what must hold', () => {
    expect(words(condition('P_CON <= P_CON_DUE <= W_TOTAL'))).toEqual([
      '已签订劳动合同的产业工人数不大于应签订劳动合同的产业工人数，且不大于产业工人总数',
    ])
    expect(words(condition('W_TOTAL == sum(W_TOTAL by size)'))).toEqual(['产业工人总数等于产业工人总数按企业规模合计'])
    expect(words(condition('P_TRAIN / N_TRAIN in [5, 500]'))).toEqual(['技能培训人次与技能培训场次之比在5～500之间'])
    expect(words({ kind: 'expression', expression: 'P_CON <= P_CON_DUE', alsoBy: ['size'] })).toEqual([
      '已签订劳动合同的产业工人数不大于应签订劳动合同的产业工人数（按企业规模分开的各组也是）',
    ])
  })

  test('says a sentence for each operand, and takes the words a rule brings along', () => {
    expect(
      words({
        kind: 'expression',
        expression: '$part <= W_TOTAL',
        operands: [{ part: 'P_CON' }, { part: 'P_CON_DUE' }],
      }),
    ).toEqual(['已签订劳动合同的产业工人数不大于产业工人总数', '应签订劳动合同的产业工人数不大于产业工人总数'])
    expect(
      words({ kind: 'expression', expression: 'abs(P_CON - P_TRAIN) <= 5', left: '两数之差', right: '5人' }),
    ).toEqual(['两数之差不大于5人'])
  })

  test('says of whole kinds which figures and how much', () => {
    expect(words({ kind: 'not-falling', items: ['P_TRAIN_UNQ'], within: 'year', excusedByNote: true })).toEqual([
      '接受过培训的产业工人数不小于本年内上一次填报的数，该格有批注的除外',
    ])
    expect(words({ kind: 'heaped', zeros: 3, units: 3 })).toEqual(['同一项有 3 个以上单位的数以 000 结尾的提示'])
    expect(words({ kind: 'limits', bound: 'hard', except: ['P_CON'] })[0]).toBe(
      '各项（已签订劳动合同的产业工人数除外）的数值在本项的允许区间之内（区间见填报页该项的说明）',
    )
    expect(words({ kind: 'unusual', quarters: 8, leastChange: 0.1, leastPeerChange: 0.15, floor: 10 })).toHaveLength(3)
    expect(
      words({ kind: 'zero-denominator', denominators: [{ item: 'P_CON_DUE', indicators: ['劳动合同签订率'] }] }),
    ).toEqual(['应签订劳动合同的产业工人数为 0 时，劳动合同签订率显示“不可计算”，不按 0% 处理'])
  })
})
