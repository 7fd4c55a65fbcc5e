import { Type } from './type.ts'
import type { Static } from 'typebox'
import { ReleaseHead, ReleaseParams } from './release/head.ts'
import { defineRoute } from './route.ts'
import { IsoTime, nullable, strictObject } from './schema.ts'

/*
 * 省平台移交: the figures of a published release under the codes, names and units of the provincial platform. The office
 * keeps the mapping as dated versions; what would go out is tried before a file is made.
 */

/** What of an indicator is handed over: its figure, or what stands above or below its line. */
export const handoverParts = ['value', 'numerator', 'denominator'] as const
export type HandoverPart = (typeof handoverParts)[number]
export const handoverPartNames: Readonly<Record<HandoverPart, string>> = {
  value: '指标值',
  numerator: '分子',
  denominator: '分母',
}

/** Of whom a figure is handed over. */
export const handoverPlaces = ['all', 'city', 'units'] as const
export type HandoverPlaces = (typeof handoverPlaces)[number]
export const handoverPlaceNames: Readonly<Record<HandoverPlaces, string>> = {
  all: '全市和各单位',
  city: '全市',
  units: '各单位',
}

/** Where no number stands, each reason has a code of the province's; `given` may have one too. */
export const handoverStates = [
  'given',
  'not_reported',
  'not_applicable',
  'not_available',
  'withheld',
  'uncomputable',
  'invalid',
] as const
export type HandoverState = (typeof handoverStates)[number]
export const handoverStateNames: Readonly<Record<HandoverState, string>> = {
  given: '有数值',
  not_reported: '未报',
  not_applicable: '不适用',
  not_available: '无法提供',
  withheld: '不公布',
  uncomputable: '不可计算',
  invalid: '无效',
}

export const mostHandoverRows = 500
const Short = Type.String({ maxLength: 60 })

/** One indicator of the province and what of ours stands for it. */
export const HandoverRow = strictObject({
  code: Short,
  name: Type.String({ maxLength: 120 }),
  unit: Type.String({ maxLength: 20 }),
  decimals: Type.Integer({ minimum: 0, maximum: 6 }),
  /** Ours times this is the province's; null: as the two units say. */
  factor: nullable(Type.Number({ exclusiveMinimum: 0, maximum: 1e12 })),
  /** Code of our indicator; '': none. */
  indicator: Short,
  /** Code of our data item, as the units report it; '': none. A row has an indicator, an item or a reason why it has neither. */
  item: Short,
  part: Type.Enum([...handoverParts]),
  /** 'size:above'; '': the whole. Groups of an indicator are the city's alone. */
  breakdown: Short,
  places: Type.Enum([...handoverPlaces]),
  /** Why the city has nothing for it: the row then goes out as 无法提供. '': it has. */
  lacking: Type.String({ maxLength: 100 }),
})
export type HandoverRow = Static<typeof HandoverRow>

/** A row to begin with; what was kept or typed is laid over it, so that every row has its fields in one order. */
export const emptyHandoverRow: HandoverRow = {
  code: '',
  name: '',
  unit: '',
  decimals: 0,
  factor: null,
  indicator: '',
  item: '',
  part: 'value',
  breakdown: '',
  places: 'all',
  lacking: '',
}

export const HandoverMapping = strictObject({
  rows: Type.Array(HandoverRow, { maxItems: mostHandoverRows }),
  /** The province's code of the city and of each unit. */
  regions: Type.Array(strictObject({ unit: Short, code: Short }), { maxItems: 500 }),
  states: Type.Array(strictObject({ state: Type.Enum([...handoverStates]), code: Short }), { maxItems: 20 }),
})
export type HandoverMapping = Static<typeof HandoverMapping>

/** What keeps the file from being made; `row`: of the mapping, from 0. */
export const HandoverProblem = Type.Object({ row: nullable(Type.Integer()), message: Type.String() })
export type HandoverProblem = Static<typeof HandoverProblem>

/** One line of the file. */
export const HandoverLine = Type.Object({
  row: Type.Integer(),
  code: Type.String(),
  name: Type.String(),
  regionCode: Type.String(),
  regionName: Type.String(),
  groupName: Type.String(),
  /** As our own pages print it, with its unit; the word of its state where there is no number. */
  own: Type.String(),
  value: nullable(Type.Number()),
  /** The province's number as printed; '' where there is none. */
  text: Type.String(),
  decimals: Type.Integer(),
  unit: Type.String(),
  state: Type.Enum([...handoverStates]),
  stateCode: Type.String(),
  note: Type.String(),
})
export type HandoverLine = Static<typeof HandoverLine>

/** A row of the province's for which the release has no figure, and why. */
export const HandoverIdleRow = Type.Object({
  row: Type.Integer(),
  code: Type.String(),
  name: Type.String(),
  why: Type.String(),
})
export type HandoverIdleRow = Static<typeof HandoverIdleRow>

const Names = Type.Array(Type.String())

export const HandoverTrial = Type.Object({
  problems: Type.Array(HandoverProblem),
  lines: Type.Array(HandoverLine),
  /** How each row is turned into the province's unit, in the order of the rows; '' where it cannot. */
  conversions: Type.Array(Type.String()),
  /** Lines by state, those that occur. */
  counts: Type.Array(Type.Object({ state: Type.Enum([...handoverStates]), lines: Type.Integer() })),
  /** Rows that have nothing of ours: not mapped yet, 本市无此数据, or not in this release. */
  idle: Type.Array(HandoverIdleRow),
  /** Rows of which only the city, or only the units, have a figure, though both were asked for. */
  halves: Type.Array(Type.Object({ row: Type.Integer(), message: Type.String() })),
  /** What of ours no row hands over, by name; items that go out within an indicator stand apart. */
  leftOut: Type.Object({ indicators: Names, items: Names, itemsWithin: Names }),
})
export type HandoverTrial = Static<typeof HandoverTrial>

