import type { Direction } from './indicator.ts'

/** What is better, as pages, files and records say it. */
export const directionWords: Readonly<Record<Direction, string>> = {
  higher: '越高越好',
  lower: '越低越好',
  neutral: '不评价高低',
}
