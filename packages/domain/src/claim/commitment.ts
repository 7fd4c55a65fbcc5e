import { printedOrder } from '../number/difference.ts'
import type { NumberFormat } from '../number/number-format.ts'
import { formatPeriod, formatProse } from '../number/number-format.ts'
import type { Period } from '../period.ts'
import { yearOf } from '../period.ts'
import type { LostMet } from '../target/light-history.ts'
import { standingWords } from '../target/standing.ts'
import type { Standing } from '../target/standing.ts'
import { meets } from './goal.ts'

declare const checked: unique symbol

/** Why commitments have no light: each by its own name, never one for another. */
export const unlitStandings = [
  'not_reported',
  'not_available',
  'withheld',
  'uncomputable',
  'invalid',
  'not_judged',
] as const satisfies readonly Standing[]

export type UnlitCount = { readonly standing: (typeof unlitStandings)[number]; readonly count: number }

export type OwnerCount = { readonly name: string; readonly late: number }

/** How the commitments of a year stand together, and whose the late ones are. */
export type CommitmentsClaim = {
  readonly kind: 'commitments'
  /** Whose or which they are: 安平县, 市人社局牵头的; '' for all of the city. */
  readonly scope: string
  readonly year: number
  /** False: a year that is over, judged by the figures of its end. */
  readonly isCurrent: boolean
  readonly all: number
  readonly met: number
  readonly near: number
  readonly late: number
  /** Those without a light, by what keeps them from one; none of them 0. */
  readonly unlit: readonly UnlitCount[]
  /** Lead departments of the late ones, most first; empty where they are not to be named. */
  readonly owners: readonly OwnerCount[]
  readonly [checked]?: true
}

export type Commitment = { readonly standing: Standing; readonly owner: string }

type Scope = Pick<CommitmentsClaim, 'scope' | 'year' | 'isCurrent'>

/** Null with fewer than two that may be judged. What has no target of the year, or does not apply, is not counted. */
export function claimCommitments(scope: Scope, rows: readonly Commitment[]): CommitmentsClaim | null {
  const count = (...of: readonly Standing[]): number => rows.filter((row) => of.includes(row.standing)).length
  if (count('met', 'near', 'late') < 2) return null
  const owners = Map.groupBy(
    rows.filter((row) => row.standing === 'late'),
    (row) => row.owner,
  )
  return {
    kind: 'commitments',
    ...scope,
    all: rows.length - count('no_target', 'not_applicable'),
    met: count('met'),
    near: count('near'),
    late: count('late'),
    unlit: countUnlit(rows),
    owners: [...owners]
      .map(([name, of]) => ({ name, late: of.length }))
      .toSorted((left, right) => right.late - left.late),
  }
}

/** How many stand under each reason for having no light, in one order; what has no target or does not apply is none. */
export function countUnlit(rows: readonly Pick<Commitment, 'standing'>[]): UnlitCount[] {
  return unlitStandings.flatMap((standing) => {
    const count = rows.filter((row) => unlitOf(row.standing) === standing).length
    return count === 0 ? [] : [{ standing, count }]
  })
}

function unlitOf(standing: Standing): Standing {
  return standing === 'not_published' || standing === 'not_due' ? 'not_judged' : standing
}

/** The same counts without naming anybody: for a title that has less room. */
export function withoutOwners(claim: CommitmentsClaim): CommitmentsClaim {
  return { ...claim, owners: [] }
}

/** 2026年目标41项：达标18项、临近7项、滞后5项，未报1项；滞后的5项中市人社局牵头3项，最多 */
export function commitmentsWords(claim: CommitmentsClaim): string {
  const { scope, year, isCurrent, all, met, near, late, unlit } = claim
  const lights = [
    { word: '达标', count: met },
    { word: '临近', count: near },
    { word: '滞后', count: late },
  ].flatMap(({ word, count }) => (count === 0 ? [] : [`${word}${count}项`]))
  const parts = `${lights.join('、')}${late === 0 ? '，无滞后' : ''}`
  const rest = unlit.map(({ standing, count }) => `，${standingWords[standing]}${count}项`)
  const lead = `${scope}${year}年目标${all}项${isCurrent ? '' : `按${year}年末数据评价`}`
  return `${lead}：${parts}${rest.join('')}${ownersWords(claim)}`
}

/** 技能提升2026年目标14项中达标7项、滞后1项: parts of them, which need not add up. */
export function commitmentsHeadings(claim: CommitmentsClaim): string[] {
  const { scope, year, isCurrent, all, met, late } = claim
  const bare = commitmentsWords(withoutOwners(claim))
  if (!isCurrent) return [bare]
  return [bare, `${scope}${year}年目标${all}项中达标${met}项${late === 0 ? '，无滞后' : `、滞后${late}项`}`]
}

const mostNamed = 3
/** Letters that the names of all owners may take in one sentence. */
const namesRoom = 36

