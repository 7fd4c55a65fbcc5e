import { followUpDecisions, followUpKinds, followUpStates } from '@cg/domain/task/follow-up'
import type { FollowUpAction, FollowUpKind, FollowUpState } from '@cg/domain/task/follow-up'
import type { Static } from 'typebox'
import { defineRoute } from './route.ts'
import { CodeText, DayText, IsoTime, nullable, strictObject } from './schema.ts'
import { Type } from './type.ts'

/*
 * 督办: opened by the office from a red light of a published release, an overdue milestone, a promise in a speech or
 * another matter with what it rests on; answered
 * by whom it went to; closed on data or on the office's acceptance, with which of the two and on what.
 */

export const followUpKindNames: Readonly<Record<FollowUpKind, string>> = {
  light: '红灯指标',
  task: '逾期任务',
  speech: '讲话要求',
  other: '其他',
}
export const followUpStateNames: Readonly<Record<FollowUpState, string>> = {
  open: '待回复',
  answered: '已回复',
  returned: '退回重报',
  closed: '已销号',
  cancelled: '已撤销',
}
export const followUpActionNames: Readonly<Record<FollowUpAction | 'open', string>> = {
  open: '发出督办',
  answer: '回复',
  return: '退回',
  settle: '以数据销号',
  accept: '认定销号',
  cancel: '撤销',
  extend: '延期',
}

/** Shortest and longest 要求, 原因 or 措施, in characters. */
export const followUpTextLimits = { least: 4, most: 500 } as const

const Text = Type.String({ maxLength: followUpTextLimits.most })
const Named = Type.Object({ code: Type.String(), name: Type.String() })
const Id = Type.Integer({ minimum: 1 })
const Decision = Type.Enum([...followUpDecisions])

export const FollowUp = Type.Object({
  id: Type.Integer(),
  kind: Type.Enum([...followUpKinds]),
  /** What it was opened from. */
  about: Type.String(),
  /** Where that is seen: an address of the web; null: nowhere. */
  link: nullable(Type.String()),
  responsible: Type.String(),
  requirement: Type.String(),
  dueOn: DayText,
  isOverdue: Type.Boolean(),
  state: Type.Enum([...followUpStates]),
  reason: Type.String(),
  measures: Type.String(),
  expectedOn: nullable(DayText),
  /** What closed it; null: nothing yet. */
  closing: nullable(Type.String()),
  version: Type.Integer(),
  steps: Type.Array(
    Type.Object({
      action: Type.Enum(['open', 'answer', 'extend', ...followUpDecisions]),
      note: Type.String(),
      by: Type.String(),
      at: IsoTime,
    }),
  ),
  may: Type.Array(Type.Enum(['answer', 'extend', ...followUpDecisions])),
})
export type FollowUp = Static<typeof FollowUp>

export const FollowUpLedger = Type.Object({
  today: DayText,
  /** Newest first. */
  items: Type.Array(FollowUp),
  /** What may be followed up now; null: not by this actor. */
  offer: nullable(
    Type.Object({
      departments: Type.Array(Named),
      units: Type.Array(Named),
      /** Red lights of the newest published release that no open item follows. */
      lights: Type.Array(
        Type.Object({
          release: Type.String(),
          indicator: Type.String(),
          unit: Type.String(),
          words: Type.String(),
          lead: Type.String(),
        }),
      ),
      /** Overdue milestones that no open item follows. */
      tasks: Type.Array(
        Type.Object({ measure: Type.Integer(), milestone: Type.String(), words: Type.String(), lead: Type.String() }),
      ),
    }),
  ),
})
export type FollowUpLedger = Static<typeof FollowUpLedger>

/** What is followed up, to whom it goes and by when. */
export const FollowUpOpening = strictObject({
  of: Type.Union([
    strictObject({ kind: Type.Literal('light'), release: CodeText, indicator: CodeText, unit: CodeText }),
    strictObject({ kind: Type.Literal('task'), measure: Id, milestone: CodeText }),
    strictObject({ kind: Type.Literal('speech'), quote: Text }),
    strictObject({ kind: Type.Literal('other'), matter: Text, basis: Type.String({ maxLength: 200 }) }),
  ]),
  /** One of the two. */
  department: nullable(CodeText),
  unit: nullable(CodeText),
  requirement: Text,
  dueOn: DayText,
})
export type FollowUpOpening = Static<typeof FollowUpOpening>

export const readFollowUps = defineRoute({
  method: 'GET',
  path: '/api/v1/follow-ups',
  summary: 'The ledger of follow-ups: all for the office, those that went to them for departments and districts',
  access: 'signed-in',
  reply: FollowUpLedger,
})

export const getFollowUpBook = defineRoute({
  method: 'GET',
  path: '/api/v1/follow-ups/ledger',
  summary: 'The ledger of follow-ups as a workbook or to be printed (PDF), as the actor may see it',
  access: 'signed-in',
  query: Type.Object({ format: Type.Enum(['xlsx', 'pdf']) }),
  reply: null,
  file: ['xlsx', 'pdf'],
})

export const openFollowUp = defineRoute({
  method: 'POST',
  path: '/api/v1/follow-ups',
  summary:
    'Follow up a red light of a published release, an overdue milestone, a promise in a speech or another matter',
  access: 'signed-in',
  body: FollowUpOpening,
  reply: FollowUpLedger,
})

export const answerFollowUp = defineRoute({
  method: 'PUT',
  path: '/api/v1/follow-ups/:id/answer',
  summary: 'Answer with cause, measures and the day by which it will be done',
  access: 'signed-in',
  ifMatch: true,
  params: Type.Object({ id: Id }),
  body: strictObject({ reason: Text, measures: Text, expectedOn: DayText }),
  reply: FollowUpLedger,
})

export const extendFollowUp = defineRoute({
  method: 'POST',
  path: '/api/v1/follow-ups/:id/extension',
  summary: 'Put off the day by which an item is to be done, with the reason',
  access: 'signed-in',
  ifMatch: true,
  params: Type.Object({ id: Id }),
  body: strictObject({ dueOn: DayText, reason: Type.String({ maxLength: 300 }) }),
  reply: FollowUpLedger,
})

export const decideFollowUp = defineRoute({
  method: 'POST',
  path: '/api/v1/follow-ups/:id/decisions',
  summary: 'Return an answer, close on data or on acceptance, or cancel; all but closing on data with a reason',
  access: 'signed-in',
  ifMatch: true,
  params: Type.Object({ id: Id }),
  body: strictObject({ action: Decision, note: Type.String({ maxLength: 300 }) }),
  reply: FollowUpLedger,
})
