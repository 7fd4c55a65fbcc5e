import type { FormDetail } from '@cg/contract/entry'
import { rowSource } from '@cg/domain/column'
import type { CellRow } from '@cg/domain/column'
import { measure } from '@cg/domain/figure/compute'
import type { IndicatorResult } from '@cg/domain/figure/compute'
import type { IndicatorCode, ItemCode, PeriodKind, UnitCode } from '@cg/domain/indicator'
import { must } from '@cg/domain/must'
import { parsePeriod } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import { unitTree } from '@cg/domain/unit-tree'
import { cellIndex } from './form-cells.ts'
import type { FormEditor } from './form-editor.ts'

/** One computed rate of the form, by unit and for all units together. */
export type LiveRate = {
  code: string
  name: string
  unit: string
  decimals: number
  byUnit: IndicatorResult[]
  total: IndicatorResult | null
}

const sumCode = '__sum' as UnitCode

const kept = new WeakMap<FormEditor, { revision: number; rates: LiveRate[] }>()

/** The form's rates from what stands in the grid now, by the engine that computes releases; computed once per change. */
export function liveRates(editor: FormEditor): LiveRate[] {
  const known = kept.get(editor)
  if (known?.revision === editor.revision()) return known.rates
  const rates = computeRates(editor)
  kept.set(editor, { revision: editor.revision(), rates })
  return rates
}

function computeRates(editor: FormEditor): LiveRate[] {
  const { detail } = editor
  // Every cell of nine quarters goes into the engine: not where nothing is asked of it.
  if (detail.rates.length === 0) return []
  const period = parsePeriod(detail.head.period)
  const city = detail.units.find((unit) => unit.isCity)
  const root = (city?.code ?? sumCode) as UnitCode
  const tree = unitTree([
    { code: root, parent: null, areaType: null, assessmentGroup: null, countsInParent: true, protocolOrder: 0 },
    ...detail.units
      .filter((unit) => !unit.isCity)
      .map((unit, order) => ({
        code: unit.code as UnitCode,
        parent: root,
        areaType: unit.areaType,
        assessmentGroup: null,
        countsInParent: unit.countsInParent,
        protocolOrder: order + 1,
      })),
  ])
  const engine = measure({
    tree,
    items: new Map(itemKinds(detail).map(([code, periodKind]) => [code, { code, periodKind }])),
    indicators: new Map(
      detail.rates.map((rate) => [rate.code as IndicatorCode, { ...rate, code: rate.code as IndicatorCode }]),
    ),
    source: rowSource(cellRows(editor, period), tree),
  })
  return detail.rates.map((rate) => {
    const at = (unit: UnitCode) => engine.result({ indicator: rate.code as IndicatorCode, period }, unit)
    const { code, name, unit, decimals } = rate
    return {
      code,
      name,
      unit,
      decimals,
      byUnit: detail.units.map((one) => at(one.code as UnitCode)),
      total: city === undefined ? at(root) : null,
    }
  })
}

function itemKinds(detail: FormDetail): [ItemCode, PeriodKind][] {
  return [...detail.rows, ...detail.references.map((reference) => reference.row)].map((row) => [
    row.item as ItemCode,
    row.periodKind as PeriodKind,
  ])
}

function* cellRows(editor: FormEditor, period: Period): Iterable<CellRow> {
  const { detail } = editor
  for (const [r, row] of detail.rows.entries())
    for (const [u, unit] of detail.units.entries()) {
      const key = { item: row.item as ItemCode, unit: unit.code as UnitCode, breakdown: row.breakdown }
      const index = cellIndex(detail, r, u)
      const { state, value } = editor.cell(index)
      yield { ...key, period, cell: { state, value } }
      for (const [p, past] of detail.history.periods.entries())
        yield {
          ...key,
          period: parsePeriod(past),
          cell: { state: must(detail.history.state[p]?.[index]), value: detail.history.value[p]?.[index] ?? null },
        }
    }
  for (const reference of detail.references)
    for (const [u, unit] of detail.units.entries()) {
      const key = {
        item: reference.row.item as ItemCode,
        unit: unit.code as UnitCode,
        breakdown: reference.row.breakdown,
      }
      yield { ...key, period, cell: { state: must(reference.state[u]), value: reference.value[u] ?? null } }
      for (const [p, past] of reference.history.periods.entries())
        yield {
          ...key,
          period: parsePeriod(past),
          cell: { state: must(reference.history.state[p]?.[u]), value: reference.history.value[p]?.[u] ?? null },
        }
    }
}

/** Sum of a row over the units that count, null when a part is missing and nothing was reported. */
export function rowTotal(editor: FormEditor, row: number): { value: number | null; isPartial: boolean } {
  const { detail } = editor
  let value: number | null = null
  let isPartial = false
  for (const [u, unit] of detail.units.entries()) {
    if (unit.isCity || !unit.countsInParent) continue
    const index = cellIndex(detail, row, u)
    if (detail.cells.isEntry[index] !== true) continue
    const cell = editor.cell(index)
    if (cell.state === 'reported' && cell.value !== null) value = (value ?? 0) + cell.value
    else if (cell.state !== 'not_applicable') isPartial = true
  }
  return { value, isPartial }
}
