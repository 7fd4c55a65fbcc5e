import type { OwnOperator, RuleInfo } from '@cg/contract/rule'
import type { Tone } from '../../ui/status-chip.tsx'

export const severityWords: Readonly<Record<RuleInfo['severity'], string>> = {
  error: '强制性',
  warning: '核实性',
  info: '提示',
}
export const severityTones: Readonly<Record<RuleInfo['severity'], Tone>> = {
  error: 'late',
  warning: 'near',
  info: 'info',
}

/** The family of the rules that an office made itself. */
const ownFamily = 'U'

/** 37类规则：34类启用，3类停用。 A family runs when one of its rules does. */
export function familyWords(items: readonly Pick<RuleInfo, 'family' | 'isActive'>[]): string {
  const shipped = items.filter((rule) => rule.family !== ownFamily)
  const families = new Set(shipped.map((rule) => rule.family))
  const active = new Set(shipped.filter((rule) => rule.isActive).map((rule) => rule.family)).size
  const off = families.size - active
  const own = items.length - shipped.length
  const words = `${families.size}类、${shipped.length}条校验规则，${active}类启用${off > 0 ? `，${off}类停用` : ''}`
  return own === 0 ? words : `${words}；本市自设${own}条`
}

/** Words of rules that a line does not break. */
export const officeWords: readonly string[] =
  '产业工人 中小微 企业 人员 人次 人数 总数 事故 技能 人才 合同 参保 培训 农民工 中心城区 偏远地区 区域 类型 区县 单位 指标 目标 目录 数据项 季度 分组 部门 填报 核对 历史 变动 数值 区间 限度 工伤 失业 养老 医疗 集群 规模 高级工 职称 资金 总产值 增加值 出口 产量'.split(
    ' ',
  )

export const operatorWords: Readonly<Record<OwnOperator, string>> = {
  '<=': '不大于',
  '>=': '不小于',
  '==': '等于',
  '<': '小于',
  '>': '大于',
}
