import { handoverPartNames, handoverPlaceNames } from './handover.ts'

/*
 * The workbook in which the mapping is filled in: its sheets and heads, said once for those who write and those who read it.
 */

export const mappingSheets = { rows: '指标对照', regions: '地区代码', states: '状态代码', own: '本系统指标' } as const

export const mappingHeads = {
  rows: [
    '省指标代码',
    '省指标名称',
    '省计量单位',
    '小数位',
    '换算系数',
    '本系统指标代码',
    '取数',
    '分组代码',
    '范围',
    '本市无此数据的原因',
  ],
  regions: ['本系统单位代码', '单位名称', '省地区代码'],
  states: ['状态', '省状态代码'],
  own: ['指标代码', '指标名称', '计量单位', '分子', '分母', '分组代码', '分组'],
} as const

export const partWords = Object.values(handoverPartNames)
export const placeWords = Object.values(handoverPlaceNames)
