import type { KeyMeasure, TaskBoard } from '@cg/contract/task'
import { must } from '@cg/domain/must'
import { periodEnd, previousPeriod, yearOf } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import type { Completion, TaskStanding } from '@cg/domain/task/progress'
import type { Services } from '@cg/services/context'
import { readTasks } from '@cg/services/task/board'
import { adoptPlan } from '@cg/services/task/plan'
import { decideTaskReport, reportTask } from '@cg/services/task/report'
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

/**
 * The demo's office takes over the plan, and its departments report the last two quarters: as many milestones of each
 * district were reached in time as the form of the open quarter counts; the others came late or have not come.
 */
export async function keepTasks(services: Services, people: People, quarter: OpenQuarter): Promise<void> {
  const { period, asOf } = quarter
  const when = (hour: number) => chinaTime(addDays(asOf, -1), hour)
  const office = contextOf(services, people.reviewer, when(9))
  const board = await adoptPlan(office, { isDemo: true })
  const reached = completionsOf(board, quarter)
  for (const one of [previousPeriod(period), period])
    for (const measure of board.tasks.flatMap(({ measures }) => measures)) {
      const ending = one === period ? open[measure.name] : undefined
      if (ending === 'none') continue
      const own =
        ending === undefined ? reached.filter(({ measure: id, told }) => id === measure.id && told === one) : []
      const known = reached.filter(({ measure: id, told }) => id === measure.id && told <= one)
      await reportTask(contextOf(services, people.filler(measure.lead), when(10)), {
        id: measure.id,
        version: 0,
        period: one,
        ...wordsOf(board, measure, one, known),
        completions: own.map(({ milestone, unit, doneOn }) => ({ milestone, unit, doneOn })),
        isDemo: true,
      })
      if (ending !== 'submitted') await decideNewest(services, people, { at: when(15), id: measure.id, ending })
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

/** Who reached which milestone when: per district as many in time as its form counts, the same ones every time. */
function completionsOf({ tasks, units }: TaskBoard, { period, cells }: OpenQuarter): Reached[] {
  const before = previousPeriod(period)
  const end = periodEnd(period)
  const due = tasks.flatMap(({ measures }) =>
    measures.flatMap(({ id, name, milestones }) =>
      milestones
        .filter(({ dueOn }) => dueOn <= end)
        .map((one) => ({ ...one, measure: id, canBeLate: !(name in open) })),
    ),
  )
  const ofCity = due.filter(({ isByUnit }) => !isByUnit)
  const ofUnits = due.filter(({ isByUnit, dueOn }) => isByUnit && Number(dueOn.slice(0, 4)) === yearOf(period))
  const told = (dueOn: string) => (dueOn <= periodEnd(before) ? before : period)
  return [
    ...ofCity.map(({ code, dueOn, measure }) => ({
      milestone: code,
      unit: 'YC',
      doneOn: addDays(dueOn, -7),
      measure,
      told: before,
    })),
    ...units.flatMap(({ code: unit }) => {
      const counted = cells.find((one) => one.item === 'T_DONE' && one.unit === unit)?.value ?? ofUnits.length
      const chance = (one: (typeof ofUnits)[number]) => fraction(`${unit}${one.measure}${one.code}`)
      const inOrder = ofUnits.toSorted((left, right) => chance(left) - chance(right))
      return inOrder.flatMap(({ code, dueOn, measure, canBeLate }, at): Reached[] => {
        const days = 2 + Math.floor(fraction(`${unit}${measure}`) * 24)
        if (at < counted) return [{ milestone: code, unit, doneOn: addDays(dueOn, -days), measure, told: told(dueOn) }]
        const isLate = canBeLate && dueOn <= periodEnd(before) && at % 2 === 0
        return isLate ? [{ milestone: code, unit, doneOn: addDays(dueOn, days + 8), measure, told: period }] : []
      })
    }),
  ]
}

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