/** All owners where they are few, else the one with most where it is alone. */
function ownersWords({ late, owners }: CommitmentsClaim): string {
  const [first, second] = owners
  if (first === undefined) return ''
  if (second === undefined) return `；滞后的${late}项${late > 1 ? '均' : ''}由${first.name}牵头`
  const others = owners.slice(1).map(({ name, late: own }) => `、${name}${own}项`)
  const all = `${first.name}牵头${first.late}项${others.join('')}`
  if (owners.length <= mostNamed && all.length <= namesRoom) return `；滞后的${late}项中${all}`
  return first.late > second.late ? `；滞后的${late}项中${first.name}牵头${first.late}项，最多` : ''
}

/** How many targets of a year to come are at hand already. */
export type AheadClaim = {
  readonly kind: 'ahead'
  readonly scope: string
  readonly year: number
  readonly all: number
  readonly comparable: number
  readonly reached: number
  readonly [checked]?: true
}

/** `reached` null: a figure that cannot be held against the year's target today. Null with fewer than two that can. */
export function claimAhead(
  scope: Pick<AheadClaim, 'scope' | 'year'>,
  rows: readonly { readonly reached: boolean | null }[],
): AheadClaim | null {
  const known = rows.filter((row) => row.reached !== null)
  if (known.length < 2) return null
  const reached = known.filter((row) => row.reached).length
  return { kind: 'ahead', ...scope, all: rows.length, comparable: known.length, reached }
}

/** 2027年目标41项，其中30项可与本季数值比较，9项已达到目标水平 */
export function aheadWords({ scope, year, all, comparable, reached }: AheadClaim): string {
  const lead = `${scope}${year}年目标${all}项，`
  const some = comparable < all ? `其中${comparable}项可与本季数值比较，` : ''
  return `${lead}${some}${reached === 0 ? '尚无一项达到目标水平' : `${reached}项已达到目标水平`}`
}

/** 达标后回落: met in an earlier quarter, behind the value expected today now. */
export type SlippedClaim = {
  readonly kind: 'slipped'
  readonly subject: string
  /** The last quarter that was met, and its value. */
  readonly period: Period
  readonly before: number
  readonly value: number
  readonly expected: number
  /** The value itself is worse than then; else the expected value ran ahead. */
  readonly fell: boolean
  readonly direction: 'higher' | 'lower'
  readonly format: NumberFormat
  readonly [checked]?: true
}

type Slipping = Pick<SlippedClaim, 'value' | 'expected' | 'direction' | 'format'>

/** Null where nothing was lost, and where the figure as printed reaches what is expected. */
export function claimSlipped(subject: string, lost: LostMet | null, now: Slipping): SlippedClaim | null {
  if (lost === null || meets(now.value, now.expected, now.direction, now.format.decimals)) return null
  return { kind: 'slipped', subject, period: lost.period, before: lost.value, fell: lost.fell, ...now }
}

/** 集体合同签订率2026年第一季度曾达标，此后由83.1%降至81.0%，低于时序目标82.0% */
export function slippedWords({
  subject,
  period,
  before,
  value,
  expected,
  fell,
  direction,
  format,
}: SlippedClaim): string {
  const isHigher = direction === 'higher'
  const side = `${isHigher ? '低于' : '高于'}时序目标${formatProse(expected, format)}`
  const lead = `${subject}${formatPeriod(period)}曾达标，此后`
  if (!fell) return `${lead}未跟上时序目标，本季为${formatProse(value, format)}，${side}`
  return `${lead}由${formatProse(before, format)}${isHigher ? '降至' : '升至'}${formatProse(value, format)}，${side}`
}

/** 达标后回落 · 达标后落后: a mark beside the light. */
export function slippedMark({ fell }: SlippedClaim): string {
  return fell ? '达标后回落' : '达标后落后'
}

/** 基期已达目标: the target asked for no more than there was when it was set. */
export type BaseBeyondClaim = {
  readonly kind: 'base_beyond'
  readonly subject: string
  readonly baseline: number
  readonly base: Period
  /** Today's whole figure; null: none to speak of. */
  readonly value: number | null
  readonly target: number
  readonly year: number
  readonly direction: 'higher' | 'lower'
  readonly format: NumberFormat
  readonly [checked]?: true
}

/** Null where the baseline as printed falls short of the target. */
export function claimBaseBeyond(
  subject: string,
  facts: Omit<BaseBeyondClaim, 'kind' | 'subject'>,
): BaseBeyondClaim | null {
  const { baseline, target, direction, format } = facts
  return meets(baseline, target, direction, format.decimals) ? { kind: 'base_beyond', subject, ...facts } : null
}

/** 劳动合同签订率2021年基期为97.5%，已高于2027年目标97.0%；本季为96.2%，低于该目标 */
export function baseBeyondWords(claim: BaseBeyondClaim): string {
  const { subject, baseline, base, value, target, year, direction, format } = claim
  const order = printedOrder(baseline, target, format.decimals)
  const side = order === 0 ? '等于' : order > 0 ? '高于' : '低于'
  const lead = `${subject}${yearOf(base)}年基期为${formatProse(baseline, format)}，已${side}${year}年目标${formatProse(target, format)}`
  if (value === null || meets(value, target, direction, format.decimals)) return lead
  return `${lead}；本季为${formatProse(value, format)}，${direction === 'higher' ? '低于' : '高于'}该目标`
}

/** 基期已达目标: a mark beside the light. */
export const baseBeyondMark = '基期已达目标'
