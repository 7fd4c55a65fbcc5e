import { findClaim } from '@cg/contract/claims'
import type { IndicatorFact, ValueFact } from '@cg/contract/release/fact'
import { bulletinSentence, claimField, claimLacking, claimReported } from '@cg/domain/claim/bulletin'
import { sentence } from '@cg/domain/claim/claim'
import { withoutOwners } from '@cg/domain/claim/commitment'
import { namesWords } from '@cg/domain/claim/words'
import { formatPeriod, formatProse, formatState } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import type { BulletinSubject } from './sources.ts'
import { exactOf, ofCity, ofRelease } from './sources.ts'
import { tasksSaid } from './plan.ts'
import type { Said, Writing } from './written.ts'
import { writeSaid } from './written.ts'

/** 一、总体情况: how the commitments stand, the core indicators one by one, the scores, how it was reported, the key tasks. */
export function writeGeneral(writing: Writing, subject: BulletinSubject): void {
  writeSaid(writing, 'general-goals', goalsSaid(subject))
  writeSaid(writing, 'general-core', coreSaid(subject))
  writeSaid(writing, 'general-score', scoreSaid(subject))
  writeSaid(writing, 'general-reporting', reportingSaid(subject))
  writeSaid(writing, 'general-tasks', tasksSaid(subject))
}

function goalsSaid(subject: BulletinSubject): Said[] {
  const { targets, overview } = subject
  const claim = findClaim(targets.claims, 'commitments', ({ isCurrent }) => isCurrent)
  const cards = findClaim(overview.claims, 'cards')
  return [
    ...(claim === null
      ? []
      : [{ text: sentence(withoutOwners(claim)), source: ofRelease(subject, 'targets/claims', '目标完成情况') }]),
    ...(cards === null
      ? []
      : [{ text: sentence({ ...cards, worst: null }), source: ofRelease(subject, 'overview/claims', '核心指标') }]),
  ]
}

/** Each core indicator with a figure, its change and its goal; then those without one, by their state. */
function coreSaid(subject: BulletinSubject): Said[] {
  const { cards } = subject.overview
  const lacking = claimLacking(
    cards.flatMap(({ indicator, fact }) =>
      fact.value === null ? [{ name: indicator.name, state: formatState(fact.state) }] : [],
    ),
  )
  return [
    ...cards.flatMap(({ indicator, fact }) => figureSaid(subject, indicator, fact) ?? []),
    ...(lacking === null
      ? []
      : [{ text: bulletinSentence(lacking), source: ofRelease(subject, 'overview/cards', '核心指标') }]),
  ]
}

/** 技能培训覆盖率为82.6%，较上季提高1.8个百分点，达到时序目标82.0%; null without a figure. */
export function figureSaid(subject: BulletinSubject, indicator: IndicatorFact, fact: ValueFact): Said | null {
  if (fact.value === null) return null
  const { overview, matrix, targets } = subject
  const { name } = indicator
  const claims = [
    ...overview.claims,
    ...matrix.claims,
    ...(targets.rows.find((row) => row.indicator.code === indicator.code)?.claims ?? []),
  ]
  const goal = findClaim(claims, 'goal', (claim) => claim.subject === name)
  const change = findClaim(claims, 'change', (claim) => claim.subject === name)
  const moved = change === null ? [] : [sentence({ ...change, subject: '' })]
  const aim = goal === null ? [] : [sentence({ ...goal, subject: '' })]
  const own = `${name}为${formatProse(fact.value, indicator)}${limitsOf(subject, fact)}`
  return {
    text: [own, ...moved, ...aim].join('，'),
    source: ofCity(subject, indicator),
    exact: exactOf(indicator, fact),
  }
}

/** What a figure cannot be read without: not all reported, or measured earlier. */
function limitsOf({ matrix }: BulletinSubject, { state, missing, carriedFrom }: ValueFact): string {
  if (carriedFrom !== null) return `（沿用${formatPeriod(parsePeriod(carriedFrom))}数据）`
  if (state !== 'partial') return ''
  const names = missing.map((code) => matrix.units.shortName[matrix.units.code.indexOf(code)] ?? code)
  return names.length === 0 ? '（按已报单位汇总）' : `（不含${namesWords(names, 4)}）`
}

function scoreSaid(subject: BulletinSubject): Said[] {
  const { score } = subject
  if (score === null)
    return [
      { text: '本期没有采用计分方案，不作综合排名', source: ofRelease(subject, 'overview/release/scheme', '方案') },
    ]
  const { spread, measure, notRanked } = score
  const source = ofRelease(subject, 'rankings/score/spread', '综合得分')
  if (notRanked !== null) return [{ text: notRanked, source }]
  const format = { unit: '分', decimals: measure.decimals }
  const claim = spread === null ? null : claimField({ ...spread, format })
  return claim === null ? [] : [{ text: bulletinSentence(claim), source }]
}

function reportingSaid(subject: BulletinSubject): Said[] {
  const { due, accepted, late, missing, open = [] } = subject.overview.reporting
  const count = (state: 'undecided' | 'not_due'): number => open.filter((form) => form.state === state).length
  const claim = claimReported({
    due,
    onTime: accepted,
    late: late - missing,
    missing,
    undecided: count('undecided'),
    notDue: count('not_due'),
  })
  const source = ofRelease(subject, 'overview/reporting', '报送情况')
  return claim === null ? [] : [{ text: bulletinSentence(claim), source }]
}