export const HandoverVersion = Type.Object({
  version: Type.Integer(),
  savedBy: Type.String(),
  savedAt: IsoTime,
  note: Type.String(),
  rows: Type.Integer(),
})
export type HandoverVersion = Static<typeof HandoverVersion>

const Groups = Type.Array(Type.Object({ code: Type.String(), name: Type.String() }))

const Choice = Type.Object({
  code: Type.String(),
  name: Type.String(),
  unit: Type.String(),
  /** What stands above and below the line, in words; null: the indicator has no such part. */
  numerator: nullable(Type.String()),
  denominator: nullable(Type.String()),
  groups: Groups,
})

const ItemChoice = Type.Object({
  code: Type.String(),
  name: Type.String(),
  unit: Type.String(),
  /** 季末数, 本季数 …: of which time the reported number is. */
  time: Type.String(),
  groups: Groups,
  /** Why the release has no figure of it at all; null: it has. */
  lacks: nullable(Type.String()),
  /** False: units report a mean, which nothing adds up for the city. */
  hasCity: Type.Boolean(),
})

/** Everything of the page: what the release has, the mapping in force, and what it would hand over. */
export const Handover = Type.Object({
  release: ReleaseHead,
  contentHash: Type.String(),
  indicators: Type.Array(Choice),
  items: Type.Array(ItemChoice),
  /** The city first. */
  units: Type.Array(Type.Object({ code: Type.String(), name: Type.String() })),
  /** 0: none was saved yet; then `mapping` is an empty one to begin with. */
  version: Type.Integer(),
  mapping: HandoverMapping,
  trial: HandoverTrial,
  /** Newest first. */
  history: Type.Array(HandoverVersion),
  maySave: Type.Boolean(),
})
export type Handover = Static<typeof Handover>

export const readHandover = defineRoute({
  method: 'GET',
  path: '/api/v1/releases/:code/handover',
  summary: 'The provincial mapping and what it would hand over of a release',
  access: 'signed-in',
  params: ReleaseParams,
  reply: Handover,
})
export const tryHandover = defineRoute({
  method: 'POST',
  path: '/api/v1/releases/:code/handover/trial',
  summary: 'What a mapping would hand over of a release; writes nothing',
  access: 'signed-in',
  params: ReleaseParams,
  body: strictObject({ mapping: HandoverMapping }),
  reply: HandoverTrial,
})
export const saveHandover = defineRoute({
  method: 'PUT',
  path: '/api/v1/releases/:code/handover/mapping',
  summary: 'Save the mapping as a new version',
  access: 'signed-in',
  params: ReleaseParams,
  body: strictObject({
    /** The version that was changed. */
    base: Type.Integer({ minimum: 0 }),
    note: Type.String({ minLength: 2, maxLength: 200 }),
    mapping: HandoverMapping,
  }),
  reply: Handover,
})
export const exportHandoverMapping = defineRoute({
  method: 'GET',
  path: '/api/v1/releases/:code/handover/mapping/workbook',
  summary: 'The mapping as a workbook to fill in, with the indicators of the release beside it',
  access: 'signed-in',
  params: ReleaseParams,
  reply: null,
  file: ['xlsx'],
})
/** What became of every filled line of a mapping that was read, beside the mapping in force. Rows by the province's codes. */
export const HandoverAccount = Type.Object({
  lines: Type.Integer(),
  added: Names,
  changed: Names,
  same: Type.Integer(),
  /** In force, and not in the file. */
  removed: Names,
  regions: Type.Integer(),
  states: Type.Integer(),
})
export type HandoverAccount = Static<typeof HandoverAccount>

export const exportHandoverTrial = defineRoute({
  method: 'POST',
  path: '/api/v1/releases/:code/handover/trial/workbook',
  summary:
    'What a mapping would hand over of a release, row by row, with what is mapped on neither side, as a workbook',
  access: 'signed-in',
  params: ReleaseParams,
  body: strictObject({ mapping: HandoverMapping }),
  reply: null,
  file: ['xlsx'],
})
export const readHandoverMapping = defineRoute({
  method: 'POST',
  path: '/api/v1/releases/:code/handover/mapping/workbook',
  summary: 'Read a filled mapping workbook; writes nothing',
  access: 'signed-in',
  params: ReleaseParams,
  bodyLimit: 5 * 1024 * 1024,
  upload: { formats: ['xlsx'] },
  reply: Type.Object({ mapping: HandoverMapping, trial: HandoverTrial, account: HandoverAccount }),
})
export const handoverFormats = ['xlsx', 'csv'] as const
export type HandoverFormat = (typeof handoverFormats)[number]
export const exportHandover = defineRoute({
  method: 'GET',
  path: '/api/v1/releases/:code/handover/file',
  summary: 'The hand-over file of a release by a version of the mapping; always the same figures',
  access: 'signed-in',
  refusals: ['conflict'],
  params: ReleaseParams,
  query: Type.Object({ format: Type.Enum([...handoverFormats]), mapping: Type.Integer({ minimum: 1 }) }),
  reply: null,
  file: ['xlsx', 'csv'],
})
