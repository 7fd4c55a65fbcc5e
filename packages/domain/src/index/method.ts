import { epsilonMean, mazziottaPareto, presentScores } from '../score/aggregate.ts'
import { copeland, outrankingScores } from './copeland.ts'
import type { UnitCode } from '../indicator.ts'
import { type ColumnNotice, type IndexTable, medianOf, prepareColumn, type PreparedColumn } from './columns.ts'
import { type Aggregate, checkMethod, type IndexMethod, rescaledGroups } from './definition.ts'
import { must } from '../must.ts'
import { type Ranking, rankUnits } from '../rank/ranking.ts'
import { exactSum } from '../number/sum.ts'

export type IndexNotice =
  | { readonly kind: 'indicator'; readonly indicator: string; readonly code: ColumnNotice | 'dropped' }
  | { readonly kind: 'group'; readonly group: string; readonly code: 'weights_rescaled' | 'negative_scores' }
  | {
      readonly kind: 'epsilon'
      readonly group: string
      readonly unit: string
      readonly atTenth: number | null
      readonly atTenfold: number | null
    }
  | { readonly kind: 'unit'; readonly unit: string; readonly code: 'screened_out' }

/**
 * Scores per node (indicators and groups) in the order of the table's units; null: no score. `weights` are the nominal
 * effective weights down the tree, `unitWeights` those that each unit really had after missing scores gave theirs away.
 */
export type IndexResult = {
  readonly units: readonly string[]
  readonly index: readonly (number | null)[]
  readonly scores: Readonly<Record<string, readonly (number | null)[]>>
  readonly columns: readonly PreparedColumn[]
  readonly weights: Readonly<Record<string, number>>
  readonly unitWeights: Readonly<Record<string, readonly number[]>>
  readonly ranking: Ranking
  readonly notices: readonly IndexNotice[]
}

/**
 * Computes a published composite index from its method and a table of values (scoring 1.3 to 1.6). Throws on a method
 * with faults (`checkMethod` lists them) and on cells that are no finite numbers.
 */
export function computeIndex(method: IndexMethod, table: IndexTable): IndexResult {
  const faults = checkMethod(method)
  if (faults.length > 0) throw new RangeError(`the method has faults: ${JSON.stringify(faults)}`)
  checkTable(method, table)
  const keep = screen(method, table)
  const prepared = method.indicators.map((indicator) => prepareColumn(method, indicator, table, keep))
  const notices: IndexNotice[] = [
    ...rescaledGroups(method).map((group) => ({ kind: 'group', group, code: 'weights_rescaled' }) as const),
    ...prepared.flatMap(columnNotices),
  ]
  const tree = aggregateTree(method, { prepared, units: keep.map((row) => must(table.units[row])), notices })
  const kept = new Set(keep)
  for (const [row, unit] of table.units.entries()) {
    if (!kept.has(row)) notices.push({ kind: 'unit', unit, code: 'screened_out' })
  }
  return assemble(method, table, { keep, tree, prepared, notices })
}

function columnNotices({ code, notices, dropped }: PreparedColumn): IndexNotice[] {
  const all = dropped ? [...notices, 'dropped' as const] : notices
  return all.map((notice) => ({ kind: 'indicator', indicator: code, code: notice }))
}

function checkTable({ indicators }: IndexMethod, { units, columns }: IndexTable): void {
  const names = indicators.flatMap(({ code, denominator }) =>
    denominator === undefined ? [code] : [code, denominator],
  )
  for (const name of names) {
    const column = must(columns[name], `no column ${name}`)
    if (column.length !== units.length)
      throw new RangeError(`column ${name} has ${column.length} rows, not ${units.length}`)
    const bad = column.findIndex((cell) => cell !== null && cell !== 'not_applicable' && !Number.isFinite(cell))
    if (bad !== -1) throw new RangeError(`column ${name}, unit ${units[bad] ?? ''}: not a finite number`)
  }
}

