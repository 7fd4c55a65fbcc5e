/**
 * What small numbers leave open: how many units differ from the city by no more than chance would, and how many count
 * fewer than ten; '' where neither is so.
 */
export function smallNumberWords({ within, small }: { within: number; small: number }): string {
  const parts = [
    within === 0 ? '' : `${within}个单位与全市的差异在随机波动范围内，不宜当作高低`,
    small === 0 ? '' : `${small}个单位的分母不足10`,
  ].filter((words) => words !== '')
  return parts.length === 0 ? '' : `小样本提示：${parts.join('；')}。`
}
