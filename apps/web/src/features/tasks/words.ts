import type { KeyMeasure, TaskBoard } from '@cg/contract/task'
import { formatDate } from '@cg/domain/number/number-format'
import type { TaskStanding } from '@cg/domain/task/progress'
import type { MeasureStanding } from '@cg/domain/task/standing'
import type { Tone } from '../../ui/status-chip.tsx'

type Milestone = KeyMeasure['milestones'][number]
export type Change = KeyMeasure['changes'][number]

export const standingTones: Readonly<Record<TaskStanding, Tone>> = {
  not_started: 'none',
  on_track: 'info',
  behind: 'late',
  needs_help: 'near',
  done: 'good',
}

export const measureTones: Readonly<Record<MeasureStanding, Tone>> = {
  done: 'good',
  on_time: 'info',
  overdue: 'late',
  behind: 'near',
  silent: 'none',
}

export const originNames: Readonly<Record<TaskBoard['tasks'][number]['origin'], string>> = {
  speech: '讲话原文',
  proposal: '拟定',
  office: '市产改办增补',
}

/** Measures that stand in the plan. */
export const standing = ({ tasks }: TaskBoard): KeyMeasure[] =>
  tasks.flatMap(({ measures }) => measures.filter(({ isDropped }) => !isDropped))

export const isOverdue = ({ isDropped, milestones }: KeyMeasure): boolean =>
  !isDropped && milestones.some((one) => one.isOverdue)

export const awaits = ({ reports }: KeyMeasure): boolean => reports.some(({ may }) => may.includes('accept'))

/** Somebody who reports, reviews or changes something of the plan now. */
export const mayAct = ({ tasks, mayChange }: TaskBoard): boolean =>
  mayChange || tasks.some(({ measures }) => measures.some((one) => one.mayReport.length > 0 || awaits(one)))

/** The finding of the page: how many measures there are, and what of them is overdue or waits. */
export function headline(board: TaskBoard): string {
  const measures = standing(board)
  const overdue = measures.flatMap(({ milestones }) => milestones.filter((one) => one.isOverdue)).length
  const waiting = measures.flatMap(({ reports }) => reports.filter(({ state }) => state === 'submitted')).length
  const parts = [
    `重点任务：${board.tasks.length}项${measures.length}条措施`,
    overdue === 0 ? '没有逾期节点' : `${overdue}个节点逾期`,
    ...(waiting === 0 ? [] : [`${waiting}份进展待审核`]),
  ]
  return parts.join('，')
}

/** How far a milestone has come: 12个区县已完成9个（其中迟于时限2个）; of one done once whether it is done. */
export function progressWords({
  isByUnit,
  of,
  done,
  late,
}: Pick<Milestone, 'isByUnit' | 'of' | 'done' | 'late'>): string {
  if (!isByUnit) return done === 0 ? '未完成' : late > 0 ? '已完成（迟于时限）' : '已完成'
  // A city that has named no district yet: nobody has done anything.
  if (of === 0) return '还没有设置区县'
  if (of === 1) return done === 0 ? '本区县未完成' : late > 0 ? '本区县已完成（迟于时限）' : '本区县已完成'
  return `${of}个区县${done === of ? '全部完成' : `已完成${done}个`}${late === 0 ? '' : `（其中迟于时限${late}个）`}`
}

/** What a change of the plan changed, in words: 名称：甲 → 乙. `wasDropped`: it stood outside the plan before. */
export function changeWords(
  { before, after, isDrop }: Change,
  nameOf: (department: string) => string,
  wasDropped = false,
): string {
  if (before === null) return '新增'
  const pairs: [string, string, string][] = [
    ['名称', before.name, after.name],
    ['牵头', nameOf(before.lead), nameOf(after.lead)],
    ['配合', before.assists.map(nameOf).join('、'), after.assists.map(nameOf).join('、')],
    ['佐证要求', before.evidence, after.evidence],
    ['节点', milestoneWords(before), milestoneWords(after)],
  ]
  const changed = pairs.filter(([, old, now]) => old !== now)
  const words = changed.map(([name, old, now]) => `${name}：${old || '无'} → ${now || '无'}`)
  const moved = isDrop === wasDropped ? [] : [isDrop ? '移出实施方案' : '重新列入实施方案']
  return [...words, ...moved].join('；') || '内容没有变化'
}

const milestoneWords = ({ milestones }: Change['after']): string =>
  milestones
    .map(({ name, dueOn, isByUnit }) => `${name}（${formatDate(dueOn)}，${isByUnit ? '各区县' : '全市'}）`)
    .join('、')
