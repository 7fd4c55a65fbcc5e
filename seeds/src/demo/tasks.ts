import type { KeyMeasure, TaskBoard } from '@cg/contract/task'
import { must } from '@cg/domain/must'
import { periodEnd, previousPeriod, yearOf } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import type { Completion, TaskStanding } from '@cg/domain/task/progress'
import type { Services } from '@cg/services/context'
import { readTasks } from '@cg/services/task/board'
import { adoptPlan } from '@cg/services/task/plan'
import { decideTaskReport, reportTask } from '@cg/services/task/report'
import { useKeyPlan } from '@cg/services/task/use'
import { addDays, chinaTime } from './calendar.ts'
import { contextOf } from './context.ts'
import type { OpenQuarter } from './open-quarter.ts'
import type { People } from './people.ts'
import { fraction } from './random.ts'

/** How far the newest report of a measure has come where it was not accepted; these reach nothing in the newest quarter. */
const open: Readonly<Record<string, 'none' | 'submitted' | 'returned'>> = {
  落实技能等级与薪酬挂钩: 'submitted',
  荣誉评选向产业工人倾斜: 'returned',
  扩大医疗保险覆盖: 'none',
}
const needsHelp = '推动培训资源向偏远地区和中小企业倾斜'

type Quarter = Pick<OpenQuarter, 'period' | 'cells'>

type Plan = {
  /** The open quarter, and the one before it, which is published. */
  readonly now: Quarter
  readonly before: Quarter
}

/** Before the last release: the office takes over the plan, and its departments report the quarter that is published next. */
export async function adoptTasks(services: Services, people: People, plan: Plan, day: string): Promise<void> {
  const office = contextOf(services, people.reviewer, chinaTime(day, 9))
  const board = await adoptPlan(office, { isDemo: true })
  const reached = completionsOf(board, plan)
  await reportAll(services, people, { board, reached, period: plan.before.period, day, hours: usualHours })
}

/**
 * The open quarter's reports: as many milestones of each district were reached in time as its form counts; the others came
 * late or have not come. What waits for review or was sent back came yesterday.
 */
export async function keepTasks(
  services: Services,
  people: People,
  { period, cells, before, asOf }: OpenQuarter & { readonly before: OpenQuarter['cells'] },
): Promise<void> {
  const usual = addDays(periodEnd(period), 8)
  const day = usual < asOf ? usual : asOf
  // Of a demo that is made within the first days nothing may be later than its morning.
  const hours = usual < asOf ? usualHours : ([4, 5, 6] as const)
  const board = await readTasks(contextOf(services, people.reviewer, chinaTime(day, hours[0])))
  const reached = completionsOf(board, {
    now: { period, cells },
    before: { period: previousPeriod(period), cells: before },
  })
  await reportAll(services, people, { board, reached, period, day, hours, isOpen: true })
  const office = contextOf(services, people.reviewer, chinaTime(day, hours[2], 30))
  await useKeyPlan(office, { since: period, reason: '各节点完成情况已逐条审核，不再另行填报' })
}

type Hours = readonly [number, number, number]
const usualHours: Hours = [9, 10, 15]

type Reporting = {
  readonly board: TaskBoard
  readonly reached: readonly Reached[]
  readonly period: Period
  readonly day: string
  /** Read, sent, decided. */
  readonly hours: Hours
  /** Some wait, were sent back, or have not come. */
  readonly isOpen?: boolean
}

async function reportAll(services: Services, people: People, reporting: Reporting): Promise<void> {
  const { board, reached, period, day, hours, isOpen = false } = reporting
  for (const measure of board.tasks.flatMap(({ measures }) => measures)) {
    const ending = isOpen ? open[measure.name] : undefined
    if (ending === 'none') continue
    const own =
      ending === undefined ? reached.filter(({ measure: id, told }) => id === measure.id && told === period) : []
    const known = reached.filter(({ measure: id, told }) => id === measure.id && told <= period)
    await reportTask(contextOf(services, people.filler(measure.lead), chinaTime(day, hours[1])), {
      id: measure.id,
      version: 0,
      period,
      ...wordsOf(board, measure, period, known),
      completions: own.map(({ milestone, unit, doneOn }) => ({ milestone, unit, doneOn })),
      isDemo: true,
    })
    if (ending !== 'submitted')
      await decideNewest(services, people, { at: chinaTime(day, hours[2]), id: measure.id, ending })
  }
}

type Deciding = { readonly at: Date; readonly id: number; readonly ending: 'returned' | undefined }

