/** 本发布已被 CG-2026Q2-02 更正 */
export function supersededWords(correction: string): string {
  return `本发布已被 ${correction} 更正`
}
