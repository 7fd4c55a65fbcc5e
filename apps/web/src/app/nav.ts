import type { Me } from '@cg/contract/session'
import { ownUnit } from '../shared/highlight.ts'
import { hasCityRole, hasRole } from '../shared/session.ts'

export type NavItem = {
  to: string
  label: string
  /** Second key of the `g` shortcut. */
  key?: string
  may: (me: Me) => boolean
}

const everyone = () => true

/** Only pages that exist. */
export const readingNav: readonly NavItem[] = [
  { to: '/', label: '总览', key: 'o', may: everyone },
  { to: '/rank', label: '排名', key: 'r', may: everyone },
  { to: '/i', label: '指标', key: 'i', may: everyone },
  { to: '/u', label: '区县画像', key: 'd', may: everyone },
  { to: '/compare', label: '对比', key: 'c', may: everyone },
  { to: '/equity', label: '均衡性', key: 'e', may: everyone },
  { to: '/targets', label: '目标', key: 't', may: everyone },
  { to: '/releases', label: '发布记录', key: 'p', may: everyone },
]

/** Reached by search, by key and from the cockpit: no place in the bar. */
export const screenNav: NavItem = { to: '/screen', label: '大屏', key: 'm', may: everyone }

/** Reached by the sign in the bar, by search and by key. */
export const inboxNav: NavItem = { to: '/inbox', label: '消息', key: 'n', may: everyone }

/** Who fills for a department, reviews, or publishes. */
function hasPartInRecords(me: Me): boolean {
  const fillsForDepartment = me.grants.some(({ role, department }) => role === 'filler' && department !== null)
  return fillsForDepartment || hasRole(me, 'reviewer') || hasCityRole(me, 'publisher')
}

/** Who fills or leads for a district. */
function speaksForDistrict(me: Me): boolean {
  return me.grants.some(({ role, unit }) => unit !== null && (role === 'filler' || role === 'leader'))
}

/** In the bar of districts; the office, whose bar is full, comes from 审核 and 发布, or by search. */
export const checkNav: NavItem = {
  to: '/check',
  label: '核对',
  may: (me) => speaksForDistrict(me) || hasRole(me, 'reviewer') || hasCityRole(me, 'publisher', 'auditor'),
}

/** Right of a thin line in the bar: pages where figures are made. Order is the order of landing. */
export const workingNav: readonly NavItem[] = [
  { to: '/fill', label: '填报', key: 'w', may: (me) => hasRole(me, 'filler', 'unit_checker', 'unit_head') },
  { to: '/review', label: '审核', key: 'v', may: (me) => hasRole(me, 'reviewer') },
  { ...checkNav, may: speaksForDistrict },
  { to: '/publish', label: '发布', key: 'b', may: (me) => hasCityRole(me, 'reviewer', 'publisher') },
  { to: '/scheme', label: '方案', key: 's', may: (me) => hasCityRole(me, 'reviewer', 'publisher') },
  { to: '/statements', label: '说明', may: hasPartInRecords },
  { to: '/matters', label: '加减分', may: hasPartInRecords },
  { to: '/yardsticks', label: '参照', may: (me) => hasCityRole(me, 'publisher', 'reviewer', 'admin') },
  { to: '/aims', label: '目标设定', may: (me) => hasCityRole(me, 'publisher', 'reviewer', 'admin') },
  { to: '/admin', label: '管理', may: (me) => hasRole(me, 'admin') },
  { to: '/audit', label: '审计', may: (me) => hasRole(me, 'auditor') },
]

export function navFor(me: Me): { reading: readonly NavItem[]; working: readonly NavItem[] } {
  return { reading: readingNav.filter((item) => item.may(me)), working: workingNav.filter((item) => item.may(me)) }
}

/** Pages that several kinds of people have, and nobody begins with. */
const besides = ['/check', '/statements', '/matters', '/yardsticks', '/aims']

/**
 * A district's people land on its profile, a department's leader on its indicators, the city's leaders on the cockpit,
 * others on the first page where they have work.
 */
export function landingPath(me: Me): string {
  if (hasCityRole(me, 'leader')) return '/'
  const unit = ownUnit(me)
  if (unit !== null && hasRole(me, 'leader', 'filler', 'unit_checker', 'unit_head')) return `/u/${unit}`
  const department = me.grants.find((grant) => grant.role === 'leader' && grant.departmentName !== null)
  if (department !== undefined) return `/i?lead=${encodeURIComponent(department.departmentName ?? '')}`
  return navFor(me).working.find(({ to }) => !besides.includes(to))?.to ?? '/'
}
