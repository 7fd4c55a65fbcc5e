import { Type } from './type.ts'
import type { Static } from 'typebox'
import { defineRoute } from './route.ts'

/* A city's own data from its files: units, departments, people, calendar, targets, baselines, former figures. */

/** Rows of each kind that are new or other than installed. */
const CityLoadCounts = Type.Object({
  units: Type.Integer(),
  bases: Type.Integer(),
  departments: Type.Integer(),
  users: Type.Integer(),
  liaisons: Type.Integer(),
  periods: Type.Integer(),
  /** Years of 放假安排. */
  holidays: Type.Integer(),
  targets: Type.Integer(),
  baselines: Type.Integer(),
  figures: Type.Integer(),
  forms: Type.Integer(),
})

export const CityLoad = Type.Object({
  /** refused: nothing can be written; checked: nothing was written yet; loaded: all of it was. */
  stage: Type.Enum(['refused', 'checked', 'loaded']),
  files: Type.Array(Type.String()),
  counts: CityLoadCounts,
  /** Each cause once, with file, row, column and remedy. */
  errors: Type.Array(Type.String()),
  /** Possible but unlikely. */
  doubts: Type.Array(Type.String()),
  /** What takes the place of something else. */
  changes: Type.Array(Type.String()),
  notes: Type.Array(Type.String()),
  /** Whom and what the new calendar reaches. */
  impacts: Type.Array(Type.String()),
  /** Of every table what became of its rows, those of the installation that the file lacks included. */
  accounts: Type.Array(Type.String()),
  /** Send it back to load what was shown; '' where it was refused. */
  digest: Type.String(),
})
export type CityLoad = Static<typeof CityLoad>

/** Parts of a city's data that have a page of their own, and what their workbook is called. */
export const cityParts = ['units', 'people', 'calendar'] as const
export type CityPart = (typeof cityParts)[number]
export const cityPartNames: Readonly<Record<CityPart, string>> = {
  units: '单位',
  people: '部门与人员',
  calendar: '期次与放假安排',
}

export const getCityWorkbook = defineRoute({
  method: 'GET',
  path: '/api/v1/admin/city/workbook',
  summary: 'What is installed as a workbook to change and load again; of an empty installation the form to fill',
  access: 'signed-in',
  /** The sheets of one page alone. */
  query: Type.Object({ part: Type.Optional(Type.Enum([...cityParts])) }),
  reply: null,
  file: ['xlsx'],
})

export const loadCity = defineRoute({
  method: 'POST',
  path: '/api/v1/admin/city',
  summary:
    'Check a city’s files (multipart, fields `file`); with the digest of the check they are loaded, all or nothing',
  access: 'signed-in',
  bodyLimit: 40 * 1024 * 1024,
  upload: { formats: ['xlsx', 'csv'], several: true },
  query: Type.Object({ seen: Type.Optional(Type.String({ pattern: '^[0-9a-f]{64}$' })) }),
  reply: CityLoad,
})
