import type { BaseSeed, DepartmentSeed, PeriodSeed, UnitSeed } from '@cg/contract/catalogue'
import type { Role } from '@cg/contract/schema'

/* The words that a file may write in a column of choices, as what they stand for. */

/** The sheets of a workbook that holds a whole city, by the table that each is. */
export const sheetNames = {
  units: '单位',
  bases: '产业基础',
  departments: '部门',
  users: '用户',
  liaisons: '联络员',
  periods: '期次',
  holidays: '放假与调休',
  targets: '目标',
  baselines: '基期',
  history: '历史数字',
} as const

/** Words for people at the head of such a workbook. */
export const guideSheet = '填写说明'

/** How the names of its sheets of codes begin, which are to look up and not to load. */
export const referenceStart = '参考'

export const yesNo = new Map([
  ['是', true],
  ['否', false],
])

export const kindWords = new Map<string, UnitSeed['kind']>([
  ['市', 'city'],
  ['区', 'district'],
  ['县', 'county'],
  ['县级市', 'county_city'],
  ['功能区', 'zone'],
  ['乡镇街道', 'town'],
  ['企业', 'enterprise'],
])

export const departmentRoleWords = new Map<string, DepartmentSeed['role']>([
  ['牵头协调', 'coordinator'],
  ['成员单位', 'member'],
  ['参与单位', 'participant'],
])

export const roleWords = new Map<string, Role>([
  ['领导', 'leader'],
  ['填报人', 'filler'],
  ['单位审核人', 'unit_checker'],
  ['单位负责人', 'unit_head'],
  ['审核人', 'reviewer'],
  ['发布人', 'publisher'],
  ['系统管理员', 'admin'],
  ['审计员', 'auditor'],
])

export const periodStateWords = new Map<string, PeriodSeed['state']>([
  ['未开放', 'planned'],
  ['开放', 'open'],
  ['关闭', 'closed'],
])

export const dayKindWords = new Map<string, 'off' | 'work'>([
  ['放假', 'off'],
  ['调休上班', 'work'],
])

export const baseWords = new Map<string, BaseSeed['base']>([
  ['强', 'strong'],
  ['弱', 'weak'],
  ['不划分', null],
])

/** The word of a choice, as files write it. */
export function wordOf<T>(words: ReadonlyMap<string, T>, value: T): string {
  return [...words].find(([, one]) => one === value)?.[0] ?? String(value)
}
