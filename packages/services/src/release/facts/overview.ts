import { overviewClaims } from '@cg/contract/claims/overview'
import type { OverviewFacts } from '@cg/contract/release/overview'
import type { RankingFacts } from '@cg/contract/release/ranking'
import { countUnlit } from '@cg/domain/claim/commitment'
import { namesWords } from '@cg/domain/claim/words'
import { standingOf } from '@cg/domain/target/standing'
import type { Standing } from '@cg/domain/target/standing'
import { must } from '@cg/domain/must'
import { cityAt } from '../stored/basis.ts'
import type { BasisForm } from '../stored/basis.ts'
import { alertsOf } from './alerts.ts'
import { valueIn } from './rendering.ts'
import type { Rendering } from './rendering.ts'
import type { Figures } from '../compute/figures.ts'
import { gapsOf } from './gaps.ts'
import { planSums } from './plan.ts'
import { lightAt, numberAt, stateAt } from '../stored/result-table.ts'
import { historyQuarters } from '../compute/quarter.ts'

/** The rankings of the release: by score, when there is one, and of every indicator in the basis's order. */
export type Placed = { readonly score: RankingFacts | null; readonly rankings: readonly RankingFacts[] }

/** The cockpit: cards, rankings, lights, gaps, what needs attention, how it was reported. */
export function overviewFacts(rendering: Rendering, placed: Placed): OverviewFacts {
  const facts = factsOf(rendering, placed)
  return { ...facts, claims: overviewClaims(facts, rendering.figures.basis.coverageLimit) }
}

function factsOf(rendering: Rendering, { score, rankings }: Placed): Omit<OverviewFacts, 'claims'> {
  const { head, figures, indicators } = rendering
  const { basis, quarters } = figures
  const cards = basis.cards.map((code) => basis.indicators.findIndex((one) => one.code === code)).filter((i) => i >= 0)
  const recent = quarters.slice(-historyQuarters)
  const alerts = alertsOf(figures)
  return {
    release: head,
    targetYear: Number(basis.period.slice(0, 4)),
    cards: cards.map((i) => ({
      indicator: must(indicators[i]),
      fact: rendering.cityOf(i),
      periods: recent.map((quarter) => quarter.period),
      values: recent.map((quarter) => valueIn(quarter, i, cityAt)),
    })),
    rankings: [...(score === null ? [] : [score]), ...cards.map((i) => must(rankings[i]))],
    lights: countLights(figures),
    gaps: gapsOf(figures),
    alerts,
    owners: ownersOf(alerts, basis),
    reporting: countForms(figures.basis.forms),
    ...planSums(figures),
    notes: overviewNotes(figures),
  }
}

/** Departments that own an alert, in the order they first come. */
function ownersOf(alerts: OverviewFacts['alerts'], { departments }: Figures['basis']): OverviewFacts['owners'] {
  const codes = [...new Set(alerts.flatMap((alert) => alert.owners))]
  return codes.flatMap((code) => {
    const name = departments[code]
    return name === undefined ? [] : [{ code, name }]
  })
}

function countLights({ basis, results }: Figures): OverviewFacts['lights'] {
  const rows = basis.indicators.map((_, i) => {
    const at = i * results.unitCount + cityAt
    const hasAim = numberAt(results.expected, at) !== null || numberAt(results.targets, at) !== null
    return { standing: standingOf(lightAt(results, at), { state: stateAt(results, at), hasAim }) }
  })
  const count = (of: Standing): number => rows.filter(({ standing }) => standing === of).length
  return {
    met: count('met'),
    near: count('near'),
    late: count('late'),
    unlit: countUnlit(rows),
    withoutTarget: count('no_target') + count('not_applicable'),
  }
}

/** How the forms of the quarter came in; one that never came is overdue as well, unless it was sent or not due yet. */
export function countForms(
  forms: readonly Pick<BasisForm, 'state' | 'open' | 'formName' | 'reporterName'>[],
): OverviewFacts['reporting'] {
  const named = forms.map(({ state, open, formName: form, reporterName: reporter }) => ({
    form,
    reporter,
    state: open ?? state,
  }))
  const of = <S extends string>(state: S) => named.flatMap((form) => (form.state === state ? [{ ...form, state }] : []))
  const missing = of('missing')
  const overdue = [...missing, ...of('late')]
  return {
    due: forms.length,
    accepted: of('on_time').length,
    late: overdue.length,
    missing: missing.length,
    overdue,
    open: [...of('undecided'), ...of('not_due')],
  }
}

export function overviewNotes({ basis, results, ranked }: Figures): string[] {
  const notes: string[] = []
  const missing = basis.forms.filter((form) => form.state === 'missing')
  if (missing.length > 0) {
    const names = missing.map((form) => `${form.reporterName}《${form.formName}》`)
    notes.push(`未通过审核的报表按未报处理：${namesWords(names, 4, '张')}。`)
  }
  const partial = basis.indicators.filter((_, i) => stateAt(results, i * results.unitCount + cityAt) === 'partial')
  if (partial.length > 0) notes.push(`${partial.length}项指标的全市数据按已报单位汇总，尚不完整。`)
  if (basis.corrects !== null) notes.push(`本次发布更正${basis.corrects.code}，原发布仍可查阅。`)
  const inside = ranked.filter((unit) => !must(basis.units[unit]).countsInParent)
  if (inside.length > 0) {
    const names = inside.map((unit) => must(basis.units[unit]).shortName)
    notes.push(`${namesWords(names)}位于其他区县内，全市合计不重复计算。`)
  }
  if (basis.isDemo) notes.push('演示数据，非真实统计结果。')
  return notes
}
