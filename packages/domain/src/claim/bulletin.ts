import { unreachable } from '../must.ts'
import type { NumberFormat } from '../number/number-format.ts'
import { formatProse } from '../number/number-format.ts'
import type { CorrectedClaim } from './corrected.ts'
import { correctedWords } from './corrected.ts'
import { namesWords } from './words.ts'

/* What a 情况通报 says beyond the screens: of a whole city to all of its districts, and of a district by name. */

declare const checked: unique symbol

/** How the forms of the quarter came in. */
type ReportedClaim = {
  readonly kind: 'reported'
  readonly due: number
  readonly onTime: number
  readonly late: number
  readonly missing: number
  readonly undecided: number
  readonly notDue: number
  readonly [checked]?: true
}

type Reported = Omit<ReportedClaim, 'kind'>

/** Null where no form was due, and where the counts do not add up to what was due. */
export function claimReported(counts: Reported): ReportedClaim | null {
  const { due, onTime, late, missing, undecided, notDue } = counts
  if (due === 0 || onTime + late + missing + undecided + notDue !== due) return null
  return { kind: 'reported', ...counts }
}

/** 本期应报报表131张，按期审核通过125张，迟报4张，未报2张 */
function reportedWords({ due, onTime, ...rest }: ReportedClaim): string {
  if (onTime === due) return `本期应报报表${due}张，均按期审核通过`
  const parts = [
    [rest.late, '迟报'],
    [rest.missing, '未报'],
    [rest.undecided, '已报未审定'],
    [rest.notDue, '未到截止时间'],
  ] as const
  const others = parts.flatMap(([count, word]) => (count === 0 ? [] : [`，${word}${count}张`]))
  return `本期应报报表${due}张，按期审核通过${onTime}张${others.join('')}`
}

/** Who owes forms, by name and count. */
type OwedClaim = {
  readonly kind: 'owed'
  readonly state: 'missing' | 'late'
  readonly reporters: readonly { readonly name: string; readonly forms: number }[]
  readonly [checked]?: true
}

/** `reporters`: one entry a form, in the order in which they are to be named. Null without any. */
export function claimOwed(state: OwedClaim['state'], reporters: readonly string[]): OwedClaim | null {
  if (reporters.length === 0) return null
  const counted = [...Map.groupBy(reporters, (name) => name)].map(([name, of]) => ({ name, forms: of.length }))
  return { kind: 'owed', state, reporters: counted }
}

/** Names that a sentence lists; of more it says how many there are. */
const mostNames = 20

/** 未报报表的有：岚谷县2张、市科技局1张 */
function owedWords({ state, reporters }: OwedClaim): string {
  const named = reporters.map(({ name, forms }) => `${name}${forms}张`)
  return `${state === 'missing' ? '未报' : '迟报'}报表的有：${namesWords(named, mostNames)}`
}

/** Units of which assessed indicators did not come. */
type SilentClaim = {
  readonly kind: 'silent'
  readonly units: readonly { readonly name: string; readonly indicators: number }[]
  readonly [checked]?: true
}

/** `units` in the order in which they are to be named. Null without any. */
export function claimSilentUnits(units: SilentClaim['units']): SilentClaim | null {
  return units.length === 0 ? null : { kind: 'silent', units }
}

/** 因未报报表缺少考核指标数据的单位有：岚谷县4项、云岭县1项 */
function silentWords({ units }: SilentClaim): string {
  const named = units.map(({ name, indicators }) => `${name}${indicators}项`)
  return `因未报报表缺少考核指标数据的单位有：${namesWords(named, mostNames)}`
}

/** How the scores of a quarter lie. */
type FieldClaim = {
  readonly kind: 'field'
  readonly units: number
  readonly median: number
  readonly low: number
  readonly high: number
  readonly format: NumberFormat
  readonly [checked]?: true
}

/** Null with fewer than three: they are told one by one. */
export function claimField(field: Omit<FieldClaim, 'kind'>): FieldClaim | null {
  return field.units < 3 ? null : { kind: 'field', ...field }
}

/** 11个单位有综合得分，中位数78.21分，最高92.10分，最低61.23分 */
function fieldWords({ units, median, low, high, format }: FieldClaim): string {
  const words = (value: number): string => formatProse(value, format)
  return `${units}个单位有综合得分，中位数${words(median)}，最高${words(high)}，最低${words(low)}`
}

/** The units whose place by the score lies within one end of the ranking whatever its uncertainty leaves open. */
type SureClaim = {
  readonly kind: 'sure'
  readonly end: 'upper' | 'lower'
  /** Places of that end. */
  readonly places: number
  readonly count: number
  /** In protocol order; empty: they are not named. */
  readonly names: readonly string[]
  readonly [checked]?: true
}

