import { absentWords } from '@cg/contract/claims/difference'
import type { DifferenceFigure, DifferenceSide } from '@cg/contract/difference'
import { placeWords } from '@cg/domain/claim/words'
import { formatResult } from '@cg/domain/number/number-format'
import { lightWords } from './measure-words.ts'

/** '85.1 · 第3位 · 临近' */
export function sideWords(figure: DifferenceFigure, side: DifferenceSide | null): string {
  if (side === null) return absentWords(figure)
  return [
    formatResult(side, { unit: figure.measureUnit, decimals: figure.decimals }),
    side.rank === null ? '' : placeWords(side.rank),
    side.light === null ? '' : lightWords[side.light],
  ]
    .filter(Boolean)
    .join(' · ')
}