function screen({ indicators, screen: rule }: IndexMethod, { units, columns }: IndexTable): number[] {
  const rows = [...units.keys()]
  if (rule === undefined) return rows
  return rows.filter((row) => {
    const cells = indicators
      .map(({ code }) => must(columns[code])[row] ?? null)
      .filter((cell) => cell !== 'not_applicable')
    const present = cells.filter((cell) => cell !== null).length
    return cells.length > 0 && present >= rule.availability * cells.length - 1e-12
  })
}

/** A score, or why there is none: `gone` gives its weight away without counting as missing, `owed` counts. */
type Slot = { readonly score: number | null; readonly asked: boolean; readonly blocked: boolean }

type Tree = {
  readonly slots: Map<string, readonly Slot[]>
  readonly weights: Map<string, number>
  readonly unitWeights: Map<string, number[]>
}

type TreeInput = {
  readonly prepared: readonly PreparedColumn[]
  readonly units: readonly string[]
  readonly notices: IndexNotice[]
}

type Node = { readonly code: string; readonly parent: string | null; readonly weight: number }

function aggregateTree(method: IndexMethod, { prepared, units, notices }: TreeInput): Tree {
  const nodes: readonly Node[] = [...method.groups, ...method.indicators]
  const tree: Tree = { slots: new Map(), weights: new Map(), unitWeights: new Map() }
  for (const [at, column] of prepared.entries()) {
    tree.slots.set(column.code, indicatorSlots(column, must(method.indicators[at]).missing ?? 'redistribute'))
  }
  const groups = new Map(method.groups.map((group) => [group.code, group]))
  const visit = (code: string): void => {
    const children = nodes.filter((node) => node.parent === code)
    for (const child of children) if (groups.has(child.code)) visit(child.code)
    const slots = children.map((child) => must(tree.slots.get(child.code)))
    const rule = groups.get(code)?.aggregate ?? method.aggregate
    tree.slots.set(
      code,
      aggregateGroup({
        code,
        rule,
        slots,
        weights: children.map((child) => child.weight),
        availability: method.availability,
        units,
        notices,
      }),
    )
  }
  const root = must(method.groups.find((group) => group.parent === null))
  visit(root.code)
  spreadWeights(nodes, root.code, { tree, count: units.length })
  return tree
}

function indicatorSlots(column: PreparedColumn, missing: 'redistribute' | 'zero' | 'block' | 'impute_median'): Slot[] {
  const median = medianOf(column.scores.filter((score) => score !== null))
  return column.scores.map((score, at) => {
    const asked = column.notApplicable[at] !== true && !column.dropped
    if (score !== null || !asked) return { score, asked, blocked: false }
    if (missing === 'zero') return { score: 0, asked, blocked: false }
    return { score: missing === 'impute_median' ? median : null, asked, blocked: missing === 'block' }
  })
}

type GroupInput = {
  readonly code: string
  readonly rule: Aggregate
  readonly slots: readonly (readonly Slot[])[]
  readonly weights: readonly number[]
  readonly availability: number
  readonly units: readonly string[]
  readonly notices: IndexNotice[]
}

function aggregateGroup(input: GroupInput): Slot[] {
  const { units, slots, weights, availability } = input
  const rows = units.map((_, row) => slots.map((column) => must(column[row])))
  const enough = rows.map((row) => {
    const asked = exactSum(weights.filter((_, at) => must(row[at]).asked))
    const present = exactSum(weights.filter((_, at) => must(row[at]).asked && must(row[at]).score !== null))
    return asked > 0 && present >= availability * asked - 1e-12 * asked && !row.some((slot) => slot.blocked)
  })
  const usable = rows.map((row, at) => row.map((slot) => (must(enough[at]) && slot.asked ? slot.score : null)))
  const scores = combine(input, usable)
  return rows.map((row, at) => ({
    score: must(enough[at]) ? (scores[at] ?? null) : null,
    asked: row.some((slot) => slot.asked),
    blocked: row.some((slot) => slot.blocked),
  }))
}

