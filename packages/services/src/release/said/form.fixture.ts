import type { Check, Spot } from './reading.fixture.ts'

/** A form of printed sentence, and what must hold for one to be true. */
export type Form = {
  readonly name: string
  readonly pattern: RegExp
  readonly check: Check
  /** Said in some places only; everywhere when absent. */
  readonly stands?: (spot: Spot) => boolean
}

export const figureWords = String.raw`-?[\d,.]+[^，。；（）、]*?`

export const movedWords = String.raw`持平|(?:提高|下降|增长|扩大|缩小)[\d,.]+[^，。；（）]*|由-?[\d,.]+[^，。；（）]*?[增减]至-?[\d,.]+[^，。；（）]*`

export const countTail = String.raw`(?:(?<all>均达到|均未达到)|中有(?<met>\d+)X达到)时序目标`

/** Read as said of scores where scores are spoken of. */
export const eitherOf =
  (ofScores: Check, ofMeasure: Check): Check =>
  (found, city, spot) =>
    (spot.isScore === true ? ofScores : ofMeasure)(found, city, spot)
