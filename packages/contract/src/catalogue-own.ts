import type { PeriodKind } from '@cg/domain/indicator'
import type { Static } from 'typebox'
import { dimensions } from './catalogue.ts'
import { DirectionSchema } from './figure-schema.ts'
import { CodeText, DayText, nullable, strictObject } from './schema.ts'
import { Type } from './type.ts'

/* What a city adds of its own to the shipped catalogue: the bodies of such changes. */

/** Codes of what is the city's own begin so; no shipped catalogue may hold one. */
export const ownPrefix = 'OWN_'

/** True for what a city has added itself. */
export function isOwnCode(code: string): boolean {
  return code.startsWith(ownPrefix)
}

/** How an own item relates to time, in the words in which it is chosen. */
export const ownPeriodKinds = ['FLOW_Q', 'STOCK_EOQ', 'YTD_CUM'] as const satisfies readonly PeriodKind[]
export const ownPeriodKindNames: Readonly<Record<(typeof ownPeriodKinds)[number], string>> = {
  FLOW_Q: '本季发生数',
  STOCK_EOQ: '季末时点数',
  YTD_CUM: '年初至本季末累计数',
}

/** In which quarters it is asked. */
export const askedQuarters = { every: [1, 2, 3, 4], half: [2, 4], year: [4] } as const
export type AskedQuarters = keyof typeof askedQuarters
export const askedNames: Readonly<Record<AskedQuarters, string>> = {
  every: '每季',
  half: '半年一次（二、四季度）',
  year: '一年一次（四季度）',
}

const Line = (least: number, most: number) => Type.String({ minLength: least, maxLength: most })

const Axes = Type.Array(Type.String({ pattern: '^[a-z][a-z0-9]{0,19}$' }), { maxItems: 10, uniqueItems: true })

/** A figure that the city asks for besides: on which form, by whom, how. */
export const OwnItemInput = strictObject({
  name: Line(2, 60),
  /** 口径: what is counted, as of when, from which record. */
  definition: Line(4, 1000),
  unit: Line(1, 12),
  decimals: Type.Integer({ minimum: 0, maximum: 4 }),
  periodKind: Type.Enum([...ownPeriodKinds]),
  asked: Type.Enum(['every', 'half', 'year']),
  department: CodeText,
  form: CodeText,
  breakdowns: Axes,
  /** The city has a figure of its own besides the units'. */
  hasCityTotal: Type.Boolean(),
  mayBeNegative: Type.Boolean(),
})
export type OwnItemInput = Static<typeof OwnItemInput>

/** As it is kept: with the code it was given. */
export const OwnItemBody = strictObject({ code: CodeText, item: OwnItemInput })
export type OwnItemBody = Static<typeof OwnItemBody>

/** How an own indicator is shown: what it is multiplied by follows. */
export const ownMeasures = ['percent', 'perTenThousand', 'ratio', 'count', 'score'] as const
export type OwnMeasure = (typeof ownMeasures)[number]
export const ownMeasureNames: Readonly<Record<OwnMeasure, string>> = {
  percent: '百分比：分子 ÷ 分母 × 100%',
  perTenThousand: '每万：分子 ÷ 分母 × 10000',
  ratio: '平均或倍数：分子 ÷ 分母',
  count: '总数：分子合计，没有分母',
  score: '得分：全市取各区县得分的平均，不合计',
}

const ItemCodes = Type.Array(CodeText, { maxItems: 6, uniqueItems: true })

/** An indicator that the city computes besides, from items that are asked. */
export const OwnIndicatorInput = strictObject({
  name: Line(2, 60),
  definition: Line(4, 1000),
  dimension: Type.Enum([...dimensions]),
  department: CodeText,
  measure: Type.Enum([...ownMeasures]),
  /** Items that are added up, above and below the line; of a score its one item, and by what the units weigh, if by anything. */
  numerator: ItemCodes,
  denominator: ItemCodes,
  /** 人次, 起/万人; of a percentage it is %, of a score 分. */
  unit: Line(1, 12),
  decimals: Type.Integer({ minimum: 0, maximum: 4 }),
  direction: DirectionSchema,
  isAssessed: Type.Boolean(),
  /** Shown by these groups too, where all its items are asked by them; absent: by none. */
  breakdowns: Type.Optional(Axes),
})
export type OwnIndicatorInput = Static<typeof OwnIndicatorInput>

export const OwnIndicatorBody = strictObject({ code: CodeText, indicator: OwnIndicatorInput })
export type OwnIndicatorBody = Static<typeof OwnIndicatorBody>

/** Another meaning of an indicator, from a quarter on; its formula stays: another formula is another indicator. */
export const DefinitionInput = strictObject({ code: CodeText, name: Line(2, 60), definition: Line(4, 1000) })
export type DefinitionInput = Static<typeof DefinitionInput>

/** By which groups a shipped item is asked, from a quarter on. */
export const GroupsInput = strictObject({ code: CodeText, breakdowns: Axes })
export type GroupsInput = Static<typeof GroupsInput>

/** What stands at the head of a form. Without a table number it is 内部工作调度表. */
const header = {
  name: Line(2, 60),
  issuer: Line(2, 60),
  tableNo: nullable(Line(1, 60)),
  approvalNo: nullable(Line(1, 60)),
  validUntil: nullable(DayText),
  /** Items that are asked on this form from now on, and on no other. */
  items: Type.Array(CodeText, { maxItems: 60, uniqueItems: true }),
} as const

/** A form of the city's own: who fills it, and what it asks. */
export const OwnFormInput = strictObject({
  ...header,
  dimension: Type.Enum([...dimensions]),
  filledBy: Type.Enum(['department', 'unit']),
  department: CodeText,
})
export type OwnFormInput = Static<typeof OwnFormInput>

export const OwnFormBody = strictObject({ code: CodeText, form: OwnFormInput })
export type OwnFormBody = Static<typeof OwnFormBody>

/** Another head of a form that is there, and items that move to it. */
export const HeaderInput = strictObject({ code: CodeText, ...header })
export type HeaderInput = Static<typeof HeaderInput>
