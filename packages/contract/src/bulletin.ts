import type { Static } from 'typebox'
import { bulletinFormats, bulletinLines, namings } from './bulletin-choices.ts'
import { defineRoute } from './route.ts'
import { CodeText, PeriodText, ReleaseCodeText, nullable, strictObject } from './schema.ts'
import { Type } from './type.ts'

/* 情况通报 of a release: a draft for the office, laid out by GB/T 9704—2012. */

/** Where a number of the text comes from, so that it can be looked up and be a field in the file. */
export const BulletinNumber = Type.Object({
  id: Type.String(),
  /** As it stands in the text: 82.6%, 第3位. */
  text: Type.String(),
  /** Null: of the release as a whole. */
  indicator: nullable(CodeText),
  /** Null: of the whole city. */
  unit: nullable(CodeText),
  period: PeriodText,
  /** Answer of the release and place in it: targets/JN03/value. */
  path: Type.String(),
  /** The same for its reader: 技能培训覆盖率，全市，2026年第三季度. */
  words: Type.String(),
})
export type BulletinNumber = Static<typeof BulletinNumber>

/** A stretch of text; `number`: the number that it is. */
export const BulletinRun = Type.Object({ text: Type.String(), number: nullable(Type.String()) })
export type BulletinRun = Static<typeof BulletinRun>

export const BulletinParagraph = Type.Object({
  /** Stays the same from release to release as long as the paragraph says the same kind of thing. */
  id: Type.String(),
  /** `heading`: 一、; `topic`: （一）; `blank`: what the office fills in. */
  kind: Type.Enum(['salutation', 'text', 'heading', 'topic', 'blank']),
  runs: Type.Array(BulletinRun),
})
export type BulletinParagraph = Static<typeof BulletinParagraph>

export const BulletinAnnex = Type.Object({
  title: Type.String(),
  columns: Type.Array(Type.Object({ header: Type.String(), isNumber: Type.Boolean() })),
  rows: Type.Array(Type.Array(Type.String())),
  /** Lies on its side. */
  isWide: Type.Boolean(),
  /** Beneath the table: what marks mean, by which rule places are held sure. */
  notes: Type.Array(Type.String()),
})
export type BulletinAnnex = Static<typeof BulletinAnnex>

export const BulletinModel = Type.Object({
  release: ReleaseCodeText,
  period: PeriodText,
  /** Broken into lines, the shorter one first (正梯形). */
  title: Type.Array(Type.String()),
  paragraphs: Type.Array(BulletinParagraph),
  numbers: Type.Array(BulletinNumber),
  /** Names in which digits stand that are no numbers. */
  names: Type.Array(Type.String()),
  annexes: Type.Array(BulletinAnnex),
  /** 发文机关署名 as the installation names its office; '': left for the office. */
  office: Type.String(),
  /** 成文日期; null: left for the office. */
  date: nullable(Type.String()),
  /** 数据来源, 截至, 口径, 发布编号, 生成时间 and what else must not be lost. */
  foot: Type.Array(Type.String()),
  demo: nullable(Type.String()),
  watermark: nullable(Type.String()),
  generatedAt: Type.String(),
  /** Characters of the text without the annexes. */
  length: Type.Integer(),
  /** What should be looked at before it leaves, as sentences. */
  warnings: Type.Array(Type.String()),
})
export type BulletinModel = Static<typeof BulletinModel>

const asked = {
  /** Who is named in criticism: only whose standing is certain, or nobody. */
  naming: Type.Optional(Type.Enum([...namings])),
  /** More characters than this are warned of. */
  limit: Type.Optional(Type.Integer({ minimum: 500, maximum: 20_000 })),
}

export const BulletinAsked = strictObject(asked)
export type BulletinAsked = Static<typeof BulletinAsked>

/** A paragraph as the office wants it; null: left out. */
export const BulletinEdit = strictObject({
  id: Type.String({ pattern: '^[A-Za-z0-9_.:-]{1,80}$' }),
  text: nullable(Type.String({ maxLength: 2000 })),
})
export type BulletinEdit = Static<typeof BulletinEdit>

const layout = {
  /** Points from line to line. */
  line: Type.Optional(Type.Enum([...bulletinLines])),
  /** （一） in bold. */
  bold: Type.Optional(Type.Boolean()),
  /** DOCX only: where each number comes from, as a comment. */
  comments: Type.Optional(Type.Boolean()),
  /** DOCX only: by the office's template where there is one; left out: yes. */
  template: Type.Optional(Type.Boolean()),
}

export const BulletinLayout = strictObject(layout)
export type BulletinLayout = Static<typeof BulletinLayout>

const BulletinFileAsked = strictObject({
  format: Type.Enum([...bulletinFormats]),
  ...asked,
  ...layout,
  edits: Type.Optional(Type.Array(BulletinEdit, { maxItems: 200 })),
})

const params = Type.Object({ code: ReleaseCodeText })

export const readBulletin = defineRoute({
  method: 'GET',
  path: '/api/v1/releases/:code/bulletin',
  summary: 'The draft of the 情况通报 of a release: paragraphs with the sources of their numbers, annexes, warnings',
  access: 'signed-in',
  scope: 'release.read',
  params,
  query: BulletinAsked,
  reply: BulletinModel,
})

export const exportBulletin = defineRoute({
  method: 'POST',
  path: '/api/v1/releases/:code/bulletin/file',
  summary: 'The same as DOCX (GB/T 9704—2012) or PDF, with the paragraphs that the office wrote otherwise',
  access: 'signed-in',
  params,
  body: BulletinFileAsked,
  bodyLimit: 1024 * 1024,
  reply: null,
  file: bulletinFormats,
})
