import type { BookMeasure } from './book.ts'
import type { Against } from './against.ts'
import type { Quantity } from './quantity.ts'
import type { FoundTime } from './time.ts'

/**
 * pace: how far from 时序目标 (低于序时进度4.4个百分点); due: that target itself (时序目标83.5%).
 * beside: held against the city (高于全市2个百分点); multiple: 是2021年的1.5倍; aim: a target of a year; gap: what is lacking
 * to one; share: 占全市的22.9%; list: 前三位是A、B、C.
 */
export type ClaimKind =
  | 'level'
  | 'move'
  | 'rank'
  | 'list'
  | 'multiple'
  | 'beside'
  | 'aim'
  | 'gap'
  | 'share'
  | 'pace'
  | 'due'

export const unsaidStart = '说的是变化前的数，没有写是什么时间'

/** What a figure of the draft says. Any doubt makes it 口径不明, whatever the numbers are. */
export type Claim = {
  readonly quantity: Quantity
  readonly kind: ClaimKind
  /** None: no measure was named. */
  readonly measures: readonly BookMeasure[]
  /** Where the words that named it stand. */
  readonly span: { readonly start: number; readonly end: number } | null
  /** Code of the place; null: one that is unknown. */
  readonly place: string | null
  readonly isOutside: boolean
  /** Null: nothing said of the time, so it is the book's own quarter. */
  readonly time: FoundTime | null
  readonly against: Against | null
  /** What a multiple is of: another place. */
  readonly other: string | null
  /** Several places of which each has the figure (均为100%), or that a list names in their order. */
  readonly each: readonly string[]
  /** 最高、最低: said of the place; of the ends of a range: 各地在90.1%至98.6%之间. */
  readonly extreme: 'most' | 'least' | null
  readonly verb: string
  /** 由95.5%提高到95.7%: where it went to. Right or unsure: a plan is told in the same words. */
  readonly isArrival: boolean
  /** Where the verb of a move begins; the figure's own start for anything else. */
  readonly from: number
  readonly doubts: readonly string[]
}
