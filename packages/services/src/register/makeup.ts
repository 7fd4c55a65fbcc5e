import type { RegisterSheet } from '@cg/contract/register'
import { makeupOf } from '@cg/domain/register/makeup'
import { indicatorItems } from '../release/words.ts'
import type { Known, KnownKind } from './known.ts'
import type { RecordRow } from './records.ts'

/** What the records that count are made of at the end of the last quarter that is over, with sums of what counts people. */
export function makeupOfRecords(
  { period, peopleUnits }: Known,
  kind: KnownKind,
  records: readonly RecordRow[],
): RegisterSheet['makeup'] {
  const summed = kind.fields.filter(({ type, unit = '' }) => type === 'number' && peopleUnits.includes(unit))
  const counted = records.flatMap(({ countedValues }) => (countedValues === null ? [] : [countedValues]))
  const makeup = makeupOf(kind, counted, { period, summed: summed.map(({ code }) => code) })
  return {
    count: makeup.count,
    amounts: [...makeup.amounts],
    groups: makeup.groups.map(({ field, parts }) => ({
      field,
      parts: parts.map((part) => ({ ...part, amounts: [...part.amounts] })),
    })),
  }
}

/** The indicators that are reckoned from items which the register amounts to. */
export function indicatorsOf({ indicators }: Known, { feeds }: KnownKind): RegisterSheet['indicators'] {
  const fed = new Set<string>(feeds.map(({ item }) => item))
  return indicators
    .filter((indicator) => indicatorItems({ indicators }, indicator).some((item) => fed.has(item)))
    .map(({ code, name }) => ({ code, name }))
}
