import type { FollowUpSum, FrozenFollowUp, FrozenMeasure, PlanFacts, PlanSum } from '@cg/contract/release/plan'
import { must } from '@cg/domain/must'
import { periodEnd } from '@cg/domain/period'
import { causeWords, closingWords, subjectWords } from '@cg/domain/task/follow-up'
import { milestoneProgress } from '@cg/domain/task/progress'
import { countStandings, measureStanding } from '@cg/domain/task/standing'
import type { Figures } from '../compute/figures.ts'
import { cityAt } from '../stored/basis.ts'
import type { BasisFollowUps, BasisMeasure } from '../stored/basis.ts'
import type { Rendering } from './rendering.ts'

type Item = BasisFollowUps['items'][number]

/** 重点任务 and 督办 of the release. */
export function planFacts({ head, figures }: Rendering): PlanFacts {
  const { plan, followUps } = figures.basis
  return {
    release: head,
    plan:
      plan === undefined
        ? null
        : {
            name: plan.name,
            tasks: plan.tasks.map(({ code, name, measures }) => ({
              code,
              name,
              measures: measures.map((measure) => measureFact(figures, measure)),
            })),
          },
    followUps:
      followUps === undefined
        ? null
        : { asOf: followUps.asOf, items: followUps.items.map((item) => followUpFact(figures, followUps.asOf, item)) },
  }
}

function measureFact({ basis, ranked }: Figures, { milestones, ...measure }: BasisMeasure): FrozenMeasure {
  const { departments, period, units } = basis
  const named = (code: string) => ({ code, name: departments[code] ?? code })
  const end = periodEnd(period)
  const districts = ranked.map((u) => ({ code: must(units[u]).code, name: must(units[u]).shortName }))
  const city = [{ code: must(units[cityAt]).code, name: '全市' }]
  const facts = milestones.map((one) => {
    const asked = one.isByUnit ? districts : city
    const codes = asked.map(({ code }) => code)
    const { missing, ...progress } = milestoneProgress(one, codes, measure.completions, end)
    const days = measure.completions.filter(({ milestone }) => milestone === one.code).map(({ doneOn }) => doneOn)
    return {
      ...one,
      ...progress,
      missing: asked.filter(({ code }) => missing.includes(code)),
      doneOn: missing.length === 0 ? (days.toSorted().at(-1) ?? null) : null,
    }
  })
  return {
    id: measure.id,
    name: measure.name,
    lead: named(measure.lead),
    assists: measure.assists.map(named),
    standing: measureStanding({ report: measure.report, milestones: facts }, period),
    milestones: facts,
    report: measure.report,
  }
}

function followUpFact(figures: Figures, asOf: string, item: Item): FrozenFollowUp {
  const { id, kind, cause, requirement, openedOn, dueOn, closed } = item
  return {
    id,
    kind,
    subject: subjectWords(cause),
    about: causeWords(cause),
    responsible: responsibleOf(figures, item),
    requirement,
    openedOn,
    dueOn,
    isOverdue: closed === null && dueOn < asOf,
    closed: closed === null ? null : { on: closed.on, words: closingWords(cause, closed.closing) },
  }
}

function responsibleOf({ basis: { departments, units } }: Figures, { department, unit }: Item): string {
  if (department !== null) return departments[department] ?? department
  return units.find(({ code }) => code === unit)?.shortName ?? unit ?? ''
}

/** How many are named at once. */
const mostNamed = 3

/** The same in a few counts; nothing where there is nothing to count. */
export function planSums(figures: Figures): { readonly plan?: PlanSum; readonly followUps?: FollowUpSum } {
  const { plan, followUps } = figures.basis
  const measures = plan?.tasks.flatMap((task) => task.measures) ?? []
  const standings = countStandings(measures.map((measure) => measureFact(figures, measure).standing))
  return {
    ...(plan === undefined ? {} : { plan: { tasks: plan.tasks.length, measures: measures.length, standings } }),
    ...(followUps === undefined ? {} : { followUps: followUpSum(figures, followUps) }),
  }
}

function followUpSum(figures: Figures, { asOf, items }: BasisFollowUps): FollowUpSum {
  const open = items.filter(({ closed }) => closed === null)
  const inOrder = open.toSorted((left, right) => (left.dueOn < right.dueOn ? -1 : left.dueOn > right.dueOn ? 1 : 0))
  return {
    open: open.length,
    overdue: open.filter(({ dueOn }) => dueOn < asOf).length,
    closed: items.length - open.length,
    first: inOrder.slice(0, mostNamed).map((item) => ({
      id: item.id,
      subject: subjectWords(item.cause),
      responsible: responsibleOf(figures, item),
      isOverdue: item.dueOn < asOf,
    })),
  }
}
