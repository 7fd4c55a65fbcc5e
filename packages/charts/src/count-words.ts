const words = ['零', '一', '两', '三', '四', '五', '六', '七', '八', '九', '十'] as const

/** 两, 五, 十; from eleven on digits: 12. For use before a measure word (两个, 五项). */
export function countWord(count: number): string {
  return words[count] ?? String(count)
}
