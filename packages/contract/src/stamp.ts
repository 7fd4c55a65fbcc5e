import type { Static } from 'typebox'
import { DifferenceFigure } from './difference.ts'
import { defineRoute } from './route.ts'
import { CodeText, IsoTime, PeriodText, nullable, strictObject } from './schema.ts'
import { Type } from './type.ts'

/* 核验: is a file of the platform still what it was, and is what it says still so (H10). */

/** What a file is: chart and page of a release, 材料, 通报; 发布存档 and 离线册, which are the whole of a release. */
export const issuedKinds = ['chart', 'page', 'pack', 'bulletin', 'archive'] as const
export type IssuedKind = (typeof issuedKinds)[number]

/**
 * What is found of a file. `named`: only its code was asked for. `original`: its very bytes. `resaved`: other bytes, the
 * same texts. `altered`: other texts. `otherFormat`: turned into another format, which is not compared. `unknown`: no file
 * of the platform has that code; `unmarked`: it names none.
 */
export const stampVerdicts = ['named', 'original', 'resaved', 'altered', 'otherFormat', 'unknown', 'unmarked'] as const
export type StampVerdict = (typeof stampVerdicts)[number]

/** Of the release that the file shows; `preview`: it never was published under that number. */
export const stampStandings = ['current', 'superseded', 'preview'] as const

export const IssuedFile = Type.Object({
  code: Type.String(),
  kind: Type.Enum([...issuedKinds]),
  format: Type.String(),
  /** Its own title; of a preview for those alone who may see one. */
  title: Type.String(),
  release: Type.String(),
  period: PeriodText,
  firstAt: IsoTime,
})
export type IssuedFile = Static<typeof IssuedFile>

/** How a text of a workbook behind a chart begins: 图中数据表 Sheet1!B3 95.1 */
export const embeddedSheet = '图中数据表 '

/** Texts that the original has and the file has not, and the other way round; the first of each. */
export const TextChanges = Type.Object({
  missing: Type.Array(Type.String()),
  added: Type.Array(Type.String()),
  /** Of both together, with those not listed. */
  total: Type.Integer(),
})
export type TextChanges = Static<typeof TextChanges>

export const StampAnswer = Type.Object({
  verdict: Type.Enum([...stampVerdicts]),
  /** What was found, in whole sentences. */
  sentence: Type.String(),
  file: nullable(IssuedFile),
  standing: nullable(Type.Enum([...stampStandings])),
  /** The release that stands in place of the file's, and the newest release of a later quarter. */
  correction: nullable(CodeText),
  laterQuarter: nullable(Type.Object({ release: CodeText, period: PeriodText })),
  /** Of the figures the file is about those that the correction changed; empty unless superseded. */
  changes: Type.Array(DifferenceFigure),
  changesTotal: Type.Integer(),
  /** Null: texts were not compared, or there is nothing that differs. */
  texts: nullable(TextChanges),
  /** Of an archive: what in it is not as its manifest and its seal say, in sentences. */
  faults: Type.Array(Type.String()),
})
export type StampAnswer = Static<typeof StampAnswer>

export const stampUploadKinds = ['pptx', 'docx', 'pdf', 'xlsx', 'png', 'svg', 'csv', 'zip'] as const

/** A deck with pictures is larger than what is uploaded elsewhere. */
export const stampUploadBytes = 20 * 2 ** 20

export const checkStamp = defineRoute({
  method: 'POST',
  path: '/api/v1/stamps/check',
  summary: 'Whether what a file shows is still so, by the code (核验码) at its foot',
  access: 'signed-in',
  body: strictObject({ code: Type.String({ minLength: 1, maxLength: 40 }) }),
  reply: StampAnswer,
})

export const checkStampedFile = defineRoute({
  method: 'POST',
  path: '/api/v1/stamps/check/file',
  summary: 'Whether a file is as the platform made it, and whether what it shows is still so',
  access: 'signed-in',
  upload: { formats: stampUploadKinds },
  reply: StampAnswer,
})
