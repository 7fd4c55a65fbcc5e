import type { Static } from 'typebox'
import { defineRoute } from './route.ts'
import { CodeText, IsoTime, PeriodText, nullable, strictObject } from './schema.ts'
import { Type } from './type.ts'

/*
 * 定性评分 (B9): an item in points whose figures are not typed. Named reviewers score every unit against a written scale,
 * each for himself; when the office has ended the scoring it sees how far apart they are, and writes the means into the form.
 */

export const appraisalStates = ['open', 'shut', 'written', 'cancelled'] as const
export type AppraisalState = (typeof appraisalStates)[number]
export const appraisalStateNames: Readonly<Record<AppraisalState, string>> = {
  open: '评分中',
  shut: '评分已截止',
  written: '已写入报表',
  cancelled: '已取消',
}

export const appraisalActions = ['shut', 'again', 'write', 'cancel'] as const
export type AppraisalAction = (typeof appraisalActions)[number]
export const appraisalActionNames: Readonly<Record<AppraisalAction | 'open', string>> = {
  open: '组织评分',
  shut: '截止评分',
  again: '再评一轮',
  write: '写入报表',
  cancel: '取消评分',
}

/** Unit of the items that can be scored. */
export const scoredUnit = '分'
/** Scores without which a unit gets no figure, at least. */
export const leastScorers = 3

const Text = (least: number, most: number) => Type.String({ minLength: least, maxLength: most })

/** One level of the scale: what a unit must show to get these points. */
export const ScaleLevel = strictObject({ points: Type.Number({ minimum: 0, maximum: 1000 }), words: Text(2, 100) })
export type ScaleLevel = Static<typeof ScaleLevel>
export const Scale = Type.Array(ScaleLevel, { minItems: 2, maxItems: 10 })

const Scorers = Type.Array(Type.Integer({ minimum: 1 }), { maxItems: 50, uniqueItems: true })

export const AppraisalInput = strictObject({
  period: PeriodText,
  item: CodeText,
  /** As it is read aloud: the best level first or last. */
  scale: Scale,
  /** Accounts. */
  scorers: Scorers,
  /** Scores that each unit needs. */
  least: Type.Integer({ minimum: leastScorers, maximum: 50 }),
  /** On what ground: number of the document, or decision. */
  reason: Text(4, 300),
})
export type AppraisalInput = Static<typeof AppraisalInput>

export const ScoreInput = strictObject({
  unit: CodeText,
  /** Of one level of the scale. */
  points: Type.Number({ minimum: 0, maximum: 1000 }),
  reason: Text(4, 300),
  /** What was seen: document, visit, link. */
  evidence: Text(4, 300),
})
export type ScoreInput = Static<typeof ScoreInput>

const Given = {
  points: Type.Number(),
  reason: Type.String(),
  evidence: Type.String(),
  round: Type.Integer(),
  at: IsoTime,
}

export const AppraisalResult = Type.Object({
  count: Type.Integer(),
  /** As it is or would be written: the mean at the item's decimals; null of no score. */
  value: nullable(Type.Number()),
  min: nullable(Type.Number()),
  max: nullable(Type.Number()),
  deviation: nullable(Type.Number()),
  /** How many and how far apart, in words. */
  words: Type.String(),
  /** Scorers who may score the unit and have not. Empty for who is not of the office. */
  missing: Type.Array(Type.String()),
  /** Too few scores to be written. */
  isShort: Type.Boolean(),
  /** The single scores; empty for who is not of the office. */
  scores: Type.Array(Type.Object({ by: Type.String(), ...Given, isApart: Type.Boolean() })),
})
export type AppraisalResult = Static<typeof AppraisalResult>

export const AppraisalUnit = Type.Object({
  code: CodeText,
  name: Type.String(),
  /** The actor's own current score. */
  mine: nullable(Type.Object(Given)),
  /** Why the actor, who is a scorer, does not score this unit; null where he does. */
  barred: nullable(Type.String()),
  /** Null while the scoring is open. */
  result: nullable(AppraisalResult),
})
export type AppraisalUnit = Static<typeof AppraisalUnit>

export const Appraisal = Type.Object({
  id: Type.Integer(),
  period: PeriodText,
  item: CodeText,
  itemName: Type.String(),
  definition: Type.String(),
  formName: Type.String(),
  decimals: Type.Integer(),
  state: Type.Enum([...appraisalStates]),
  round: Type.Integer(),
  version: Type.Integer(),
  reason: Type.String(),
  least: Type.Integer(),
  scale: Scale,
  /** With how many of the units they may score they have scored in this round; empty for who is not of the office. */
  scorers: Type.Array(Type.Object({ name: Type.String(), done: Type.Integer(), of: Type.Integer() })),
  units: Type.Array(AppraisalUnit),
  /** Oldest first. */
  steps: Type.Array(
    Type.Object({
      action: Type.Enum(['open', ...appraisalActions]),
      note: Type.String(),
      by: Type.String(),
      at: IsoTime,
    }),
  ),
  /** What this actor may do with it now. */
  may: Type.Array(Type.Enum(['score', ...appraisalActions])),
})
export type Appraisal = Static<typeof Appraisal>

export const AppraisalList = Type.Object({
  /** Newest first: all for the office, their own for scorers. */
  items: Type.Array(Appraisal),
  mayOpen: Type.Boolean(),
  /** Items in points of the forms of open quarters that nobody scores yet; for who may open. */
  candidates: Type.Array(
    Type.Object({ period: PeriodText, item: CodeText, itemName: Type.String(), formName: Type.String() }),
  ),
  /** Who can be named as a scorer; for who may open. */
  people: Type.Array(Type.Object({ id: Type.Integer(), name: Type.String(), body: Type.String() })),
})
export type AppraisalList = Static<typeof AppraisalList>

const AppraisalParams = Type.Object({ id: Type.Integer({ minimum: 1 }) })

export const listAppraisals = defineRoute({
  method: 'GET',
  path: '/api/v1/appraisals',
  summary: 'Scorings of qualitative items: all for the office, for others those in which they are scorers',
  access: 'signed-in',
  reply: AppraisalList,
})

export const openAppraisal = defineRoute({
  method: 'POST',
  path: '/api/v1/appraisals',
  summary: 'Have an item of a quarter scored by named reviewers against a written scale',
  access: 'signed-in',
  body: AppraisalInput,
  reply: AppraisalList,
})

export const giveScore = defineRoute({
  method: 'POST',
  path: '/api/v1/appraisals/:id/scores',
  summary: 'Score one unit, with the reason and the evidence; a later score of the same person takes its place',
  access: 'signed-in',
  params: AppraisalParams,
  body: ScoreInput,
  reply: AppraisalList,
})

export const decideAppraisal = defineRoute({
  method: 'POST',
  path: '/api/v1/appraisals/:id/decision',
  summary: 'End the scoring, ask for another round, write the means into the form, or cancel',
  access: 'signed-in',
  ifMatch: true,
  params: AppraisalParams,
  body: strictObject({
    action: Type.Enum([...appraisalActions]),
    note: Type.String({ maxLength: 300 }),
    /** Who scores besides from the next round on; with 'again' alone. */
    scorers: Scorers,
  }),
  reply: AppraisalList,
})
