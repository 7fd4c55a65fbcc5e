import type { Handover, HandoverPart } from '@cg/contract/handover'
import type { ReleaseHead } from '@cg/contract/release/head'
import { tidyColumns } from '@cg/contract/release/tidy'
import type { TidyCell, TidyColumnKey } from '@cg/contract/release/tidy'
import type { ResultState } from '@cg/domain/cell'
import { must } from '@cg/domain/must'
import type { Context } from '../context.ts'
import { readTidy } from '../release/read/tidy.ts'
import { loadAnswer, loadStoredBasis } from '../release/stored/answers.ts'
import type { BasisIndicator, ReleaseBasis } from '../release/stored/basis.ts'
import { unpackCells } from '../release/stored/cell-table.ts'
import { loadRelease } from '../release/stored/release-row.ts'
import { indicatorItems, partDecimals, partUnit, sumWords } from '../release/words.ts'
import type { Measure, OwnFigure } from './figure.ts'
import { itemFigures } from './items.ts'
import type { OwnItem } from './items.ts'

export type OwnIndicator = {
  readonly code: string
  readonly name: string
  readonly parts: Readonly<Record<HandoverPart, Measure | null>>
  readonly groups: readonly { readonly code: string; readonly name: string }[]
  /** Codes of the data items that it is made of. */
  readonly items: readonly string[]
}

/** What a release has to hand over. */
export type HandoverFacts = {
  readonly release: ReleaseHead
  readonly nature: string | null
  readonly contentHash: string
  /** The city first. */
  readonly units: Handover['units']
  readonly indicators: readonly OwnIndicator[]
  readonly figure: (indicator: string, unit: string, breakdown: string) => OwnFigure | null
  readonly items: readonly OwnItem[]
  readonly itemFigure: (item: string, unit: string, breakdown: string) => OwnFigure | null
}

type Row = Readonly<Record<TidyColumnKey, TidyCell>>

/**
 * The rows that the release gives to everybody, and the accepted cells that it froze, of which those are withheld that it
 * does not tell. Nothing is read from entry.
 */
export async function loadHandoverFacts(ctx: Context, code: string): Promise<HandoverFacts> {
  const { release, nature, rows } = await readTidy(ctx, { code })
  const { basis, contentHash, cells } = await ctx.store.read(async (db) => {
    const { id, contentHash: hash } = await loadRelease(db, code)
    const frozen = unpackCells(await loadAnswer(db, id, 'cells'))
    return { basis: await loadStoredBasis(db, id), contentHash: must(hash), cells: frozen }
  })
  const table = rows.map(namedCells)
  const byKey = new Map(table.map((row) => [keyOf(row), figureOf(row)]))
  const figure: HandoverFacts['figure'] = (indicator, unit, breakdown) =>
    byKey.get([indicator, unit, breakdown].join('|')) ?? null
  const ofItems = itemFigures(basis, cells, (indicator, unit) => figure(indicator, unit, '')?.state === 'withheld')
  return {
    release,
    nature,
    contentHash,
    units: unitsOf(table),
    indicators: indicatorsOf(basis, table),
    figure,
    items: ofItems.items,
    itemFigure: ofItems.figure,
  }
}

/** A cast: every column of the rows is named. */
function namedCells(row: readonly TidyCell[]): Row {
  return Object.fromEntries(tidyColumns.map((key, at) => [key, row[at] ?? null])) as Row
}

const text = (cell: TidyCell): string => (cell === null ? '' : String(cell))
const number = (cell: TidyCell): number | null => (typeof cell === 'number' ? cell : null)

/** 'size:above', as breakdowns are written everywhere. */
const breakdownOf = ({ groupCode }: Row): string => text(groupCode)
const keyOf = (row: Row): string => [text(row.indicatorCode), text(row.unitCode), breakdownOf(row)].join('|')

function figureOf(row: Row): OwnFigure {
  return {
    // A cast: the rows are made of the states of results.
    state: row.state as ResultState,
    values: {
      value: number(row.value),
      numerator: number(row.numerator),
      denominator: number(row.denominator),
    },
    carriedFrom: row.carriedFrom === null ? null : text(row.carriedFrom),
    isDoubleCount: false,
  }
}

function unitsOf(table: readonly Row[]): Handover['units'] {
  const named = new Map(table.map((row) => [text(row.unitCode), text(row.unitName)]))
  return [...named].map(([code, name]) => ({ code, name }))
}

function indicatorsOf(basis: ReleaseBasis, table: readonly Row[]): OwnIndicator[] {
  const byCode = Map.groupBy(table, (row) => text(row.indicatorCode))
  // The city's own score is no statistic of the province's: it is not among the indicators.
  return basis.indicators.map((indicator) => ({
    code: indicator.code,
    name: indicator.name,
    parts: partsOf(basis, indicator),
    items: indicatorItems(basis, indicator),
    groups: (byCode.get(indicator.code) ?? []).flatMap((row) =>
      row.axisCode === null ? [] : [{ code: breakdownOf(row), name: `${text(row.axisName)}：${text(row.groupName)}` }],
    ),
  }))
}

function partsOf(basis: ReleaseBasis, indicator: BasisIndicator): Readonly<Record<HandoverPart, Measure | null>> {
  const value = { name: '', unit: indicator.unit, decimals: indicator.decimals }
  const { formula } = indicator
  if (formula.kind !== 'quotient' && formula.kind !== 'pooled' && formula.kind !== 'weightedMean')
    return { value, numerator: null, denominator: null }
  if (formula.denominator.length === 0) return { value, numerator: null, denominator: null }
  const decimals = partDecimals(basis, indicator)
  const part = (key: 'numerator' | 'denominator'): Measure => ({
    name: sumWords(basis, formula[key]),
    unit: partUnit(basis, formula[key]).unit,
    decimals: decimals[key],
  })
  return { value, numerator: part('numerator'), denominator: part('denominator') }
}