async function decideNewest(services: Services, people: People, { at, id, ending }: Deciding): Promise<void> {
  const reviewer = contextOf(services, people.reviewer, at)
  const { tasks } = await readTasks(reviewer)
  const report = must(tasks.flatMap(({ measures }) => measures).find((one) => one.id === id)?.reports[0])
  const note = ending === 'returned' ? '请写明各区县名额分配的情况，并附报备文件文号。' : ''
  const action = ending === 'returned' ? 'return' : 'accept'
  await decideTaskReport(reviewer, { id: report.id, version: report.version, action, note })
}

type Reached = Completion & {
  readonly measure: number
  /** The quarter whose report tells of it. */
  readonly told: Period
}

/** Who reached which milestone when: per district as many in time as its forms count, the same ones every time. */
function completionsOf({ tasks, units }: TaskBoard, { now, before }: Plan): Reached[] {
  const end = periodEnd(now.period)
  const due = tasks.flatMap(({ measures }) =>
    measures.flatMap(({ id, name, milestones }) =>
      milestones
        .filter(({ dueOn }) => dueOn <= end)
        .map((one) => ({ ...one, measure: id, isOpen: name in open, told: toldIn(one.dueOn, now, before) })),
    ),
  )
  const ofYear = due.filter(({ isByUnit, dueOn }) => isByUnit && Number(dueOn.slice(0, 4)) === yearOf(now.period))
  const ofCity = due.filter(({ isByUnit }) => !isByUnit)
  const counted = ({ cells }: Quarter, unit: string) =>
    cells.find((one) => one.item === 'T_DONE' && one.unit === unit)?.value ?? ofYear.length
  return [
    ...ofCity.map(({ code, dueOn, measure, told }) => ({
      milestone: code,
      unit: 'YC',
      doneOn: addDays(dueOn, -7),
      measure,
      told,
    })),
    ...units.flatMap(({ code: unit }) => {
      const chance = (one: (typeof ofYear)[number]) => fraction(`${unit}${one.measure}${one.code}`)
      const inOrder = ofYear.toSorted((left, right) => chance(left) - chance(right))
      const [past, ahead] = [before.period, now.period].map((told) => inOrder.filter((one) => one.told === told))
      // A new year begins with nothing reached.
      const kept = must(past).slice(0, counted(before, unit))
      const inTime = [
        ...kept,
        // Whose report has not been accepted yet has reached nothing.
        ...must(ahead)
          .filter(({ isOpen }) => !isOpen)
          .slice(0, Math.max(0, counted(now, unit) - kept.length)),
      ]
      return inOrder.flatMap((one, at): Reached[] => {
        const { code, dueOn, measure, isOpen, told } = one
        const days = 2 + Math.floor(fraction(`${unit}${measure}`) * 24)
        if (inTime.includes(one)) return [{ milestone: code, unit, doneOn: addDays(dueOn, -days), measure, told }]
        const isLate = !isOpen && told === before.period && at % 2 === 0
        return isLate ? [{ milestone: code, unit, doneOn: addDays(dueOn, days + 8), measure, told: now.period }] : []
      })
    }),
  ]
}

const toldIn = (dueOn: string, now: Quarter, before: Quarter): Period =>
  dueOn <= periodEnd(before.period) ? before.period : now.period

type Words = { readonly standing: TaskStanding; readonly progress: string; readonly evidence: string }

/** What the department writes, by what has been reached until then. */
function wordsOf({ units }: TaskBoard, measure: KeyMeasure, period: Period, known: readonly Reached[]): Words {
  const due = measure.milestones.filter(({ isByUnit, dueOn }) => isByUnit && dueOn <= periodEnd(period))
  const evidence = `${measure.evidence}（演示）`
  const next = measure.milestones.find(({ dueOn }) => dueOn > periodEnd(period))
  const ahead = next === undefined ? '' : `“${next.name}”已作部署，正在按计划推进。`
  if (due.length === 0) return { standing: 'on_track', progress: ahead, evidence }
  const open = due.map(({ name, code }) => ({
    name,
    missing: units.filter((unit) => !known.some((one) => one.milestone === code && one.unit === unit.code)),
  }))
  const told = open.map(({ name, missing }) =>
    missing.length === 0
      ? `“${name}”各区县已全部完成。`
      : `“${name}”还有${missing.map((unit) => unit.name).join('、')}没有完成，已督促限期办结。`,
  )
  const isBehind = open.some(({ missing }) => missing.length > 0)
  if (isBehind && measure.name === needsHelp)
    return { standing: 'needs_help', progress: `${told.join('')}偏远地区班次经费不足，需市财政局协调。`, evidence }
  return { standing: isBehind ? 'behind' : 'on_track', progress: `${told.join('')}${ahead}`, evidence }
}
