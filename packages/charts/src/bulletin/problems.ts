import { findClaim } from '@cg/contract/claims'
import { bulletinSentence, claimOwed, claimShort, claimSilentUnits, claimUnnamed } from '@cg/domain/claim/bulletin'
import type { AttentionClaim } from '@cg/domain/claim/attention'
import { sentence } from '@cg/domain/claim/claim'
import { isWider } from '@cg/domain/claim/gap'
import { meets } from '@cg/domain/claim/goal'
import type { RankingFacts } from '@cg/contract/release/ranking'
import { figureSaid } from './general.ts'
import { followedSaid, overdueSaid } from './plan.ts'
import type { Topic } from './results.ts'
import { gapSaid, sureSaid } from './results.ts'
import type { BulletinSubject } from './sources.ts'
import { ofCity, ofRelease } from './sources.ts'
import type { Said } from './written.ts'

const mostLate = 8
const mostSlipped = 5
const mostGaps = 3

/** 三、存在问题: what lags, where it certainly lags, gaps that grew, what is overdue, what was not reported. */
export function problemTopics(subject: BulletinSubject): Topic[] {
  return [
    { id: 'problems-late', said: lateSaid(subject) },
    { id: 'problems-slipped', said: slippedSaid(subject) },
    {
      id: 'problems-districts',
      said: [...shortSaid(subject), ...sureSaid(subject, 'lower'), ...fallSaid(subject)],
    },
    { id: 'problems-gaps', said: gapSaid(subject, isWider, mostGaps) },
    { id: 'problems-tasks', said: overdueSaid(subject) },
    { id: 'problems-followed', said: followedSaid(subject) },
    { id: 'problems-reporting', said: owedSaid(subject) },
  ]
}

/** Commitments of the city whose light is 滞后 as their printed figures say too, each with its figure and who leads. */
function lateSaid(subject: BulletinSubject): Said[] {
  const { matrix, targets } = subject
  const late = targets.rows.filter(({ light, claims }) => light === 'late' && findClaim(claims, 'goal') !== null)
  const said = late.slice(0, mostLate).flatMap((row): Said[] => {
    const i = matrix.indicators.findIndex(({ code }) => code === row.indicator.code)
    const [indicator, fact] = [matrix.indicators[i], matrix.city[i]]
    const one = indicator === undefined || fact === undefined ? null : figureSaid(subject, indicator, fact)
    return one === null ? [] : [{ ...one, text: `${one.text}，由${row.indicator.leadDepartment}牵头` }]
  })
  const rest = late.length - said.length
  const source = ofRelease(subject, 'targets/rows', '滞后指标')
  return rest === 0 ? said : [...said, { text: `其余${rest}项滞后指标见附件`, source }]
}

/** Those that are not told as late already. */
function slippedSaid(subject: BulletinSubject): Said[] {
  return subject.targets.rows
    .flatMap((row): Said[] => {
      const claim = row.light === 'late' ? null : findClaim(row.claims, 'slipped')
      return claim === null ? [] : [{ text: sentence(claim), source: ofCity(subject, row.indicator) }]
    })
    .slice(0, mostSlipped)
}

/** Of each core indicator: how many units fall short, and whose whole interval does. */
function shortSaid(subject: BulletinSubject): Said[] {
  return subject.overview.rankings.flatMap((ranking): Said[] => {
    const { measure } = ranking
    if (measure.kind === 'score' || measure.direction === 'neutral') return []
    const { direction } = measure
    const rows = ranking.units.shortName.map((name, at) => ({ name, ...shortAt(ranking, direction, at) }))
    const claim = claimShort(measure.name, rows, { direction, isNamed: subject.isNaming })
    if (claim === null) return []
    const source = ofCity(subject, measure)
    const path = `rankings/${measure.code}/expected`
    return [
      { text: bulletinSentence(claim), source: { ...source, path, words: source.words.replace('全市', '各单位') } },
    ]
  })
}

