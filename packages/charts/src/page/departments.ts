import { departmentRoleNames } from '@cg/contract/release/departments'
import type {
  DepartmentFact,
  DepartmentFigure,
  DepartmentMeasure,
  DepartmentsFacts,
} from '@cg/contract/release/departments'
import { taskStandingNames } from '@cg/contract/task'
import { formatDate, formatPeriod, formatState, formatValue } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { statusMarks } from '../theme.ts'

/** 24个部门：14个有牵头的指标，8个有牵头的任务. What holds of this release. */
export function departmentsTitle({ departments }: DepartmentsFacts): string {
  const count = (is: (one: DepartmentFact) => boolean) => departments.filter(is).length
  const led = count(({ indicators }) => indicators.length > 0)
  const owners = count(({ leads }) => leads.length > 0)
  const said = [`${led}个有牵头的指标`, ...(owners === 0 ? [] : [`${owners}个有牵头的任务`])]
  return `${departments.length}个部门：${said.join('，')}`
}

/** The lights of what a department leads: 达标3 临近1 滞后2; '' where none has one. */
export function lightCounts({ indicators }: DepartmentFact): string {
  return (['met', 'near', 'late'] as const)
    .flatMap((light) => {
      const own = indicators.filter((one) => one.light === light).length
      return own === 0 ? [] : [`${statusMarks[light].word}${own}`]
    })
    .join(' ')
}

/** 达标, 滞后; of a figure without one why: 未设目标, or the word of its state. */
export function figureState({ light, value, state, target }: DepartmentFigure): string {
  if (light !== null) return statusMarks[light].word
  if (value === null) return formatState(state)
  return target === null ? '未设目标' : '不判定'
}

export function figureText({ value, state, unit, decimals }: DepartmentFigure): string {
  return value === null ? formatState(state) : `${formatValue(value, { unit, decimals })}${unit}`
}

/** 2025年第四季度 of a figure that is carried; '' of one of the release's own quarter. */
export function carriedWords({ carriedFrom }: DepartmentFigure): string {
  return carriedFrom === null ? '' : formatPeriod(parsePeriod(carriedFrom))
}

/** 到期3个，完成2个; 尚无到期的里程碑. */
export function milestoneWords({ due, done, milestones }: DepartmentMeasure): string {
  if (milestones === 0) return '未设里程碑'
  return due === 0 ? `${milestones}个里程碑，均未到期` : `到期${due}个，完成${done}个`
}

export function standingWords({ standing }: DepartmentMeasure): string {
  return standing === null ? '未报进展' : taskStandingNames[standing]
}

/** 应报6张：按时5，逾期1; 无报表 of a department without forms. */
export function reportWords({ reports: { due, onTime, late, missing, open } }: DepartmentFact): string {
  if (due === 0) return '无报表'
  const said = [
    `按时${onTime}`,
    ...(late === 0 ? [] : [`逾期${late}`]),
    ...(missing === 0 ? [] : [`未报${missing}`]),
    ...(open === 0 ? [] : [`在办${open}`]),
  ]
  return `应报${due}张：${said.join('，')}`
}

/** Of a department of which the catalogue and the plan ask nothing. */
export function isIdle({ indicators, items, registers, leads, assists, helps }: DepartmentFact): boolean {
  return [indicators, items, registers, leads, assists, helps].every((list) => list.length === 0)
}

/** What a department is in the plan, in a sentence. */
export function dutyWords(department: DepartmentFact, plan: string | null): string {
  const { role, indicators, items, registers, leads, assists, helps } = department
  const called = departmentRoleNames[role]
  if (isIdle(department))
    return `${called}。${plan === null ? '' : '重点任务没有列明由其牵头或协办的措施，'}目录没有由其负责的指标、数据项和台账。`
  const parts = [
    ...(indicators.length === 0 ? [] : [`牵头${indicators.length}项指标`]),
    ...(items.length === 0 ? [] : [`负责${items.length}个数据项`]),
    ...(registers.length === 0 ? [] : [`登记${registers.length}类台账`]),
    ...(leads.length === 0 ? [] : [`牵头${leads.length}项措施`]),
    ...(assists.length === 0 ? [] : [`协办${assists.length}项措施`]),
    ...(helps.length === 0 ? [] : [`协助填报${helps.length}个数据项`]),
  ]
  return `${called}，${parts.join('，')}。`
}

/** What stands under the page and in the file. */
export function departmentNotes({ quarters, asOf, plan }: DepartmentsFacts): string[] {
  const told = quarters.map((quarter) => formatPeriod(parsePeriod(quarter))).join('、')
  return [
    '指标按牵头部门列出，数和状态取自本次发布。',
    `报送次数计${told}发布时各部门自己填报的报表；区县填报的不计。`,
    plan === null ? '这次发布没有收入重点任务。' : `任务取自《${plan}》，进度按截至${formatDate(asOf)}已采纳的报告计。`,
  ]
}
