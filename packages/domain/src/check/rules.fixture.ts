import type { Cell } from '../cell.ts'
import { notReported, reported } from '../cell.ts'
import type { FormCell } from '../form/form-cell.ts'
import { cellKey } from '../form/form-cell.ts'
import type { Period } from '../period.ts'
import { parsePeriod } from '../period.ts'
import type { RuleBody, RuleDefinition } from './rule.ts'
import { compileRules } from './rule.ts'
import type { RuleContext, RuleFinding, RuleItem } from './context.ts'
import { evaluateRules } from './rules.ts'

export const thisQuarter = parsePeriod('2026Q3')
const limits = {
  hardMin: 0,
  hardMax: null,
  softMin: null,
  softMax: 500_000,
  softChange: { kind: 'percent', value: 10 },
} as const
const people = (name: string, periodKind: RuleItem['periodKind'] = 'STOCK_EOQ'): RuleItem => ({
  name,
  unit: '人',
  decimals: 0,
  periodKind,
  limits,
})

const items = new Map<string, RuleItem>([
  ['W_TOTAL', people('产业工人总数')],
  ['P_CON_DUE', people('应签订劳动合同的产业工人数')],
  ['P_CON', people('已签订劳动合同的产业工人数')],
  ['P_TRAIN', people('技能培训人次', 'FLOW_Q')],
  ['P_TRAIN_UNQ', people('接受过培训的产业工人数', 'YTD_UNIQUE')],
  ['P_PLAN', people('年度计划数', 'ANNUAL')],
  ['N_TRAIN', { name: '技能培训场次', unit: '场', decimals: 0, periodKind: 'FLOW_Q' }],
  ['F_TRAIN', { name: '培训资源投入', unit: '万元', decimals: 2, periodKind: 'YTD_CUM' }],
  [
    'N_CASE',
    {
      name: '创新案例数',
      unit: '项',
      decimals: 0,
      periodKind: 'SINCE_BASE',
      limits: { ...limits, softChange: { kind: 'absolute', value: 3 } },
    },
  ],
])

/** A cell written as item@unit, item@unit[size:above] or with a quarter: item@unit:2026Q2. */
export type Figures = Readonly<Record<string, number | Cell>>

export function contextOf(figures: Figures, change: Partial<RuleContext> = {}): RuleContext {
  const cells = new Map<string, Cell>()
  for (const [name, figure] of Object.entries(figures)) {
    const [, item = '', unit = '', breakdown = '', period = thisQuarter] =
      /^(\w+)@(\w+)(?:\[(.+)\])?(?::(\w+))?$/.exec(name) ?? []
    cells.set(`${period}|${cellKey({ item, unit, breakdown })}`, typeof figure === 'number' ? reported(figure) : figure)
  }
  return {
    period: thisQuarter,
    units: ['AP', 'BX', 'CY', 'DH'].map((code) => ({ code, name: `${code}区` })),
    items,
    axes: new Map([
      [
        'size',
        {
          name: '企业规模',
          classes: new Map([
            ['above', '规上'],
            ['msme', '中小微'],
          ]),
        },
      ],
    ]),
    cell: (cell: FormCell, period: Period) => cells.get(`${period}|${cellKey(cell)}`) ?? notReported,
    ...change,
  }
}

export function ruleOf(body: RuleBody, change: Partial<RuleDefinition> = {}): RuleDefinition {
  return {
    code: 'R01',
    family: 'R01',
    severity: 'error',
    scope: 'form',
    title: '测试',
    active: true,
    inactiveReason: null,
    body,
    ...change,
  }
}

export function run(
  body: RuleBody,
  figures: Figures,
  change: Partial<RuleContext> = {},
  definition: Partial<RuleDefinition> = {},
): RuleFinding[] {
  const { rules, problems } = compileRules([ruleOf(body, definition)])
  if (problems[0]) throw new Error(problems[0].reason)
  return evaluateRules(rules, contextOf(figures, change))
}

export function condition(expression: string): RuleBody {
  return { kind: 'expression', expression }
}
