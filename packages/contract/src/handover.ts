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
  /** Code of our indicator; '': not mapped. */
  indicator: Short,
  part: Type.Enum([...handoverParts]),
  /** 'size:above'; '': the whole. Groups are the city's alone. */
  breakdown: Short,
  places: Type.Enum([...handoverPlaces]),
  /** Why the city has nothing for it: the row then goes out as 无法提供. '': it has. */
  lacking: Type.String({ maxLength: 100 }),
})
export type HandoverRow = Static<typeof HandoverRow>

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

export const HandoverTrial = Type.Object({
  problems: Type.Array(HandoverProblem),
  lines: Type.Array(HandoverLine),
  /** How each row is turned into the province's unit, in the order of the rows; '' where it cannot. */
  conversions: Type.Array(Type.String()),
  /** Lines by state, those that occur. */
  counts: Type.Array(Type.Object({ state: Type.Enum([...handoverStates]), lines: Type.Integer() })),
  /** Our indicators that no row hands over. */
  leftOut: Type.Array(Type.String()),
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

const Choice = Type.Object({
  code: Type.String(),
  name: Type.String(),
  unit: Type.String(),
  /** What stands above and below the line, in words; null: the indicator has no such part. */
  numerator: nullable(Type.String()),
  denominator: nullable(Type.String()),
  groups: Type.Array(Type.Object({ code: Type.String(), name: Type.String() })),
})

/** Everything of the page: what the release has, the mapping in force, and what it would hand over. */
export const Handover = Type.Object({
  release: ReleaseHead,
  contentHash: Type.String(),
  indicators: Type.Array(Choice),
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
export const readHandoverMapping = defineRoute({
  method: 'POST',
  path: '/api/v1/releases/:code/handover/mapping/workbook',
  summary: 'Read a filled mapping workbook; writes nothing',
  access: 'signed-in',
  params: ReleaseParams,
  bodyLimit: 5 * 1024 * 1024,
  upload: { formats: ['xlsx'] },
  reply: Type.Object({ mapping: HandoverMapping, trial: HandoverTrial }),
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
