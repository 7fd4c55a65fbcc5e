import { IndicatorBody } from '@cg/contract/catalogue'
import type { OwnIndicatorInput, OwnMeasure } from '@cg/contract/catalogue-own'
import { scoredUnit } from '@cg/contract/appraisal'
import { parseAs } from '@cg/contract/parse'
import type { indicator as indicatorTable, indicatorVersion } from '@cg/db/schema'
import type { Frequency, IndicatorPeriodKind, ItemCode } from '@cg/domain/indicator'
import { must } from '@cg/domain/must'
import { canonicalJson } from '../catalogue/hash.ts'
import type { CatalogueIndicator, CatalogueItem } from '../catalogue/read.ts'
import type { Part } from './change.ts'

type Items = ReadonlyMap<ItemCode, CatalogueItem>

const multipliers: Readonly<Record<Exclude<OwnMeasure, 'score'>, number>> = {
  percent: 100,
  perTenThousand: 10_000,
  ratio: 1,
  count: 1,
}

/** The rows of an own indicator in its first definition. */
export function indicatorRows(
  { from, body: { code, indicator } }: Extract<Part, { kind: 'indicator' }>,
  items: Items,
  position: number,
): { head: typeof indicatorTable.$inferSelect; version: typeof indicatorVersion.$inferSelect } {
  const { name, definition, dimension } = indicator
  return {
    head: { code, dimension, position },
    version: {
      indicatorCode: code,
      version: 1,
      validFrom: from,
      name,
      definition,
      body: canonicalJson(bodyOf(indicator, items)),
      isOwn: true,
    },
  }
}

type Given = { readonly version: number; readonly reason: string }

/** An own indicator as it is changed: its formula stays. */
export function editedRow(
  { from, body: { code, indicator } }: Extract<Part, { kind: 'indicatorEdit' }>,
  items: Items,
  { version, reason }: Given,
): typeof indicatorVersion.$inferSelect {
  const changeReason = reason.replace(/。$/, '')
  return {
    indicatorCode: code,
    version,
    validFrom: from,
    name: indicator.name,
    definition: indicator.definition,
    body: canonicalJson({ ...bodyOf(indicator, items), ...(changeReason === '' ? {} : { changeReason }) }),
    isOwn: true,
  }
}

/** Another definition of an indicator: what it means and is called, computed as before. */
export function definitionRow(
  { from, body: { code, name, definition } }: Extract<Part, { kind: 'definition' }>,
  known: CatalogueIndicator,
  { version, reason }: Given,
): typeof indicatorVersion.$inferSelect {
  const {
    code: _code,
    dimension: _dimension,
    name: _name,
    definition: _definition,
    version: _version,
    validFrom: _validFrom,
    breaks: _breaks,
    earlier: _earlier,
    ...body
  } = known
  const changeReason = reason.replace(/。$/, '')
  return {
    indicatorCode: code,
    version,
    validFrom: from,
    name,
    definition,
    body: canonicalJson(parseAs(IndicatorBody, { ...body, changeReason }, `the body of ${code}`)),
    isOwn: true,
  }
}

/** What the engine computes of what was chosen. */
function bodyOf(own: OwnIndicatorInput, items: Items): IndicatorBody {
  const { numerator, denominator, decimals, direction, isAssessed, department } = own
  const upper = itemsOf(items, numerator)
  return {
    nameEn: own.name,
    formula: formulaOf(own),
    unit: ownUnit(own),
    decimals,
    direction,
    periodKind: periodKindOf(upper),
    frequency: frequencyOf([...upper, ...itemsOf(items, denominator)]) ?? 'Q',
    isCityOnly: false,
    breakdowns: [...(own.breakdowns ?? [])],
    leadDepartment: department,
    limits: { hardMin: 0, hardMax: null, softMin: null, softMax: null, softChange: null },
    ...(upper.some(({ mayBeNegative }) => mayBeNegative === true) ? { mayBeNegative: true } : {}),
    isAssessed,
    weight: isAssessed ? 1 : 0,
    baselineNote: '',
    targetNote: '',
    origin: 'added',
    source: '本市自设指标',
    note: '',
  }
}

function formulaOf({ measure, numerator, denominator }: OwnIndicatorInput): IndicatorBody['formula'] {
  const terms = (codes: readonly string[]) => codes.map((code) => ({ item: code as ItemCode, coefficient: 1 }))
  if (measure === 'score') {
    const item = must(numerator[0], 'a score without its item') as ItemCode
    return { kind: 'unitMean', item, weight: (denominator[0] as ItemCode | undefined) ?? null }
  }
  const multiplier = multipliers[measure]
  if (measure === 'count') return { kind: 'sum', terms: terms(numerator), multiplier }
  return { kind: 'quotient', numerator: terms(numerator), denominator: terms(denominator), multiplier }
}

/** In what it is measured: a percentage and a score have their own unit, whatever was typed. */
export function ownUnit({ measure, unit }: OwnIndicatorInput): string {
  if (measure === 'percent') return '%'
  return measure === 'score' ? scoredUnit : unit
}

export function itemsOf(items: Items, codes: readonly string[]): CatalogueItem[] {
  return codes.flatMap((code) => items.get(code as ItemCode) ?? [])
}

function periodKindOf(upper: readonly CatalogueItem[]): IndicatorPeriodKind {
  return upper[0]?.periodKind ?? 'STOCK_EOQ'
}

/** How often all of the items are there; null where their quarters never agree. */
export function frequencyOf(parts: readonly CatalogueItem[]): Frequency | null {
  const quarters = [1, 2, 3, 4].filter((quarter) => parts.every(({ axes }) => axes.dueQuarters.includes(quarter)))
  const key = quarters.join()
  if (key === '1,2,3,4') return 'Q'
  if (key === '2,4') return 'H'
  return key === '4' ? 'Y' : null
}
