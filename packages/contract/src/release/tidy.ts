import type { Static } from 'typebox'
import { defineRoute } from '../route.ts'
import { nullable } from '../schema.ts'
import { Type } from '../type.ts'
import { ReleaseHead, ReleaseParams } from './head.ts'

/** What one row says, one figure a row. The order is that of the file's columns. */
export const tidyColumns = [
  'releaseCode',
  'period',
  'nature',
  'unitCode',
  'unitName',
  'indicatorCode',
  'indicatorName',
  'axisCode',
  'axisName',
  'groupCode',
  'groupName',
  'value',
  'measuredIn',
  'state',
  'stateName',
  'carriedFrom',
  'finalBy',
  'numerator',
  'denominator',
  'target',
  'expected',
  'light',
  'lightName',
  'rank',
  'isTied',
  'rankLow',
  'rankHigh',
  'unrankedReason',
] as const
export type TidyColumnKey = (typeof tidyColumns)[number]

/** A column of the data dictionary. */
export const TidyColumn = Type.Object({
  key: Type.Enum([...tidyColumns]),
  /** Its heading in the CSV file. */
  name: Type.String(),
  meaning: Type.String(),
  /** What it is measured in; '' where it is no number, or where `measuredIn` tells. */
  unit: Type.String(),
  /** What may stand in it, where these are codes. */
  codes: Type.Array(Type.Object({ code: Type.String(), word: Type.String() })),
})
export type TidyColumn = Static<typeof TidyColumn>

const TidyCell = Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()])
export type TidyCell = Static<typeof TidyCell>

/** A whole release, one row for each figure, with the dictionary of its columns. */
export const TidyRelease = Type.Object({
  release: ReleaseHead,
  /** 演示数据, while the figures are invented. */
  nature: nullable(Type.String()),
  columns: Type.Array(TidyColumn),
  /** Cells in the order of `columns`; null: nothing stands there, and for a figure the state says why. */
  rows: Type.Array(Type.Array(TidyCell)),
})
export type TidyRelease = Static<typeof TidyRelease>

export const tidyFormats = ['csv', 'json', 'dictionary'] as const
export type TidyFormat = (typeof tidyFormats)[number]

export const exportTidy = defineRoute({
  method: 'GET',
  path: '/api/v1/releases/:code/data',
  summary:
    'A whole release, one row a figure, as CSV or JSON, and its data dictionary as CSV; always the same bytes of a release. Figures that rest on provisional forms (快报) bear the day of the final ones in finalBy',
  access: 'signed-in',
  scope: 'release.read',
  params: ReleaseParams,
  query: Type.Object({ format: Type.Enum([...tidyFormats]) }),
  reply: TidyRelease,
  file: ['csv'],
})
