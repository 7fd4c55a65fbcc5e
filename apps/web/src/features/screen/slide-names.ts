import type { SlideKey } from './search.ts'

export const slideNames: Readonly<Record<SlideKey, string>> = {
  overview: '总体进展',
  ranking: '区县排名',
  unit: '所标区县',
  weak: '薄弱环节',
  equity: '均衡性',
  targets: '年度目标',
}