type PlaceSpanOf = { readonly name: string; readonly low: number | null; readonly high: number | null }

/** The share of a ranking that is an end of it. */
const endShare = 3

/** `rows` in protocol order, units with a place only. Null below six of them, without spans, and where nobody is sure. */
export function claimSure(end: SureClaim['end'], rows: readonly PlaceSpanOf[], isNamed: boolean): SureClaim | null {
  if (rows.length < 2 * endShare) return null
  const places = Math.floor(rows.length / endShare)
  const own = rows.filter(({ low, high }) => {
    if (low === null || high === null) return false
    return end === 'upper' ? high <= places : low > rows.length - places
  })
  if (own.length === 0) return null
  return { kind: 'sure', end, places, count: own.length, names: isNamed ? own.map(({ name }) => name) : [] }
}

/** 综合得分位次区间在前4位以内的单位有（按行政区划顺序）：东湾区、经开区 · 有2个单位综合得分位次区间在后4位以内 */
function sureWords({ end, places, count, names }: SureClaim): string {
  const where = `综合得分位次区间在${end === 'upper' ? '前' : '后'}${places}位以内`
  if (names.length === 0) return `有${count}个单位${where}`
  return `${where}的单位有${names.length > 1 ? '（按行政区划顺序）' : ''}：${namesWords(names, mostNames)}`
}

/** How many units fall short of what is expected of an indicator, and whose shortfall is sure. */
type ShortClaim = {
  readonly kind: 'short'
  readonly subject: string
  readonly direction: 'higher' | 'lower'
  readonly judged: number
  readonly short: number
  /** In protocol order; empty: nobody is to be named, nobody's shortfall is sure, or nearly everybody's is. */
  readonly sure: readonly string[]
  /** Of nearly everybody, whom no list of names would single out, how many; else 0. */
  readonly sureCount: number
  readonly [checked]?: true
}

export type ShortRow = { readonly name: string; readonly isShort: boolean | null; readonly isSure: boolean }

/** Beyond this share of the units judged, names single nobody out. */
const nearlyAll = 2 / 3

/** `isShort` null: not judged. Null with fewer than three judged and where nobody falls short. */
export function claimShort(
  subject: string,
  rows: readonly ShortRow[],
  { direction, isNamed }: { direction: ShortClaim['direction']; isNamed: boolean },
): ShortClaim | null {
  const judged = rows.filter(({ isShort }) => isShort !== null)
  const short = judged.filter(({ isShort }) => isShort)
  if (judged.length < 3 || short.length === 0) return null
  const sure = isNamed ? short.filter(({ isSure }) => isSure).map(({ name }) => name) : []
  const isNearlyAll = sure.length > judged.length * nearlyAll
  const told = isNearlyAll ? { sure: [], sureCount: sure.length } : { sure, sureCount: 0 }
  return { kind: 'short', subject, direction, judged: judged.length, short: short.length, ...told }
}

/** 可比的11个单位中有4个单位的技能培训覆盖率低于时序目标，其中差距可以确定的是岚谷县、安平县 */
function shortWords({ subject, direction, judged, short, sure, sureCount }: ShortClaim): string {
  const side = direction === 'higher' ? '低于' : '高于'
  const all = judged === short ? `可比的${judged}个单位的${subject}均${side}时序目标` : null
  const some = all ?? `可比的${judged}个单位中有${short}个单位的${subject}${side}时序目标`
  if (sureCount > 0) return `${some}，${sureCount === short ? '差距均' : `其中${sureCount}个单位的差距`}可以确定`
  return sure.length === 0 ? some : `${some}，其中差距可以确定的是${namesWords(sure, mostNames)}`
}

/** What befell units that are not to be named. */
type UnnamedClaim = {
  readonly kind: 'unnamed'
  readonly about: 'not_reported' | 'rank_fall'
  readonly count: number
  /** Of falls: the least of them in places. */
  readonly least: number
  readonly [checked]?: true
}

/** Null where it befell nobody. */
export function claimUnnamed(about: UnnamedClaim['about'], falls: readonly number[]): UnnamedClaim | null {
  if (falls.length === 0) return null
  return { kind: 'unnamed', about, count: falls.length, least: Math.min(...falls) }
}

/** 有1个单位因未报报表缺少考核指标数据 · 有2个单位综合得分位次较上季下降3位以上（含3位） */
function unnamedWords({ about, count, least }: UnnamedClaim): string {
  if (about === 'not_reported') return `有${count}个单位因未报报表缺少考核指标数据`
  return `有${count}个单位综合得分位次较上季下降${least}位以上（含${least}位）`
}

