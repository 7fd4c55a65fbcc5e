import { differenceUnit, formatShare } from '../number/number-format.ts'
import type { Normaliser } from '../score/normalise.ts'
import type { ItemRule } from '../score/scoring-rule.ts'

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
export function ruleWords(rule: ItemRule, unit: string): string {
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

function full(points: number | undefined): string {
  return points === undefined || points === 100 ? '' : `（满分${points}分）`
}

function percent(share: number): string {
  return formatShare(share, 0)
}
