/** What the marks of lights mean, under a table of them. */
export const lightLegend = '● 达标：达到时序目标；▲ 临近：达到95%以上；■ 滞后：不足95%'
