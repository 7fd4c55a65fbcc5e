import { strictObject } from '@cg/contract/schema'
import { Type } from '@cg/contract/type'
import type { YardstickRow } from '@cg/contract/yardstick'
import type { Period } from '@cg/domain/period'
import type { Services } from '@cg/services/context'
import { loadYardsticks } from '@cg/services/yardstick/load'
import { readSeed } from '../seed-file.ts'
import { addDays, chinaTime } from './calendar.ts'
import { contextOf } from './context.ts'
import type { People } from './people.ts'

const Series = strictObject({
  name: Type.String(),
  source: Type.String(),
  indicator: Type.String(),
  values: Type.Record(Type.String({ pattern: '^20\\d{2}Q[1-4]$' }), Type.String()),
})

/** Loads the fictional averages of a quarter two days before it is published. */
export async function loadOutside(
  services: Services,
  people: People,
  { period, publishDay }: { readonly period: Period; readonly publishDay: string },
): Promise<void> {
  const series = readSeed(Type.Array(Series), new URL('../../demo/yardsticks.json', import.meta.url))
  const publishedOn = addDays(publishDay, -3)
  const rows = series.flatMap(({ name, source, indicator, values }): YardstickRow[] => {
    const value = values[period]
    const parts = { numerator: '', denominator: '', publishedOn }
    return value === undefined ? [] : [{ indicator, period, name, value, source, ...parts }]
  })
  if (rows.length === 0) return
  const at = chinaTime(addDays(publishDay, -2), 10)
  await loadYardsticks(contextOf(services, people.publisher, at), { rows, isDemo: true })
}
