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
  /** The quarter from which on its records fill the forms; left out where the departments type them. */
  since: Type.Optional(PeriodText),
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
  /** What the records of the units that count in the city amount to; null: withheld, it would tell of one or two people. */
  records: nullable(Type.Number()),
  /** The release's indicators that are made of it. */
  indicators: Type.Array(Type.Object({ code: Type.String(), name: Type.String() })),
})

/** 一次性奖励标准：300元至5,000元 */
export const RegisterRangeFact = Type.Object({
  item: Type.String(),
  name: Type.String(),
  unit: Type.String(),
  decimals: Type.Integer(),
  low: Type.Number(),
  high: Type.Number(),
  /** How many records say it. */
  records: Type.Integer(),
})
export type RegisterRangeFact = Static<typeof RegisterRangeFact>

const BesideFigure = Type.Object({
  code: Type.String(),
  name: Type.String(),
  unit: Type.String(),
  decimals: Type.Integer(),
  value: nullable(Type.Number()),
  state: ResultStateSchema,
})

/** What the things listed are beside all others: 50 enterprises in the city's figures. */
export const RegisterBesideFact = Type.Object({
  shares: Type.Array(
    Type.Object({
      name: Type.String(),
      unit: Type.String(),
      decimals: Type.Integer(),
      /** Over the records that count in the city and say it. */
      sum: Type.Number(),
      records: Type.Integer(),
      /** Records that count and leave it blank. */
      blank: Type.Integer(),
      whole: BesideFigure,
      /** Of one; null where either side is not whole. */
      share: nullable(Type.Number()),
      note: Type.String(),
    }),
  ),
  pairs: Type.Array(Type.Object({ own: BesideFigure, other: BesideFigure })),
  note: Type.String(),
})
export type RegisterBesideFact = Static<typeof RegisterBesideFact>

export const RegisterIndex = Type.Object({
  release: ReleaseHead,
  /** Registers that held a record or filled a form; empty in a release from before registers were frozen. */
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
  /** How many units without a record are not listed: of a city with very many. */
  unlisted: Type.Optional(Type.Integer()),
  /** What the release counts from the records; empty where the departments type all of it into their forms. */
  items: Type.Array(
    Type.Object({
      ...Item.properties,
      /** In the order of the units: what the records amount to, null where that is withheld, and what the form said of it. */
      units: Type.Array(
        Type.Object({ records: nullable(Type.Number()), state: ResultStateSchema, value: nullable(Type.Number()) }),
      ),
    }),
  ),
  /** What the records that count for an item say from … to, over the whole city. */
  ranges: Type.Optional(Type.Array(RegisterRangeFact)),
  beside: Type.Optional(RegisterBesideFact),
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

/** What of a register is asked for: of a unit, of a year, with some choices, with a text anywhere. '' is no filter. */
export type RegisterFilter = {
  readonly unit?: string | undefined
  readonly year?: string | undefined
  /** Values of choice fields: level:市级~via:职业技能竞赛 */
  readonly picks?: string | undefined
  readonly text?: string | undefined
}

/** The choices that a filter asks for, by the code of their field. */
export function picksOf(picks: string | undefined): ReadonlyMap<string, string> {
  return new Map(
    (picks ?? '').split('~').flatMap((pick): [string, string][] => {
      const at = pick.indexOf(':')
      return at <= 0 || at === pick.length - 1 ? [] : [[pick.slice(0, at), pick.slice(at + 1)]]
    }),
  )
}

/** The same as text; undefined where nothing is picked. */
export function picksText(picks: ReadonlyMap<string, string>): string | undefined {
  const said = [...picks].filter(([, value]) => value !== '').map(([field, value]) => `${field}:${value}`)
  return said.length === 0 ? undefined : said.join('~')
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

/** The records that a filter leaves. Of a unit are those of the zones inside it too; a choice that no field has leaves none. */
export function chosenRecords(
  { fields, records, units }: Pick<RegisterFacts, 'fields' | 'records' | 'units'>,
  { unit = '', year = '', picks, text = '' }: RegisterFilter,
): RegisterFacts['records'] {
  const picked = [...picksOf(picks)].map(([code, value]) => ({
    at: fields.findIndex((field) => field.code === code && field.type === 'choice'),
    value,
  }))
  const wanted = text.trim().toLowerCase()
  const holds = (value: string | number | null) =>
    String(value ?? '')
      .toLowerCase()
      .includes(wanted)
  const nameOf = new Map(units.map(({ code, name }) => [code, name]))
  return records.filter(
    (record) =>
      (unit === '' || isWithin(units, record.unit, unit)) &&
      (year === '' || record.day.startsWith(year)) &&
      picked.every(({ at, value }) => record.values[at] === value) &&
      (wanted === '' || record.values.some(holds) || holds(nameOf.get(record.unit) ?? '')),
  )
}

/** What a filter asks for, in words: 区县：东湾区；年份：2026年；级别：市级；含“焊工”. Empty without one. */
export function filterWords(
  { fields, units }: Pick<RegisterFacts, 'fields' | 'units'>,
  { unit = '', year = '', picks, text = '' }: RegisterFilter,
): string[] {
  return [
    ...(unit === '' ? [] : [`区县：${units.find(({ code }) => code === unit)?.name ?? unit}`]),
    ...(year === '' ? [] : [`年份：${year}年`]),
    ...[...picksOf(picks)].map(
      ([code, value]) => `${fields.find((field) => field.code === code)?.name ?? code}：${value}`,
    ),
    ...(text.trim() === '' ? [] : [`含“${text.trim()}”`]),
  ]
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
    picks: Type.Optional(Type.String({ maxLength: 200 })),
    text: Type.Optional(Type.String({ maxLength: 60 })),
  }),
  reply: null,
  file: ['xlsx', 'csv'],
})
