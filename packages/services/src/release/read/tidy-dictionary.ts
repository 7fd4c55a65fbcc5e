import { tidyColumns } from '@cg/contract/release/tidy'
import type { TidyColumn, TidyColumnKey } from '@cg/contract/release/tidy'
import { resultStates } from '@cg/domain/cell'
import { formatState } from '@cg/domain/number/number-format'
import { lights } from '@cg/domain/target/target'
import { standingWords } from '@cg/domain/target/standing'

type Words = Omit<TidyColumn, 'key' | 'unit' | 'codes'> & Partial<Pick<TidyColumn, 'unit' | 'codes'>>

const words: Readonly<Record<TidyColumnKey, Words>> = {
  releaseCode: { name: '发布编号', meaning: '数据所出自的发布；发布后的内容不再改动，更正另有编号' },
  period: { name: '期次', meaning: '数据所属的季度，如 2026Q3' },
  nature: { name: '数据性质', meaning: '演示数据为虚构，不得当作实际数据使用' },
  unitCode: { name: '单位代码', meaning: '全市、区县或园区的代码' },
  unitName: { name: '单位', meaning: '全市、区县或园区的名称' },
  indicatorCode: { name: '指标代码', meaning: '指标的代码；score 为综合得分' },
  indicatorName: { name: '指标', meaning: '指标的名称，以本次发布为准' },
  axisCode: { name: '分组维度代码', meaning: '分组所按的维度；合计行为空' },
  axisName: { name: '分组维度', meaning: '分组维度的名称；合计行为空' },
  groupCode: { name: '分组代码', meaning: '组的代码；合计行为空' },
  groupName: { name: '分组', meaning: '组的名称；合计行为空。分组只有全市数据' },
  value: { name: '数值', meaning: '与页面、离线册所示的位数相同；没有数值时为空，原因见状态', unit: '见计量单位' },
  measuredIn: { name: '计量单位', meaning: '数值、年度目标和时序目标的单位' },
  state: {
    name: '状态代码',
    meaning: '数值的状态，任何一行都有；0 是已报的数值，不是空白',
    codes: resultStates.map((code) => ({ code, word: formatState(code) })),
  },
  stateName: { name: '状态', meaning: '状态的名称' },
  carriedFrom: { name: '沿用期次', meaning: '数值沿用自较早的季度时，为该季度；否则为空' },
  finalBy: {
    name: '正式数日期',
    meaning:
      '数值用到快报数的，为正式数预计报送的日期，届时更正发布；数值是正式数的为空。报表整张标明快报数，其中各项都算快报数',
  },
  numerator: { name: '分子', meaning: '计算数值的分子；不公布的或没有分子的为空', unit: '见指标的计算方法' },
  denominator: { name: '分母', meaning: '计算数值的分母；不公布的或没有分母的为空', unit: '见指标的计算方法' },
  target: { name: '年度目标', meaning: '本年年末的目标；未设目标为空', unit: '见计量单位' },
  expected: { name: '时序目标', meaning: '到本季末应达到的数值；未设目标为空', unit: '见计量单位' },
  light: {
    name: '目标状态代码',
    meaning: '与时序目标相比；不评价的为空',
    codes: lights.map((code) => ({ code, word: standingWords[code] })),
  },
  lightName: { name: '目标状态', meaning: '目标状态的名称' },
  rank: { name: '位次', meaning: '在参与排名的单位中的位次；不参与排名的为空', unit: '位' },
  isTied: {
    name: '并列',
    meaning: '是否与其他单位并列；不参与排名的为空',
    codes: [
      { code: 'true', word: '并列' },
      { code: 'false', word: '不并列' },
    ],
  },
  rankLow: { name: '位次区间上限', meaning: '位次的可能范围中最靠前的一位；没有计算区间的为空', unit: '位' },
  rankHigh: { name: '位次区间下限', meaning: '位次的可能范围中最靠后的一位；没有计算区间的为空', unit: '位' },
  unrankedReason: { name: '未排名原因', meaning: '没有位次的原因' },
}

/** The data dictionary: what each column means, in what it is measured, and what its codes stand for. */
export const tidyDictionary: TidyColumn[] = tidyColumns.map((key) => ({ key, unit: '', codes: [], ...words[key] }))
