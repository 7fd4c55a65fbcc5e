import type { Static } from 'typebox'
import { defineRoute } from './route.ts'
import { CellStateSchema } from './figure-schema.ts'
import { CodeText, PeriodText, nullable } from './schema.ts'
import { Type } from './type.ts'

/* 分母台账 (D4): every figure that rates divide by, per unit and quarter, with its one owner and what uses it. */

export const DenominatorInfo = Type.Object({
  item: Type.String(),
  name: Type.String(),
  unit: Type.String(),
  decimals: Type.Integer(),
  definition: Type.String(),
  /** The department that answers for it. */
  ownerName: Type.String(),
  /** The form it is asked on; null where it is on no form of the newest quarter. */
  formName: nullable(Type.String()),
  indicators: Type.Array(Type.Object({ code: Type.String(), name: Type.String() })),
  /** The city's figure in the newest published quarter in which it was asked; null without one. */
  latest: nullable(Type.Object({ period: PeriodText, value: Type.Number(), isPartial: Type.Boolean() })),
  /** Units whose figure of that quarter jumped; null where there is none before it to hold it against. */
  jumps: nullable(Type.Integer()),
})
export type DenominatorInfo = Static<typeof DenominatorInfo>

export const DenominatorQuarter = Type.Object({
  period: PeriodText,
  /** The release the figures are from; null: the running quarter, not published yet. */
  release: nullable(Type.String()),
  /** What the figures are held against; null where that quarter does not stand here. */
  against: nullable(PeriodText),
  /** By unit; null: it was not asked then, or the unit did not exist, or it is not for this reader yet. */
  state: Type.Array(nullable(CellStateSchema)),
  value: Type.Array(nullable(Type.Number())),
  isJump: Type.Array(Type.Boolean()),
  /** The sum over the units that count; null while one cannot be told. */
  city: nullable(Type.Object({ value: Type.Number(), isPartial: Type.Boolean() })),
})
export type DenominatorQuarter = Static<typeof DenominatorQuarter>

export const DenominatorBook = Type.Object({
  info: DenominatorInfo,
  units: Type.Array(Type.Object({ code: Type.String(), shortName: Type.String(), countsInParent: Type.Boolean() })),
  /** Newest first. */
  quarters: Type.Array(DenominatorQuarter),
  /** From which change on a figure is marked, in words. */
  limit: Type.String(),
  /** The form of the newest quarter, for who may open it; `mayFill`: as the one who fills it. */
  form: nullable(
    Type.Object({ period: PeriodText, form: Type.String(), reporter: Type.String(), mayFill: Type.Boolean() }),
  ),
  /** Published quarters of an older shape, which cannot be read here. */
  unreadable: Type.Array(PeriodText),
})
export type DenominatorBook = Static<typeof DenominatorBook>

export const listDenominators = defineRoute({
  method: 'GET',
  path: '/api/v1/denominators',
  summary: 'The figures that rates divide by, with their owners and the indicators that use them',
  access: 'signed-in',
  reply: Type.Object({ items: Type.Array(DenominatorInfo) }),
})
export const readDenominator = defineRoute({
  method: 'GET',
  path: '/api/v1/denominators/:item',
  summary: 'One denominator per unit over the last quarters',
  access: 'signed-in',
  params: Type.Object({ item: CodeText }),
  reply: DenominatorBook,
})
