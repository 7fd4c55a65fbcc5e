import type { Static } from 'typebox'
import { Scale } from '../appraisal.ts'
import { Evidence } from '../evidence-fact.ts'
import { defineRoute } from '../route.ts'
import { ResultStateSchema } from '../figure-schema.ts'
import { CodeText, DayText, IsoTime, PeriodText, nullable } from '../schema.ts'
import { Type } from '../type.ts'
import { IndicatorFact, ValueFact } from './fact.ts'
import { ReleaseHead, ReleaseParams } from './head.ts'

const SignedName = Type.Object({ by: nullable(Type.String()), at: nullable(IsoTime) })

/** Number passport (G4): where a figure comes from, down to who entered and who accepted. */
export const PassportCell = Type.Object({
  item: Type.String(),
  itemName: Type.String(),
  unit: Type.String(),
  unitName: Type.String(),
  period: PeriodText,
  state: ResultStateSchema,
  value: nullable(Type.Number()),
  itemUnit: Type.String(),
  decimals: Type.Integer(),
  form: nullable(Type.String()),
  /** 责任部门 and 协助部门 of the item in the quarter, by name; null where its form is not known. */
  responsible: nullable(Type.String()),
  assisting: Type.Array(Type.String()),
  receiptNo: nullable(Type.String()),
  /** 快报 of the release's quarter: the day by which the final figure is to come; null: final. */
  finalBy: nullable(DayText),
  enteredBy: nullable(Type.String()),
  enteredAt: nullable(IsoTime),
  /** Names under the sending that was accepted, with their times; who did no such step is null. */
  sentBy: Type.Object({
    filler: SignedName,
    checker: SignedName,
    head: SignedName,
  }),
  acceptedBy: nullable(Type.String()),
  acceptedAt: nullable(IsoTime),
  revisions: Type.Array(
    Type.Object({
      at: IsoTime,
      by: Type.String(),
      old: nullable(Type.Number()),
      oldState: nullable(Type.String()),
      new: nullable(Type.Number()),
      newState: Type.String(),
      reason: Type.String(),
    }),
  ),
  /**
   * 佐证 of the value as it stood at the release, for those who may read the form's figures now; null for all others,
   * who are not told whether there is any.
   */
  evidence: nullable(
    Type.Object({
      period: PeriodText,
      form: Type.String(),
      reporter: Type.String(),
      items: Type.Array(
        Type.Object({
          ...Evidence.properties,
          /** Taken off after the release: named, and no longer to be opened. */
          isRemoved: Type.Boolean(),
        }),
      ),
    }),
  ),
})

/** 定性评分 behind a figure, as it stood when its means were written into the form. */
export const PassportScoring = Type.Object({
  item: Type.String(),
  itemName: Type.String(),
  period: PeriodText,
  /** How many rounds there had been. */
  round: Type.Integer(),
  /** On what ground it was held. */
  reason: Type.String(),
  writtenAt: IsoTime,
  scale: Scale,
  units: Type.Array(
    Type.Object({
      unit: Type.String(),
      unitName: Type.String(),
      /** 5名评分人平均78.0分，最低60分，最高90分，标准差12.5分 */
      words: Type.String(),
      /** Each score with its reason and evidence; empty for who is not of the office. */
      scores: Type.Array(
        Type.Object({
          by: Type.String(),
          points: Type.Number(),
          reason: Type.String(),
          evidence: Type.String(),
          /** In which round it was given. */
          round: Type.Integer(),
          at: IsoTime,
          /** Far from the others. */
          isApart: Type.Boolean(),
        }),
      ),
    }),
  ),
})
export type PassportScoring = Static<typeof PassportScoring>

export const PassportFacts = Type.Object({
  release: ReleaseHead,
  indicator: IndicatorFact,
  unit: nullable(Type.String()),
  unitName: Type.String(),
  fact: ValueFact,
  /** '330,412 人 ÷ 400,015 人 × 100%' with the release's digits. */
  working: Type.String(),
  /** Of a unit that began within the history: what stands before. Left out of any other. */
  past: Type.Optional(Type.String()),
  /** Of a unit that is not asked for the indicator's form (填报范围): since when. Left out of any other. */
  excused: Type.Optional(Type.String()),
  cells: Type.Array(PassportCell),
  /** Of scored items: the scoring of each quarter behind the figure. */
  scorings: Type.Array(PassportScoring),
  contentHash: Type.String(),
})
export type PassportFacts = Static<typeof PassportFacts>

export const getPassport = defineRoute({
  method: 'GET',
  path: '/api/v1/releases/:code/passport',
  summary: 'Number passport of one figure',
  access: 'signed-in',
  params: ReleaseParams,
  query: Type.Object({ indicator: CodeText, unit: Type.Optional(CodeText) }),
  reply: PassportFacts,
})
