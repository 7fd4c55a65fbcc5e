import type { Static } from 'typebox'
import { defineRoute } from './route.ts'
import { DayText, IsoTime, strictObject } from './schema.ts'
import { Type } from './type.ts'

/** A year's notice with what was read from it; days in order. */
export const HolidayYear = Type.Object({
  year: Type.Integer(),
  notice: Type.String(),
  days: Type.Array(Type.Object({ day: DayText, kind: Type.Enum(['off', 'work']), name: Type.String() })),
  savedBy: Type.String(),
  savedAt: IsoTime,
})
export type HolidayYear = Static<typeof HolidayYear>

const Holidays = Type.Object({ years: Type.Array(HolidayYear) })

export const listHolidays = defineRoute({
  method: 'GET',
  path: '/api/v1/holidays',
  summary: 'Free days and worked weekends by year, newest first',
  access: 'signed-in',
  reply: Holidays,
})
export const saveHolidays = defineRoute({
  method: 'PUT',
  path: '/api/v1/holidays/:year',
  summary: 'Take the text of a year’s notice; the days are read from it',
  access: 'signed-in',
  params: Type.Object({ year: Type.String({ pattern: '^20[2-9]\\d$' }) }),
  body: strictObject({ notice: Type.String({ minLength: 1, maxLength: 5000 }) }),
  reply: Holidays,
})
