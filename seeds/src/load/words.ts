import type { BaseSeed, DepartmentSeed, PeriodSeed, UnitSeed } from '@cg/contract/catalogue'
import type { Role } from '@cg/contract/schema'

/* The words that a file may write in a column of choices, as what they stand for. */

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

export const baseWords = new Map<string, BaseSeed['base']>([
  ['强', 'strong'],
  ['弱', 'weak'],
  ['不划分', null],
])

/** The word of a choice, as files write it. */
export function wordOf<T>(words: ReadonlyMap<string, T>, value: T): string {
  return [...words].find(([, one]) => one === value)?.[0] ?? String(value)
}
