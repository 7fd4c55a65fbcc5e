import { threadStates } from '@cg/domain/form/thread'
import type { ThreadState } from '@cg/domain/form/thread'
import type { Static } from 'typebox'
import { BreakdownText, FormParams } from './entry.ts'
import { defineRoute } from './route.ts'
import { CodeText, IsoTime, nullable, strictObject } from './schema.ts'
import { Type } from './type.ts'

/*
 * 问答 (C8): those who may read a form ask and answer under one of its figures, call on one another, and close what is
 * settled. It moves no number and no state, stays with the quarter, and goes into no release, file or link.
 */

export const threadStateNames: Readonly<Record<ThreadState, string>> = {
  waiting: '待答复',
  answered: '已答复',
  closed: '已办结',
}

/** Characters of a text, people called on in one, remarks of a thread, open threads of a form. */
export const threadLimits = { mostText: 500, mostMentions: 10, mostRemarks: 50, mostOpen: 100 } as const

/** Who may read the form, and so may be called on. */
export const ThreadPerson = Type.Object({
  id: Type.Integer(),
  name: Type.String(),
  /** The body they fill, lead or review for. */
  body: Type.String(),
})
export type ThreadPerson = Static<typeof ThreadPerson>

export const Remark = Type.Object({
  id: Type.Integer(),
  by: Type.String(),
  at: IsoTime,
  text: Type.String(),
  /** The names that were called on, as they stand in the text. */
  mentions: Type.Array(Type.String()),
})
export type Remark = Static<typeof Remark>

export const Thread = Type.Object({
  id: Type.Integer(),
  item: Type.String(),
  unit: Type.String(),
  breakdown: Type.String(),
  state: Type.Enum([...threadStates]),
  /** In the order they came; the first is the question. */
  remarks: Type.Array(Remark),
  closed: nullable(Type.Object({ by: Type.String(), at: IsoTime })),
  /** Whether this actor may close it: who asked, and the office. */
  mayClose: Type.Boolean(),
})
export type Thread = Static<typeof Thread>

export const ThreadList = Type.Object({
  /** In the order they were asked. */
  threads: Type.Array(Thread),
  /** Everybody else who may read the form now. */
  people: Type.Array(ThreadPerson),
})
export type ThreadList = Static<typeof ThreadList>

const RemarkFields = {
  text: Type.String({ minLength: 1, maxLength: threadLimits.mostText }),
  /** Accounts by id; each must be in `people`, and stand in the text as @name. */
  mentions: Type.Array(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }), {
    maxItems: threadLimits.mostMentions,
  }),
}

export const AskThread = strictObject({
  item: CodeText,
  unit: CodeText,
  breakdown: Type.Optional(BreakdownText),
  ...RemarkFields,
})
export type AskThread = Static<typeof AskThread>

export const AnswerThread = strictObject(RemarkFields)
export type AnswerThread = Static<typeof AnswerThread>

const path = '/api/v1/forms/:period/:form/:reporter/threads'
const ThreadParams = Type.Object({ ...FormParams.properties, id: Type.Integer({ minimum: 1 }) })

export const listThreads = defineRoute({
  method: 'GET',
  path,
  summary:
    'What is asked and answered under the figures of a form, for those who may read them, and who may be called on',
  access: 'signed-in',
  params: FormParams,
  reply: ThreadList,
})

export const askThread = defineRoute({
  method: 'POST',
  path,
  summary: 'Ask under one figure of a form',
  access: 'signed-in',
  params: FormParams,
  idempotent: true,
  body: AskThread,
  reply: ThreadList,
})

export const answerThread = defineRoute({
  method: 'POST',
  path: `${path}/:id/remarks`,
  summary: 'Answer, or ask on, in a thread that is open',
  access: 'signed-in',
  params: ThreadParams,
  idempotent: true,
  body: AnswerThread,
  reply: ThreadList,
})

export const closeThread = defineRoute({
  method: 'POST',
  path: `${path}/:id/closing`,
  summary: 'Close a thread: who asked, or the office',
  access: 'signed-in',
  params: ThreadParams,
  body: strictObject({
    /** The last remark that was on screen: what came after it is to be read first. */
    seen: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
  }),
  reply: ThreadList,
})
