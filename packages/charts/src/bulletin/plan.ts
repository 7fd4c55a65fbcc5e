import type { BulletinAnnex } from '@cg/contract/bulletin'
import type { FrozenMeasure, PlanFacts } from '@cg/contract/release/plan'
import {
  followUpSumWords,
  measureStandingNames,
  overdueItemWords,
  overdueWords,
  planWords,
} from '@cg/domain/claim/key-plan'
import { namesWords } from '@cg/domain/claim/words'
import { formatDate, formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { countStandings } from '@cg/domain/task/standing'
import type { BulletinSubject } from './sources.ts'
import { ofRelease } from './sources.ts'
import type { Said } from './written.ts'

type Plan = NonNullable<PlanFacts['plan']>
type FollowUps = NonNullable<PlanFacts['followUps']>

const measuresOf = ({ tasks }: Plan): FrozenMeasure[] => tasks.flatMap(({ measures }) => measures)
const openOf = ({ items }: FollowUps) => items.filter(({ closed }) => closed === null)

/** Names of the plan, in which digits may stand that are no numbers. */
export function planNames({ plan, followUps }: Pick<PlanFacts, 'plan' | 'followUps'>): string[] {
  const measures = plan === null ? [] : measuresOf(plan)
  return [
    ...measures.flatMap(({ name, milestones }) => [name, ...milestones.map((one) => one.name)]),
    ...(followUps?.items.map(({ subject }) => subject) ?? []),
  ]
}

/** How the measures of the key tasks stand, and how many items are followed up; nothing of a release without them. */
export function tasksSaid(subject: BulletinSubject): Said[] {
  const { plan, followUps } = subject.plan
  const said: Said[] = []
  if (plan !== null) {
    const measures = measuresOf(plan)
    const standings = countStandings(measures.map(({ standing }) => standing))
    const text = planWords({ tasks: plan.tasks.length, measures: measures.length, standings })
    said.push({ text, source: ofRelease(subject, 'plan/plan', '重点任务') })
  }
  if (followUps !== null) {
    const open = openOf(followUps)
    const overdue = open.filter(({ isOverdue }) => isOverdue).length
    const counted = { open: open.length, overdue, closed: followUps.items.length - open.length }
    const text = `截至${formatDate(followUps.asOf)}，${followUpSumWords(counted)}`
    said.push({ text, source: ofRelease(subject, 'plan/followUps', '督办') })
  }
  return said
}

const mostOverdue = 6

/** Milestones whose day is over, the oldest first; units by name only where that is asked for. */
export function overdueSaid(subject: BulletinSubject): Said[] {
  const { plan } = subject.plan
  if (plan === null) return []
  const overdue = measuresOf(plan)
    .flatMap(({ name, lead, milestones }) =>
      milestones.flatMap((one) => (one.isOverdue ? [{ ...one, measure: name, lead: lead.name }] : [])),
    )
    .toSorted((left, right) => (left.dueOn < right.dueOn ? -1 : left.dueOn > right.dueOn ? 1 : 0))
  const source = ofRelease(subject, 'plan/plan', '重点任务')
  const said = overdue.slice(0, mostOverdue).map(({ name: milestone, missing, ...one }) => ({
    text: overdueWords({ ...one, milestone, missing: missing.map(({ name }) => name) }, subject.isNaming),
    source,
  }))
  const rest = overdue.length - said.length
  return rest === 0 ? said : [...said, { text: `其余${rest}个逾期节点见附件`, source }]
}

/** Items whose day is over, the oldest first. */
export function followedSaid(subject: BulletinSubject): Said[] {
  const { followUps } = subject.plan
  if (followUps === null) return []
  const source = ofRelease(subject, 'plan/followUps', '督办')
  const overdue = openOf(followUps).filter(({ isOverdue }) => isOverdue)
  const said = overdue
    .toSorted((left, right) => (left.dueOn < right.dueOn ? -1 : left.dueOn > right.dueOn ? 1 : 0))
    .slice(0, mostOverdue)
    .map((item) => ({ text: overdueItemWords(item), source }))
  const rest = overdue.length - said.length
  return rest === 0 ? said : [...said, { text: `其余${rest}件逾期督办事项见附件`, source }]
}

const word = (header: string) => ({ header, isNumber: false })

/** 附件: the measures with what is overdue of them, and what is followed up. */
export function planAnnexes(subject: BulletinSubject): BulletinAnnex[] {
  const { plan, followUps } = subject.plan
  const { period, asOf } = subject.overview.release
  const quarter = formatPeriod(parsePeriod(period))
  return [
    ...(plan === null ? [] : [taskAnnex(plan, `${quarter}重点任务推进情况`, asOf)]),
    ...(followUps === null ? [] : [followedAnnex(followUps)]),
  ]
}

function taskAnnex(plan: Plan, title: string, asOf: string): BulletinAnnex {
  return {
    title,
    columns: [word('重点任务'), word('措施'), word('牵头部门'), word('状态'), word('逾期节点及未完成单位')],
    rows: plan.tasks.flatMap(({ name: task, measures }) =>
      measures.map(({ name, lead, standing, milestones }) => [
        task,
        name,
        lead.name,
        measureStandingNames[standing],
        milestones
          .filter(({ isOverdue }) => isOverdue)
          .map(({ name: milestone, dueOn, isByUnit, of, missing }) => {
            const units = missing.map((unit) => unit.name)
            const who = units.length === of ? '各区县' : namesWords(units, units.length)
            return `${milestone}（${formatDate(dueOn)}${isByUnit ? `，${who}` : ''}）`
          })
          .join('；') || '—',
      ]),
    ),
    isWide: true,
    notes: [
      `状态按${formatDate(asOf)}判定：有节点到期未完成的为逾期，由系统按完成时限和经采纳的完成日期判定。`,
      '滞后或需协调，为牵头部门报送；—表示没有逾期节点。',
    ],
  }
}

function followedAnnex({ asOf, items }: FollowUps): BulletinAnnex {
  return {
    title: `${formatDate(asOf)}督办事项`,
    columns: [word('编号'), word('督办事项'), word('要求'), word('责任单位'), word('办结期限'), word('办理情况')],
    rows: items.map(({ id, about, requirement, responsible, dueOn, isOverdue, closed }) => [
      `第${id}号`,
      about,
      requirement,
      responsible,
      formatDate(dueOn),
      closed === null ? (isOverdue ? '逾期未办结' : '在办') : `${formatDate(closed.on)}销号`,
    ]),
    isWide: true,
    notes: [`列入${formatDate(asOf)}在办的和本季以来销号的督办事项。`],
  }
}
