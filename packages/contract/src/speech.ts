import type { Static } from 'typebox'
import { speechMarks } from '@cg/domain/speech/book'
import { ReleaseHead, ReleaseParams } from './release/head.ts'
import { defineRoute } from './route.ts'
import { PeriodText, nullable, strictObject } from './schema.ts'
import { Type } from './type.ts'

/* 讲话稿核对: the figures of a draft held against a release. Nothing of a draft is kept on the server. */

/** Twice the longest speech of a meeting. */
export const mostDraftCharacters = 30_000
/** A character is three bytes, and four in JSON where it is escaped. */
const bodyLimit = 512 * 1024

/** One figure of a draft, or the blank of one; characters of the draft as UTF-16 units, the end excluded. */
export const SpeechFinding = Type.Object({
  start: Type.Integer(),
  end: Type.Integer(),
  isBlank: Type.Boolean(),
  mark: Type.Enum([...speechMarks]),
  /** What would be right in its place. */
  expected: nullable(Type.String()),
  /** Whether it may be put in with all the others at once. */
  isSure: Type.Boolean(),
  reason: Type.String(),
  /** What the passport is of; 'score': the composite. */
  indicator: nullable(Type.String()),
  measureName: nullable(Type.String()),
  place: nullable(Type.String()),
  placeName: nullable(Type.String()),
  period: nullable(PeriodText),
})
export type SpeechFinding = Static<typeof SpeechFinding>

export const SpeechCheck = Type.Object({ release: ReleaseHead, findings: Type.Array(SpeechFinding) })
export type SpeechCheck = Static<typeof SpeechCheck>

const Draft = Type.String({ minLength: 1, maxLength: mostDraftCharacters })

export const checkSpeech = defineRoute({
  method: 'POST',
  path: '/api/v1/releases/:code/speech',
  summary: 'The figures of a draft speech held against a release; nothing of the draft is kept',
  access: 'signed-in',
  params: ReleaseParams,
  body: strictObject({ text: Draft }),
  reply: SpeechCheck,
  bodyLimit,
})

export const speechFileKinds = ['docx', 'txt'] as const

export const readSpeech = defineRoute({
  method: 'POST',
  path: '/api/v1/releases/:code/speech/text',
  summary: 'The text of a draft speech that is a file',
  access: 'signed-in',
  params: ReleaseParams,
  upload: { formats: speechFileKinds },
  reply: Type.Object({ text: Type.String() }),
})

/** What was put in: `text` instead of the characters from `start` to `end`. */
export const SpeechChange = strictObject({
  start: Type.Integer({ minimum: 0, maximum: mostDraftCharacters }),
  end: Type.Integer({ minimum: 0, maximum: mostDraftCharacters }),
  text: Type.String({ maxLength: 60 }),
})
export type SpeechChange = Static<typeof SpeechChange>

export const exportSpeech = defineRoute({
  method: 'POST',
  path: '/api/v1/releases/:code/speech/file',
  summary: 'A checked draft as Word file with tracked changes and its findings; nothing of it is kept',
  access: 'signed-in',
  params: ReleaseParams,
  body: strictObject({ text: Draft, changes: Type.Array(SpeechChange, { maxItems: 2_000 }) }),
  reply: null,
  file: ['docx'],
  bodyLimit,
})
