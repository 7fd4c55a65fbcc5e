import { handoverPartNames, handoverPlaceNames } from './handover.ts'
import type { Handover, HandoverRow } from './handover.ts'

/*
 * The workbook in which the mapping is filled in: its sheets and heads, said once for those who write and those who read it.
 */

export const mappingSheets = {
  rows: '指标对照',
  regions: '地区代码',
  states: '状态代码',
  own: '本系统指标',
  items: '本系统数据项',
} as const

export const mappingHeads = {
  rows: [
    '省指标代码',
    '省指标名称',
    '省计量单位',
    '小数位',
    '换算系数',
    '本系统指标代码',
    '本系统数据项代码',
    '取数',
    '分组代码',
    '范围',
    '本市无此数据的原因',
  ],
  regions: ['本系统单位代码', '单位名称', '省地区代码'],
  states: ['状态', '省状态代码'],
  own: ['指标代码', '指标名称', '计量单位', '分子', '分母', '分组代码', '分组'],
  items: ['数据项代码', '数据项名称', '计量单位', '时间口径', '分组代码', '分组', '本次发布'],
} as const

/** Heads that a workbook from before they were there does without. */
export const laterHeads: readonly string[] = ['本系统数据项代码']

export const partWords = Object.values(handoverPartNames)
export const placeWords = Object.values(handoverPlaceNames)

/** What of ours a row stands for: '技能培训覆盖率的分子', '数据项：产业工人总数（企业规模：规上企业）', '未对应'. */
export function ownWords({ indicators, items }: Pick<Handover, 'indicators' | 'items'>, row: HandoverRow): string {
  if (row.lacking !== '') return `本市无此数据：${row.lacking}`
  if (row.indicator === '' && row.item === '') return '未对应'
  const isItem = row.item !== ''
  const own = isItem
    ? items.find(({ code }) => code === row.item)
    : indicators.find(({ code }) => code === row.indicator)
  const group = own?.groups.find(({ code }) => code === row.breakdown)?.name ?? row.breakdown
  const part = row.part === 'value' ? '' : `的${handoverPartNames[row.part]}`
  const name = own?.name ?? (isItem ? row.item : row.indicator)
  return `${isItem ? '数据项：' : ''}${name}${part}${group === '' ? '' : `（${group}）`}`
}
