import { namesWords } from './words.ts'

declare const checked: unique symbol

/** How many published figures a correction prints otherwise, and whose. */
export type CorrectedClaim = {
  readonly kind: 'corrected'
  /** Code of the corrected release. */
  readonly from: string
  readonly figures: number
  readonly scores: number
  /** 全市 first, then in protocol order. */
  readonly names: readonly string[]
  /** Figures that print the same and have another place or light. */
  readonly moved: number
  readonly [checked]?: true
}

export function claimCorrected(corrected: Omit<CorrectedClaim, 'kind'>): CorrectedClaim {
  return { kind: 'corrected', ...corrected }
}

const mostNames = 4

/**
 * 与CG-2026Q2-01相比，有6个指标数值和4个综合得分不同，涉及全市、经开区，原数、现数和原因见所附对照表；另有3个指标数值不变，只是位次或状态随之变化
 */
export function correctedWords({ from, figures, scores, names, moved }: CorrectedClaim): string {
  const counts = [
    ...(figures === 0 ? [] : [`${figures}个指标数值`]),
    ...(scores === 0 ? [] : [`${scores}个综合得分`]),
  ].join('和')
  const start = `与${from}相比，`
  if (counts === '')
    return `${start}公布的指标数值没有变化${moved === 0 ? '' : `，只是有${moved}个数值的位次或状态变化`}`
  const told = `${start}有${counts}不同，涉及${namesWords(names, mostNames)}，原数、现数和原因见所附对照表`
  return moved === 0 ? told : `${told}；另有${moved}个数值不变，只是位次或状态随之变化`
}