function combine(input: GroupInput, rows: readonly (readonly (number | null)[])[]): (number | null)[] {
  const { rule, weights } = input
  switch (rule.kind) {
    case 'copeland':
      return copeland({ rows, weights })
    case 'outranking':
      return outrankingScores({ rows, weights })
    case 'mazziotta_pareto':
      return rows.map((scores) => {
        const present = presentScores({ scores, weights })
        return present === null ? null : mazziottaPareto(present, rule.penalty)
      })
    case 'power':
      return rows.map((scores, row) => powerScore(input, rule, { scores, unit: must(input.units[row]) }))
  }
}

type Row = { readonly scores: readonly (number | null)[]; readonly unit: string }

function powerScore(
  input: GroupInput,
  { p, epsilon }: Extract<Aggregate, { kind: 'power' }>,
  { scores, unit }: Row,
): number | null {
  const present = presentScores({ scores, weights: input.weights })
  if (present === null) return null
  const { value, touched, atTenth, atTenfold } = epsilonMean(present, p, epsilon)
  if (touched && epsilon > 0) input.notices.push({ kind: 'epsilon', group: input.code, unit, atTenth, atTenfold })
  if (value === null) input.notices.push({ kind: 'group', group: input.code, code: 'negative_scores' })
  return value
}

type Spread = { readonly tree: Tree; readonly count: number }

/** Effective weights: the product of shares among siblings, nominal and per unit (COINr R/weights.R). */
function spreadWeights(nodes: readonly Node[], root: string, { tree, count }: Spread): void {
  const visit = (code: string, share: number, own: readonly number[]): void => {
    tree.weights.set(code, share)
    tree.unitWeights.set(code, [...own])
    const children = nodes.filter((node) => node.parent === code)
    const total = exactSum(children.map((child) => child.weight))
    const present = own.map((_, row) =>
      exactSum(children.filter((child) => isIn(tree, child.code, row)).map((child) => child.weight)),
    )
    for (const child of children) {
      const shares = own.map((above, row) => {
        const all = must(present[row])
        return isIn(tree, child.code, row) && all > 0 ? (above * child.weight) / all : 0
      })
      visit(child.code, (share * child.weight) / total, shares)
    }
  }
  visit(
    root,
    1,
    Array.from({ length: count }, (_, row) => (isIn(tree, root, row) ? 1 : 0)),
  )
}

function isIn(tree: Tree, code: string, row: number): boolean {
  const slot = must(must(tree.slots.get(code))[row])
  return slot.asked && slot.score !== null
}

type Assembly = {
  readonly keep: readonly number[]
  readonly tree: Tree
  readonly prepared: readonly PreparedColumn[]
  readonly notices: readonly IndexNotice[]
}

function assemble(method: IndexMethod, table: IndexTable, { keep, tree, prepared, notices }: Assembly): IndexResult {
  const weightsOf = (code: string): number[] => {
    const all = table.units.map(() => 0)
    for (const [at, row] of keep.entries()) all[row] = tree.unitWeights.get(code)?.[at] ?? 0
    return all
  }
  const scoresOf = (code: string): (number | null)[] => {
    const all: (number | null)[] = table.units.map(() => null)
    for (const [at, row] of keep.entries()) all[row] = must(tree.slots.get(code))[at]?.score ?? null
    return all
  }
  const codes = [...tree.slots.keys()]
  const index = scoresOf(must(method.groups.find((group) => group.parent === null)).code)
  return {
    units: table.units,
    index,
    scores: Object.fromEntries(codes.map((code) => [code, scoresOf(code)])),
    columns: prepared,
    weights: Object.fromEntries(tree.weights),
    unitWeights: Object.fromEntries(codes.map((code) => [code, weightsOf(code)])),
    ranking: rankIndex(method, table, index),
    notices,
  }
}

function rankIndex(method: IndexMethod, table: IndexTable, index: readonly (number | null)[]): Ranking {
  const entries = table.units.map((unit, row) => {
    const value = index[row] ?? null
    const entry = {
      unit: unit as UnitCode,
      value,
      state: 'reported' as const,
      group: table.groups?.[row] ?? null,
      protocolOrder: row,
    }
    return value === null ? { ...entry, excluded: 'insufficient_data' } : entry
  })
  return rankUnits(entries, { rule: method.rankRule, direction: 'higher', decimals: method.decimals })
}