/** What the lead department of a late or missing figure means to do, in its own words as they were accepted. */
type UndertakingClaim = {
  readonly kind: 'undertaking'
  readonly owner: string
  readonly subject: string
  readonly lapse: 'late' | 'not_reported'
  readonly measures: string
  /** 预计2026年第四季度达到85.0% */
  readonly expectation: string
  readonly [checked]?: true
}

/** Null where nothing is meant to be done. */
export function claimUndertaking(undertaking: Omit<UndertakingClaim, 'kind'>): UndertakingClaim | null {
  const measures = undertaking.measures.trim().replace(/[。；;\s]+$/u, '')
  return measures === '' ? null : { kind: 'undertaking', ...undertaking, measures }
}

/** 工伤保险参保率滞后于时序目标，由市人社局牵头，措施是：开展专项扩面。预计2026年第四季度达到85.0% */
function undertakingWords({ owner, subject, lapse, measures, expectation }: UndertakingClaim): string {
  const state = lapse === 'late' ? '滞后于时序目标' : '本期未报'
  return `${subject}${state}，由${owner}牵头，措施是：${measures}。${expectation}`
}

/** Whose lead department stated nothing that was accepted. */
type UnstatedClaim = {
  readonly kind: 'unstated'
  readonly subjects: readonly { readonly name: string; readonly owner: string }[]
  readonly [checked]?: true
}

/** Null where all is stated. */
export function claimUnstated(subjects: UnstatedClaim['subjects']): UnstatedClaim | null {
  return subjects.length === 0 ? null : { kind: 'unstated', subjects }
}

/** 尚未说明原因和措施的牵头部门和指标：市人社局，工伤保险参保率、集体合同签订率；市总工会，建会率 */
function unstatedListWords({ subjects }: UnstatedClaim): string {
  const owners = Map.groupBy(subjects, ({ owner }) => owner)
  const parts = [...owners].map(([owner, of]) => `${owner}，${of.map(({ name }) => name).join('、')}`)
  return `尚未说明原因和措施的牵头部门和指标：${parts.join('；')}`
}

/** Indicators without a figure of the city, each with the word of its state. */
type LackingClaim = {
  readonly kind: 'lacking'
  readonly subjects: readonly { readonly name: string; readonly state: string }[]
  readonly [checked]?: true
}

/** Null where every one has a figure. */
export function claimLacking(subjects: LackingClaim['subjects']): LackingClaim | null {
  return subjects.length === 0 ? null : { kind: 'lacking', subjects }
}

/** 核心指标中没有全市数值的有：技能培训覆盖率（未报）、工伤保险参保率（不公布） */
function lackingWords({ subjects }: LackingClaim): string {
  const named = subjects.map(({ name, state }) => `${name}（${state}）`)
  return `核心指标中没有全市数值的有：${namesWords(named, named.length)}`
}

/** Apart from `Claim`, which answers of a release hold: these are made when the paper is, from answers that are frozen. */
export type BulletinClaim =
  | CorrectedClaim
  | FieldClaim
  | LackingClaim
  | OwedClaim
  | ReportedClaim
  | ShortClaim
  | SilentClaim
  | SureClaim
  | UndertakingClaim
  | UnnamedClaim
  | UnstatedClaim

/** The claim as an office clerk would write it. */
export function bulletinSentence(claim: BulletinClaim): string {
  switch (claim.kind) {
    case 'corrected':
      return correctedWords(claim)
    case 'field':
      return fieldWords(claim)
    case 'lacking':
      return lackingWords(claim)
    case 'owed':
      return owedWords(claim)
    case 'reported':
      return reportedWords(claim)
    case 'short':
      return shortWords(claim)
    case 'silent':
      return silentWords(claim)
    case 'sure':
      return sureWords(claim)
    case 'undertaking':
      return undertakingWords(claim)
    case 'unnamed':
      return unnamedWords(claim)
    case 'unstated':
      return unstatedListWords(claim)
    default:
      return unreachable(claim)
  }
}

/** What （一） of a section is called; each stands only where something is said under it. */
export const bulletinTopics = {
  'results-indicators': '部分指标好转',
  'results-districts': '部分区县推进较好',
  'results-gaps': '部分差距收窄',
  'problems-late': '部分指标滞后于时序目标',
  'problems-slipped': '部分指标达标后未能保持',
  'problems-districts': '部分区县仍有差距',
  'problems-gaps': '部分差距扩大',
  'problems-tasks': '部分重点任务逾期',
  'problems-followed': '部分督办事项逾期未办结',
  'problems-reporting': '部分单位报送不及时、不完整',
} as const
export type BulletinTopic = keyof typeof bulletinTopics
