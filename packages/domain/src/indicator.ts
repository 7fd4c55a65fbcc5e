/** Codes are parsed once, at the edge. */
export type ItemCode = string & { readonly __brand: 'ItemCode' }
export type IndicatorCode = string & { readonly __brand: 'IndicatorCode' }
export type UnitCode = string & { readonly __brand: 'UnitCode' }

/** How an entered quantity relates to time (domain 2.2). */
export const periodKinds = ['FLOW_Q', 'STOCK_EOQ', 'YTD_CUM', 'YTD_UNIQUE', 'SINCE_BASE', 'ANNUAL', 'SURVEY'] as const
export type PeriodKind = (typeof periodKinds)[number]

/** How an indicator relates to time: an item's kinds, or a flow's running sum over an annual plan. */
export const indicatorPeriodKinds = [...periodKinds, 'YTD_SUM_OVER_ANNUAL'] as const
export type IndicatorPeriodKind = (typeof indicatorPeriodKinds)[number]

export const directions = ['higher', 'lower', 'neutral'] as const
export type Direction = (typeof directions)[number]

export const areaTypes = ['centre', 'suburb', 'remote'] as const
export type AreaType = (typeof areaTypes)[number]

/** What a city says of a unit's industry when it compares where the reform starts from: a strong base or a weak one. */
export const industrialBases = ['strong', 'weak'] as const
export type IndustrialBase = (typeof industrialBases)[number]

/** What a city calls its kinds of area, in the catalogue's guide: 中心城区, 近郊, 偏远地区. */
export type AreaNames = Readonly<Record<AreaType, string>>

/** How often an indicator is observed: quarterly, half-yearly, yearly. */
export const frequencies = ['Q', 'H', 'Y'] as const
export type Frequency = (typeof frequencies)[number]

/** One summand of a linear combination of entered items. */
export type Term = { readonly item: ItemCode; readonly coefficient: number }

/**
 * An indicator's formula, as data. The result is the quotient or sum times `multiplier` (100 for %, 10000 for 每万人).
 * - sum: Σ terms
 * - quotient: Σ numerator terms ÷ Σ denominator terms, each summed over units before dividing (RATIO_OF_SUMS)
 * - pooled: as quotient, over survey samples (POOLED_SURVEY)
 * - weightedMean: unit quotients averaged with the weight item (WEIGHTED_MEAN); without a denominator, the units' own
 *   amounts: 元 more a month
 * - unitMean: an entered score of each unit; above it the mean of the units that have one, each counting once or as much as
 *   its weight item says, and never a sum
 * - areaRatio: an item's sum over remote units ÷ its sum over centre units (CITY_ONLY)
 * - areaGap: an indicator over centre units minus the same over remote units, both Σ ÷ Σ (CITY_ONLY)
 * - derived: one indicator ÷ another on the same unit (DERIVED)
 */
export type Formula =
  | { readonly kind: 'sum'; readonly terms: readonly Term[]; readonly multiplier: number }
  | {
      readonly kind: 'quotient' | 'pooled'
      readonly numerator: readonly Term[]
      readonly denominator: readonly Term[]
      readonly multiplier: number
    }
  | {
      readonly kind: 'weightedMean'
      readonly numerator: readonly Term[]
      readonly denominator: readonly Term[]
      readonly weight: ItemCode
      readonly multiplier: number
    }
  | { readonly kind: 'unitMean'; readonly item: ItemCode; readonly weight: ItemCode | null }
  | {
      readonly kind: 'areaRatio'
      readonly item: ItemCode
      readonly numerator: AreaType
      readonly denominator: AreaType
      readonly multiplier: number
    }
  | {
      readonly kind: 'areaGap'
      readonly indicator: IndicatorCode
      readonly minuend: AreaType
      readonly subtrahend: AreaType
    }
  | {
      readonly kind: 'derived'
      readonly numerator: IndicatorCode
      readonly denominator: IndicatorCode
      readonly multiplier: number
    }

/** What the arithmetic needs to know of an entered item. */
export type ItemDefinition = {
  readonly code: ItemCode
  readonly periodKind: PeriodKind
  /** False or absent: a negative cell is invalid. */
  readonly mayBeNegative?: boolean
}

/**
 * What the arithmetic needs to know of an indicator. `decimals` are those it is printed and tied with.
 * - flowForm: how FLOW_Q items enter; 'ytd' sums the year so far (decision 10, accidents over the workforce)
 * - mayExceed: the numerator of a % may be larger than the denominator; growth and plan completion may anyway
 * - mayBeNegative: the numerator may be below 0; growth may anyway
 */
export type IndicatorDefinition = {
  readonly flowForm?: 'quarter' | 'ytd'
  readonly mayExceed?: boolean
  readonly mayBeNegative?: boolean
  readonly code: IndicatorCode
  readonly formula: Formula
  readonly periodKind: IndicatorPeriodKind
  readonly frequency: Frequency
  readonly direction: Direction
  readonly decimals: number
  readonly unit: string
}

/** What the arithmetic needs to know of a reporting unit. `countsInParent` is false for a zone that lies inside another unit. */
export type UnitDefinition = {
  readonly code: UnitCode
  readonly parent: UnitCode | null
  readonly areaType: AreaType | null
  readonly assessmentGroup: string | null
  readonly countsInParent: boolean
  readonly protocolOrder: number
  /** As it was said of the quarter; absent: nothing was said of it. */
  readonly industrialBase?: IndustrialBase
}
