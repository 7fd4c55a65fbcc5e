import { formatShare } from '@cg/domain/number/number-format'
import type { SchemeBody } from '@cg/contract/scheme'

export type SchemeItem = SchemeBody['items'][number]
export type Rule = SchemeItem['rule']
export type Normaliser = Extract<Rule, { kind: 'normalise' }>['normaliser']
export type MissingAction = SchemeBody['missing']['not_reported']

/** What the list of rules offers; a stored rule of another kind stays as it is and shows as 其他. */
export const ruleChoices = [
  { value: 'target_ratio', label: '按目标完成比例' },
  { value: 'target_pass', label: '达标得满分，否则0分' },
  { value: 'step_down', label: '达标满分，差一档扣一次' },
  { value: 'linear_around_target', label: '以目标为基准加减分' },
  { value: 'bands', label: '分档计分' },
  { value: 'power', label: '功效系数法' },
  { value: 'goalposts', label: '按固定上下限折算' },
  { value: 'sheet', label: '按计分表折算' },
  { value: 'rank_decay', label: '按名次递减（相对）' },
  { value: 'min_max', label: '按最高最低折算（相对）' },
  { value: 'other', label: '其他' },
] as const
export type RuleChoice = (typeof ruleChoices)[number]['value']

export function choiceOf(rule: Rule): RuleChoice {
  if (rule.kind !== 'normalise') return rule.kind
  const { kind } = rule.normaliser
  return kind === 'goalposts' || kind === 'sheet' || kind === 'min_max' ? kind : 'other'
}

/** A sound rule to begin with; `target` is the year-end target where the rule wants a number of the indicator's own. */
export function newRule(choice: Exclude<RuleChoice, 'other'>): Rule {
  switch (choice) {
    case 'target_ratio':
      return { kind: 'target_ratio', cap: 1 }
    case 'target_pass':
      return { kind: 'target_pass' }
    case 'step_down':
      return { kind: 'step_down', step: 1, loss: 2 }
    case 'linear_around_target':
      return { kind: 'linear_around_target', base: 80, slope: 0.5, cap: 100 }
    case 'bands':
      return {
        kind: 'bands',
        bands: [
          { limit: 90, points: 100 },
          { limit: 80, points: 80 },
        ],
        otherwise: 60,
      }
    case 'power':
      return { kind: 'power', bounds: { worst: 0, best: 100 } }
    case 'goalposts':
      return { kind: 'normalise', normaliser: { kind: 'goalposts', low: 0, high: 100 } }
    case 'sheet':
      return {
        kind: 'normalise',
        normaliser: {
          kind: 'sheet',
          between: 'linear',
          points: [
            { value: 0, score: 0 },
            { value: 100, score: 100 },
          ],
        },
      }
    case 'rank_decay':
      return { kind: 'rank_decay', step: 5 }
    case 'min_max':
      return { kind: 'normalise', normaliser: { kind: 'min_max' } }
  }
}

const others: Readonly<Record<Exclude<Normaliser['kind'], 'goalposts' | 'sheet' | 'min_max'>, string>> = {
  z: '标准分（相对）',
  percentile_rank: '按百分位次折算（相对）',
  distance_to_max: '按与最高值的距离折算（相对）',
  fraction_of_max: '按占最高值的比例折算（相对）',
  rank: '按名次折算（相对）',
  borda: '按超过的单位数折算（相对）',
  distance_to_reference: '按与参照值的距离折算（相对）',
  distance_to_target: '按与固定目标的距离折算（相对）',
}

/** The rule in one sentence; `unit` is the indicator's. Points are out of 100 unless the rule has a full mark of its own. */
export function ruleWords(rule: Rule, unit: string): string {
  switch (rule.kind) {
    case 'target_ratio':
      return `实际÷时序目标，最多按${percent(rule.cap)}计`
    case 'target_pass':
      return '达到时序目标得满分，未达到不得分'
    case 'step_down': {
      const target = rule.target === undefined ? '时序目标' : `${rule.target}${unit}`
      const most = rule.maxLoss === undefined ? '扣完为止' : `最多扣${rule.maxLoss}分`
      const whole = rule.wholeSteps === true ? '（不足一档不扣）' : ''
      return `达到${target}得满分${full(rule.full)}；每差${rule.step}${differenceUnit(unit)}扣${rule.loss}分${whole}，${most}`
    }
    case 'linear_around_target':
      return `达到时序目标得${rule.base}%；每高（低）1${differenceUnit(unit)}加（减）${rule.slope}分，最多${rule.cap}%`
    case 'bands': {
      const bands = rule.bands.map(({ limit, points }) => `达到${limit}${unit}得${points}分`).join('，')
      return `${bands}，其余得${rule.otherwise}分${full(rule.full)}`
    }
    case 'power':
      return rule.bounds === 'units'
        ? `最差的单位${rule.base ?? 60}分，最好的100分，按比例（相对）`
        : `不允许值${rule.bounds.worst}${unit}得${rule.base ?? 60}分，满意值${rule.bounds.best}${unit}得100分，按比例`
    case 'rank_decay':
      return `第1名100分，每低1名减${rule.step}分${rule.floor === undefined ? '' : `，不低于${rule.floor}分`}（相对）`
    case 'normalise':
      return normaliserWords(rule.normaliser, unit)
  }
}

function normaliserWords(normaliser: Normaliser, unit: string): string {
  switch (normaliser.kind) {
    case 'goalposts':
      return `${normaliser.low}${unit}与${normaliser.high}${unit}之间按比例折算为0—100分`
    case 'sheet': {
      const lines = normaliser.points.map(({ value, score }) => `${value}${unit}→${score}分`).join('，')
      return `${lines}；${normaliser.between === 'linear' ? '中间按比例' : '中间按下一档'}`
    }
    case 'min_max':
      return `最差的单位${normaliser.low ?? 0}分，最好的${normaliser.high ?? 100}分，按比例（相对）`
    default:
      return others[normaliser.kind]
  }
}

/** A difference of rates is in percentage points (decision 3). */
export function differenceUnit(unit: string): string {
  return unit === '%' ? '个百分点' : unit
}

function full(points: number | undefined): string {
  return points === undefined || points === 100 ? '' : `（满分${points}分）`
}

function percent(share: number): string {
  return formatShare(share, 0)
}

/** Rules that need no target: the others give no score where none is set. */
export function needsTarget(rule: Rule): boolean {
  if (rule.kind === 'step_down') return rule.target === undefined
  return rule.kind === 'target_ratio' || rule.kind === 'target_pass' || rule.kind === 'linear_around_target'
}

export const missingStates = [
  { state: 'not_reported', label: '未报' },
  { state: 'not_available', label: '无法提供' },
  { state: 'invalid', label: '数据无效' },
  { state: 'withheld', label: '不公布' },
  { state: 'not_applicable', label: '不适用' },
  { state: 'zero_denominator', label: '分母为0' },
  { state: 'carried', label: '沿用往年数据' },
  { state: 'no_target', label: '没有目标值' },
] as const

export const missingChoices = [
  { value: 'zero', label: '计0分' },
  { value: 'redistribute', label: '权重由其他指标分摊' },
  { value: 'block', label: '不参与排名' },
  { value: 'impute_median', label: '按其他单位的中位得分' },
  { value: 'carry_forward', label: '沿用最近4个季度内的数' },
] as const

export function missingAction(choice: (typeof missingChoices)[number]['value']): MissingAction {
  return choice === 'carry_forward' ? { kind: 'carry_forward', maxAge: 4 } : { kind: choice }
}
