/** Names of the blocks of indicators, in the order of the catalogue. */
export const dimensionNames: Readonly<Record<string, string>> = {
  BASE: '基本面',
  IDEOLOGY: '思想引领',
  SKILLS: '技能提升',
  CAREER: '发展通道',
  RIGHTS: '权益保障',
  DEMO: '示范创新',
  DRIVE: '推进机制',
}
