import type { PeriodInfo, UserInfo } from '@cg/contract/admin'
import { roleNames } from '@cg/contract/schema'
import { datesOffWork, holidayUse, periodImpact as impactOf } from '@cg/domain/claim/period-dates'
import type { SpecialDay } from '@cg/domain/number/workday'
import type { PeriodDraft } from './next-quarter.ts'

/** What saving a quarter's dates would change and reach; empty where nothing becomes another, and for a new quarter. */
export function periodImpact(before: PeriodInfo | undefined, draft: PeriodDraft): string[] {
  if (before === undefined) return []
  const { checkBy, reviewBy, publishBy } = draft
  const after = { ...draft, checkBy: checkBy || null, reviewBy: reviewBy || null, publishBy: publishBy || null }
  const formsLeft = before.formsDue - before.formsAccepted
  return impactOf(before, after, { formsLeft, releases: before.releases })
}

/** What a year's holidays mean: for what comes, and for dates that are set already and nobody would be at work on. */
export function holidayImpact(periods: readonly PeriodInfo[], special: readonly SpecialDay[]): string[] {
  const open = periods.filter(({ state }) => state !== 'closed')
  return [holidayUse, ...open.flatMap((one) => datesOffWork(one.code, one, special))]
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
