import type { ResultState } from '../cell.ts'
import type { SpanKind } from '../figure/span.ts'
import type { Period } from '../period.ts'

/** A figure over the quarters of the book; `isPartial`: units are missing, so it is not held against another quarter. */
export type BookLine = {
  readonly values: readonly (number | null)[]
  readonly states: readonly ResultState[]
  readonly isPartial?: readonly boolean[]
}

/** An indicator, or what stands above or below its line; `part` says which. */
export type BookMeasure = {
  readonly indicator: string
  readonly part: 'value' | 'numerator' | 'denominator'
  readonly name: string
  readonly unit: string
  readonly decimals: number
  readonly span: SpanKind
  /** First quarters of new definitions. */
  readonly breaks: readonly Period[]
  /** By code of the place, the city's among them. */
  readonly lines: Readonly<Record<string, BookLine>>
  /** 累计 of what is counted by quarter; left out where there is none. */
  readonly yearToDate?: Readonly<Record<string, BookLine>>
  readonly baselines: Readonly<Record<string, { readonly period: Period; readonly value: number }>>
  /** The quarter in which a figure of the book's own quarter was observed, where it was carried. */
  readonly carriedFrom: Readonly<Record<string, Period>>
  /** 时序目标 of the book's own quarter, of what is better the higher it is; left out where there is none. */
  readonly expected?: Readonly<Record<string, number>>
  /** Year-end targets of the city. */
  readonly targets: Readonly<Record<string, number>>
  /** Places of the book's own quarter; none where nothing is ranked. */
  readonly ranks: Readonly<Record<string, { readonly rank: number; readonly isTied: boolean }>>
}

export type BookPlace = { readonly code: string; readonly name: string; readonly shortName: string }

/** What a draft is held against: the published figures of one release, as plain data. */
export type FigureBook = {
  readonly release: string
  readonly period: Period
  readonly city: BookPlace
  readonly units: readonly BookPlace[]
  readonly periods: readonly Period[]
  readonly measures: readonly BookMeasure[]
}

/** equal 一致 · differs 不一致 · unclear 口径不明 · missing 未找到 · unit 单位有误 · fill 可填入, of a blank whose figure is known */
export const speechMarks = ['equal', 'differs', 'unclear', 'missing', 'unit', 'fill'] as const
export type SpeechMark = (typeof speechMarks)[number]

export const speechMarkWords: Readonly<Record<SpeechMark, string>> = {
  equal: '一致',
  differs: '不一致',
  unclear: '口径不明',
  missing: '未找到',
  unit: '单位有误',
  fill: '可填入',
}

/** One figure of a draft, or the blank of one, and what the release says of it. */
export type Finding = {
  /** Characters of the draft, the end excluded. */
  readonly start: number
  readonly end: number
  readonly isBlank: boolean
  readonly mark: SpeechMark
  /** What would be right between `start` and `end`; null where the release does not say. */
  readonly expected: string | null
  /** Whether `expected` may be put in without asking. */
  readonly isSure: boolean
  readonly reason: string
  readonly indicator: string | null
  readonly measureName: string | null
  readonly place: string | null
  readonly placeName: string | null
  readonly period: Period | null
}
