/** Words of comparisons that a line does not break. */
export const pairWords: readonly string[] =
  '产业工人 农民工 青年 总数 中小微 企业 企业数 建制 口径 分母 部门 填报 去重 人数 人次 技能 人才 总量 检出 检查 合同 应签 医疗 医保 养老 参保 应参保 上级 所辖 单位 全市 区县 职工 之和'.split(
    ' ',
  )
