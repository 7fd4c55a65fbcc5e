import type { Light } from '@cg/contract/figure-schema'
import type { TalkPoint } from '@cg/contract/talk'
import type { TalkFigure } from '@cg/contract/release/talk'

/** A figure as the page prints it, and what stands small beside it ('' without). */
export type TalkText = { readonly text: string; readonly note: string }

/** One figure of a statement, in words. */
export type TalkLine = {
  readonly key: string
  readonly indicator: string
  readonly figure: TalkFigure
  /** A group has no passport of its own. */
  readonly isWhole: boolean
  /** As the release calls it; '' where it holds no such measure. */
  readonly name: string
  readonly hasValue: boolean
  readonly now: TalkText
  readonly base: TalkText
  readonly change: TalkText
  readonly target: TalkText
  readonly light: Light | null
  /** 达标, 未报; '' where the city set no target. */
  readonly standing: string
  /** 最高 经开区 98.2%, the better end first; empty where the units have none. */
  readonly ends: readonly string[]
  readonly department: string
}

/** A statement with its figures; `said`: what shows it, or why there is no figure. '' where figures do. */
export type TalkRow = {
  readonly point: TalkPoint
  readonly lines: readonly TalkLine[]
  readonly said: string
}

export type TalkSection = { readonly code: string; readonly name: string; readonly rows: readonly TalkRow[] }
