import { hasCityRole, hasRole } from '../shared/session.ts'
import type { NavItem } from './nav.ts'

/* Pages without a place in the bar, found by search: they load with its dialog, so that no page waits for their words. */

const everyone = () => true

/** Reached from 管理, 审核 and a form's findings. */
export const rulesNav: NavItem = { to: '/rules', label: '校验规则', may: everyone }

/** Reached from 指标. */
export const denominatorsNav: NavItem = { to: '/denominators', label: '分母台账', may: everyone }

/** Reached from 审核. */
export const conflictsNav: NavItem = {
  to: '/conflicts',
  label: '数据比对',
  may: (me) => hasCityRole(me, 'reviewer', 'publisher', 'auditor'),
}

/** Reached from 审核 and from a scorer's message. */
export const appraisalNav: NavItem = { to: '/appraisals', label: '定性评分', may: everyone }

/** Reached from 填报, 审核 and the indicators that count records. */
export const registersNav: NavItem = { to: '/registers', label: '台账', may: everyone }

/** Reached from 台账 and 重点任务. */
export const departmentsNav: NavItem = { to: '/departments', label: '部门', may: everyone }

/** Reached from 填报 and 审核. */
export const tasksNav: NavItem = {
  to: '/tasks',
  label: '重点任务',
  may: (me) => me.grants.some(({ role }) => role !== 'admin'),
}

/** Reached from 重点任务 and 审核, and from a message. */
export const followUpsNav: NavItem = {
  to: '/follow-ups',
  label: '督办',
  may: (me) =>
    hasRole(me, 'filler', 'unit_checker', 'unit_head') || hasCityRole(me, 'reviewer', 'publisher', 'auditor'),
}
