/** Words of denominators that a line does not break. */
export const bookWords: readonly string[] =
  '产业工人 中小微 规模以上 工业 企业 人员 人数 人次 总数 期末 累计 地区 生产总值 就业 合同 参保 培训 调查 样本 有效 检查 稽核 重点 制造业 改革 任务 案件 办结 基本 医疗 中小企业 应签订 劳动 劳动模范 市级 获奖 荣誉 社会保险 订单班 结业 实训基地 培养 徒弟 青年 技能 人才 机构 受访 子女 入学 纳入 产改 统计 合理化 建议 职代会 全社会 全行业 同期 可比 口径'.split(
    ' ',
  )
