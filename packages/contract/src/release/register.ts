import type { Static } from 'typebox'
import { ResultStateSchema } from '../figure-schema.ts'
import { defineRoute } from '../route.ts'
import { CodeText, DayText, PeriodText, ReleaseCodeText, nullable } from '../schema.ts'
import { Type } from '../type.ts'
import { ReleaseHead, ReleaseParams } from './head.ts'

/* 台账 as a release froze it: the list behind a count. Of a kind whose records name persons it holds no text at all. */

const Kind = Type.Object({
  code: Type.String(),
  name: Type.String(),
  definition: Type.String(),
  departmentName: Type.String(),
  /** The quarter from which on its records fill the forms. */
  since: PeriodText,
  /** Its records name persons, whose names and all other texts the release leaves out. */
  isNamed: Type.Boolean(),
})

const Item = Type.Object({
  item: Type.String(),
  name: Type.String(),
  unit: Type.String(),
  decimals: Type.Integer(),
  /** 季末在账的记录数 … */
  words: Type.String(),
  /** What the records of the units that count in the city amount to. */
  records: Type.Number(),
  /** The release's indicators that are made of it. */
  indicators: Type.Array(Type.Object({ code: Type.String(), name: Type.String() })),
})

export const RegisterIndex = Type.Object({
  release: ReleaseHead,
  /** Registers in use in the quarter; empty in a release from before registers were frozen. */
  kinds: Type.Array(Type.Object({ ...Kind.properties, records: Type.Integer(), items: Type.Array(Item) })),
  /** The indicators whose figures the key tasks fill (重点任务), and since when; left out where they fill none. */
  plan: Type.Optional(
    Type.Object({
      since: PeriodText,
      indicators: Type.Array(Type.Object({ code: Type.String(), name: Type.String() })),
    }),
  ),
})
export type RegisterIndex = Static<typeof RegisterIndex>

export const RegisterFacts = Type.Object({
  release: ReleaseHead,
  kind: Kind,
  fields: Type.Array(
    Type.Object({
      code: Type.String(),
      name: Type.String(),
      type: Type.Enum(['text', 'number', 'date', 'choice']),
      unit: Type.Optional(Type.String()),
      decimals: Type.Optional(Type.Integer()),
      choices: Type.Optional(Type.Array(Type.String())),
    }),
  ),
  /** `isApart`: its own count is none of the city's addends. `holder`: the unit it lies inside of, whose count holds its. */
  units: Type.Array(
    Type.Object({
      code: Type.String(),
      name: Type.String(),
      isApart: Type.Boolean(),
      holder: Type.Optional(Type.String()),
    }),
  ),
  items: Type.Array(
    Type.Object({
      ...Item.properties,
      /** In the order of the units: what the records amount to, and what the form said of it. */
      units: Type.Array(
        Type.Object({ records: Type.Number(), state: ResultStateSchema, value: nullable(Type.Number()) }),
      ),
    }),
  ),
  /** By unit, then day. */
  records: Type.Array(
    Type.Object({
      id: Type.Integer(),
      unit: Type.String(),
      /** null: it names a person. */
      title: nullable(Type.String()),
      day: DayText,
      /** In the order of the fields. */
      values: Type.Array(nullable(Type.Union([Type.String(), Type.Number()]))),
      /** The items that it counts in, by their place in `items`. */
      counts: Type.Array(Type.Integer()),
    }),
  ),
})
export type RegisterFacts = Static<typeof RegisterFacts>

/** What of a register is asked for: of a unit, of a year, of a level. */
export type RegisterFilter = {
  readonly unit?: string | undefined
  readonly year?: string | undefined
  /** A value of the first choice field. */
  readonly level?: string | undefined
}

type Units = RegisterFacts['units']

/** Whether a record of a unit counts in another's figure: in its own, and in that of the unit it lies inside of. */
export function isWithin(units: Units, own: string, other: string): boolean {
  if (own === other) return true
  const holder = units.find(({ code }) => code === own)?.holder
  return holder !== undefined && isWithin(units, holder, other)
}

/** Whether a record of a unit counts in the city's figure, by itself or through the unit it lies inside of. */
export function countsInCity(units: Units, own: string): boolean {
  const unit = units.find(({ code }) => code === own)
  if (unit === undefined) return false
  return !unit.isApart || (unit.holder !== undefined && countsInCity(units, unit.holder))
}

/** The records that a filter leaves; '' is no filter. Of a unit are those of the zones inside it too. */
export function chosenRecords(
  { fields, records, units }: Pick<RegisterFacts, 'fields' | 'records' | 'units'>,
  { unit = '', year = '', level = '' }: RegisterFilter,
): RegisterFacts['records'] {
  const levelAt = fields.findIndex(({ type }) => type === 'choice')
  return records.filter(
    (record) =>
      (unit === '' || isWithin(units, record.unit, unit)) &&
      (year === '' || record.day.startsWith(year)) &&
      (level === '' || record.values[levelAt] === level),
  )
}

const KindParams = Type.Object({
  code: ReleaseCodeText,
  kind: Type.String({ pattern: '^[A-Z][A-Z0-9_]{0,19}$' }),
})

export const getRegisters = defineRoute({
  method: 'GET',
  path: '/api/v1/releases/:code/registers',
  summary: 'The registers that a release froze, with what their records amount to',
  access: 'signed-in',
  scope: 'release.read',
  params: ReleaseParams,
  reply: RegisterIndex,
})

export const getRegister = defineRoute({
  method: 'GET',
  path: '/api/v1/releases/:code/registers/:kind',
  summary: 'One register as the release froze it: its records, and their counts by unit',
  access: 'signed-in',
  scope: 'release.read',
  params: KindParams,
  reply: RegisterFacts,
})

export const exportRegister = defineRoute({
  method: 'GET',
  path: '/api/v1/releases/:code/registers/:kind/file',
  summary: 'A register of a release as a workbook or CSV, with its release, date and source',
  access: 'signed-in',
  params: KindParams,
  query: Type.Object({
    format: Type.Enum(['xlsx', 'csv']),
    unit: Type.Optional(CodeText),
    year: Type.Optional(Type.String({ pattern: '^20\\d{2}$' })),
    level: Type.Optional(Type.String({ maxLength: 60 })),
  }),
  reply: null,
  file: ['xlsx', 'csv'],
})