/** `isSure`: the end of the 95 % interval that is nearest the goal misses it too; without an interval nothing is sure. */
function shortAt(
  { value, expected, light, low, high, measure }: RankingFacts,
  direction: 'higher' | 'lower',
  at: number,
): { isShort: boolean | null; isSure: boolean } {
  const [own, goal] = [value[at] ?? null, expected[at] ?? null]
  if (own === null || goal === null || (light[at] ?? null) === null) return { isShort: null, isSure: false }
  const best = (direction === 'higher' ? high[at] : low[at]) ?? null
  return {
    isShort: !meets(own, goal, direction, measure.decimals),
    isSure: best !== null && !meets(best, goal, direction, measure.decimals),
  }
}

type Fall = Extract<AttentionClaim, { readonly about: 'rank_fall' }>
type Silent = Extract<AttentionClaim, { readonly about: 'not_reported' }>

function attentions({ overview }: BulletinSubject): AttentionClaim[] {
  return overview.alerts.flatMap(({ claim }) => (claim.kind === 'attention' ? [claim] : []))
}

/** In protocol order: alerts come by how many people they are about. */
function inOrder<C extends { readonly unit: string }>({ matrix }: BulletinSubject, claims: readonly C[]): C[] {
  const placeOf = ({ unit }: C): number => matrix.units.shortName.indexOf(unit)
  return claims.toSorted((left, right) => placeOf(left) - placeOf(right))
}

/** Falls beyond what their uncertainty leaves open: the only ones that alerts are made of. */
function fallSaid(subject: BulletinSubject): Said[] {
  const falls = inOrder(
    subject,
    attentions(subject).filter((claim): claim is Fall => claim.about === 'rank_fall'),
  )
  const source = ofRelease(subject, 'overview/alerts', '综合得分位次')
  if (subject.isNaming) return falls.map((claim) => ({ text: sentence(claim), source }))
  const claim = claimUnnamed(
    'rank_fall',
    falls.map(({ before, now }) => now - before),
  )
  return claim === null ? [] : [{ text: bulletinSentence(claim), source }]
}

/** Who reported late or nothing, and units of which figures are missing. */
function owedSaid(subject: BulletinSubject): Said[] {
  const silent = inOrder(
    subject,
    attentions(subject).filter(
      (claim): claim is Silent => claim.about === 'not_reported' && owesForm(subject, claim.unit),
    ),
  )
  const alerts = ofRelease(subject, 'overview/alerts', '考核指标报送')
  if (!subject.isNaming) {
    const claim = claimUnnamed(
      'not_reported',
      silent.map(() => 0),
    )
    return claim === null ? [] : [{ text: bulletinSentence(claim), source: alerts }]
  }
  const source = ofRelease(subject, 'overview/reporting/overdue', '报送情况')
  const owedOf = (state: 'missing' | 'late'): Said[] => {
    const own = subject.overview.reporting.overdue.filter((form) => form.state === state)
    const claim = claimOwed(state, reportersInOrder(subject, own))
    return claim === null ? [] : [{ text: bulletinSentence(claim), source }]
  }
  const units = claimSilentUnits(silent.map(({ unit, indicators }) => ({ name: unit, indicators: indicators.length })))
  const lacking = units === null ? [] : [{ text: bulletinSentence(units), source: alerts }]
  return [...owedOf('missing'), ...lacking, ...owedOf('late')]
}

/** Figures of a unit are missing for many reasons: only where the unit itself owes a form may it be blamed for that. */
function owesForm({ matrix, overview }: BulletinSubject, shortName: string): boolean {
  const name = matrix.units.name[matrix.units.shortName.indexOf(shortName)]
  return overview.reporting.overdue.some(
    ({ reporter, state }) => state === 'missing' && (reporter === name || reporter === shortName),
  )
}

/** One entry a form: departments first, then units in protocol order by the names that the rest of the paper calls them. */
function reportersInOrder(
  { matrix, targets }: BulletinSubject,
  forms: readonly { readonly reporter: string }[],
): string[] {
  const departments = targets.departments.map(({ name }) => name)
  const placeOf = (reporter: string): number => {
    const unit = matrix.units.name.indexOf(reporter)
    if (unit >= 0) return departments.length + 1 + unit
    const department = departments.indexOf(reporter)
    return department < 0 ? departments.length : department
  }
  return forms
    .map(({ reporter }) => reporter)
    .toSorted((left, right) => placeOf(left) - placeOf(right))
    .map((reporter) => matrix.units.shortName[matrix.units.name.indexOf(reporter)] ?? reporter)
}
