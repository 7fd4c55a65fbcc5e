import { describe, expect, test } from 'vitest'
import { notReported } from '../cell.ts'
import type { RuleBody } from './rule.ts'
import { compileRules } from './rule.ts'
import { evaluateCatalogueRules } from './catalogue-rules.ts'
import type { Figures } from './rules.fixture.ts'
import { ruleOf, run } from './rules.fixture.ts'

const sentences = (body: RuleBody, figures: Figures, change = {}) =>
  run(body, figures, change).map((finding) => finding.sentence)

describe('patterns over units', () => {
  test('three round figures at once are told to each of the three', () => {
    const body: RuleBody = { kind: 'heaped', items: ['P_TRAIN'], zeros: 3, units: 3 }
    const two = { 'P_TRAIN@AP': 1000, 'P_TRAIN@BX': 25_000, 'P_TRAIN@CY': 1001 }
    expect(run(body, two)).toEqual([])
    const found = run(body, { ...two, 'P_TRAIN@DH': 3000, 'P_TRAIN@CY': 0 })
    expect(found.map((finding) => finding.unit)).toEqual(['AP', 'BX', 'DH'])
    expect(found[0]?.sentence).toBe(
      'AP区：技能培训人次有 3 个单位的数以 000 结尾（AP区、BX区、DH区），可能是估数，请核对',
    )
  })

  test('a district equals the sum of its towns once all of them are in', () => {
    const body: RuleBody = { kind: 'children-sum', items: ['W_TOTAL'], tolerance: 0.01 }
    const children = (unit: string) => (unit === 'AP' ? ['A1', 'A2'] : [])
    expect(sentences(body, { 'W_TOTAL@AP': 10, 'W_TOTAL@A1': 4, 'W_TOTAL@A2': 5 }, { children })).toEqual([
      'AP区：产业工人总数 10 与所辖 2 个单位合计 9 不一致，相差 1，请核对',
    ])
    expect(run(body, { 'W_TOTAL@AP': 9, 'W_TOTAL@A1': 4, 'W_TOTAL@A2': 5 }, { children })).toEqual([])
    expect(run(body, { 'W_TOTAL@AP': 10, 'W_TOTAL@A1': 4 }, { children })).toEqual([])
  })

  test('a denominator of 0 is told and asks for nothing; a missing one is not 0', () => {
    const body: RuleBody = {
      kind: 'zero-denominator',
      denominators: [{ item: 'P_CON_DUE', indicators: ['劳动合同签订率'] }],
    }
    const found = run(body, { 'P_CON_DUE@AP': 0 }, {}, { severity: 'info' })
    expect(found).toMatchObject([
      {
        blocks: false,
        needsExplanation: false,
        sentence: 'AP区：应签订劳动合同的产业工人数为 0，劳动合同签订率不可计算，将显示为“不可计算”，不按 0% 处理',
      },
    ])
    expect(run(body, { 'P_CON_DUE@AP': notReported, 'P_CON_DUE@BX': 5 })).toEqual([])
  })

  test('limits of an item: hard and soft', () => {
    expect(sentences({ kind: 'limits', bound: 'hard' }, { 'W_TOTAL@AP': -1 })).toEqual([
      'AP区：产业工人总数 -1 小于下限 0，请核对',
    ])
    expect(sentences({ kind: 'limits', bound: 'soft' }, { 'W_TOTAL@AP': 500_001, 'P_CON@AP': 500_000 })).toEqual([
      'AP区：产业工人总数 500,001 大于参考上限 500,000，请核对',
    ])
  })

  test('every district has an area type, and centre and remote both exist (R21)', () => {
    const { rules } = compileRules([ruleOf({ kind: 'area-types' }, { code: 'R21', scope: 'catalogue' })])
    const unit = (code: string, areaType: 'centre' | 'suburb' | 'remote' | null) => ({ code, name: code, areaType })
    const names = { centre: '主城区', suburb: '近郊区', remote: '远郊区县' }
    expect(evaluateCatalogueRules(rules, [unit('AP', 'centre'), unit('BX', 'remote')], names)).toEqual([])
    expect(
      evaluateCatalogueRules(rules, [unit('AP', 'centre'), unit('BX', null)], names).map((one) => [
        one.unit,
        one.sentence,
      ]),
    ).toEqual([
      ['BX', 'BX：没有设置区域类型，请在“组织与区划”中选择主城区、近郊区或远郊区县'],
      [null, '没有一个单位是远郊区县，区域差距不能计算，请在“组织与区划”中设置区域类型'],
    ])
  })
})
