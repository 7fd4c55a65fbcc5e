import type { PeriodInfo, UserInfo } from '@cg/contract/admin'
import { roleNames } from '@cg/contract/schema'
import { formatDateTime } from '@cg/domain/number/number-format'
import type { PeriodDraft } from './next-quarter.ts'

const steps = [
  ['opensAt', '开放时间'],
  ['dueAt', '截止时间'],
  ['checkBy', '牵头部门审核截止'],
  ['reviewBy', '产改办审核截止'],
  ['closesAt', '关闭时间'],
  ['publishBy', '计划发布时间'],
] as const

/** What saving a quarter's dates would change and reach; empty where nothing becomes another. */
export function periodImpact(before: PeriodInfo | undefined, draft: PeriodDraft): string[] {
  if (before === undefined) return []
  const moved = steps.flatMap(([key, word]) => {
    const [was, is] = [before[key] ?? '', draft[key]]
    return was === is ? [] : [`${word}由${moment(was)}改为${moment(is)}。`]
  })
  const left = before.formsDue - before.formsAccepted
  const state =
    before.state === draft.state
      ? []
      : draft.state === 'closed'
        ? ['关闭后不再接收报送，确需补报的要先延期。']
        : draft.state === 'open'
          ? ['到开放时间起可以填报。']
          : ['改为未开放后，各单位不能填报。']
  const changes = [...moved, ...state]
  if (changes.length === 0) return []
  return [
    ...changes,
    left === 0 ? '这一期没有待通过的报表。' : `涉及 ${left} 张还没有审核通过的报表。`,
    before.releases.length === 0 ? '这一期还没有发布。' : `已发布的${before.releases.join('、')}不变。`,
  ]
}

function moment(instant: string): string {
  return instant === '' ? '不设' : formatDateTime(instant)
}

/** What follows from switching an account off: above all where nobody else holds its right any more. */
export function leavingImpact(user: UserInfo, users: readonly UserInfo[]): string[] {
  const others = users.filter(({ id, isActive }) => isActive && id !== user.id).flatMap(({ grants }) => grants)
  const alone = user.grants.filter(
    (one) =>
      !others.some(
        (other) => other.role === one.role && other.department === one.department && other.unit === one.unit,
      ),
  )
  return [
    '停用后不能登录，已登录的随即退出；以前的填报、审核和发布记录不变。',
    ...alone.map(
      (one) =>
        `${one.departmentName ?? one.unitName ?? '全市'}没有其他在用的${roleNames[one.role]}，请先安排接替的人。`,
    ),
  ]
}
