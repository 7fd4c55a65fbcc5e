import { breakdownName } from '@cg/contract/catalogue'
import type { ReleaseDifference } from '@cg/contract/publish'
import type { MatrixFacts } from '@cg/contract/release/matrix'
import type { RankingFacts } from '@cg/contract/release/ranking'
import type { CellState } from '@cg/domain/cell'
import type { Db } from '@cg/db/store'
import { must } from '@cg/domain/must'
import { scaledInteger } from '@cg/domain/number/round'
import type { Context } from '../../context.ts'
import type { ReleaseBasis } from '../stored/basis.ts'
import { releasedCells, unpackCells } from '../stored/cell-table.ts'
import { findAnswer, loadAnswer, loadBasisNames } from '../stored/answers.ts'
import { loadRelease } from '../stored/release-row.ts'

type Figure = ReleaseDifference['figures'][number]
type Side = Figure['from']

/** What differs between two published releases. Any signed-in user. */
export async function readDifference(
  ctx: Context,
  { code, from }: { code: string; from: string },
): Promise<ReleaseDifference> {
  return ctx.store.read(async (db) => {
    const [later, earlier] = [await loadRelease(db, code), await loadRelease(db, from)]
    return compareReleases(db, earlier.id, later.id)
  })
}

/** Value, place and light side by side, for every figure that prints differently. */
export async function compareReleases(db: Db, fromId: number, toId: number): Promise<ReleaseDifference> {
  const [from, to] = [await loadMatrix(db, fromId), await loadMatrix(db, toId)]
  const [fromScore, toScore] = [await loadScore(db, fromId), await loadScore(db, toId)]
  const figures = [
    ...to.indicators.flatMap((_, i) => indicatorDifferences(from, to, i)),
    ...(fromScore === null || toScore === null ? [] : scoreDifferences(fromScore, toScore)),
  ]
  const cells = from.release.period === to.release.period ? await cellDifferences(db, fromId, toId) : []
  return { from: from.release, to: to.release, figures, cells, unitsAffected: affected(figures) }
}

function affected(figures: readonly Figure[]): string[] {
  return [...new Set(figures.filter((figure) => figure.unit !== null).map((figure) => figure.unitName))]
}

function indicatorDifferences(from: MatrixFacts, to: MatrixFacts, i: number): Figure[] {
  const indicator = must(to.indicators[i])
  const before = from.indicators.findIndex((one) => one.code === indicator.code)
  const unitAt = new Map(from.units.code.map((code, at) => [code, at]))
  const base = {
    indicator: indicator.code,
    indicatorName: indicator.name,
    measureUnit: indicator.unit,
    decimals: indicator.decimals,
  }
  const city: Figure = {
    ...base,
    unit: null,
    unitName: to.release.city,
    from: before < 0 ? nothing : citySide(from, before),
    to: citySide(to, i),
  }
  const units = to.units.code.map((code, u): Figure => {
    const then = unitAt.get(code)
    return {
      ...base,
      unit: code,
      unitName: must(to.units.shortName[u]),
      from: before < 0 || then === undefined ? nothing : unitSide(from, before, then),
      to: unitSide(to, i, u),
    }
  })
  return [city, ...units].filter((figure) => differs(figure))
}

const nothing: Side = { value: null, state: 'not_reported', rank: null, light: null }

function citySide({ city }: MatrixFacts, i: number): Side {
  const { value, state, light } = must(city[i])
  return { value, state, rank: null, light }
}

function unitSide({ value, state, rank, light }: MatrixFacts, i: number, u: number): Side {
  return {
    value: value[i]?.[u] ?? null,
    state: must(state[i]?.[u]),
    rank: rank[i]?.[u] ?? null,
    light: light[i]?.[u] ?? null,
  }
}

function differs({ from, to, decimals }: Figure): boolean {
  const printed = (side: Side): number | null => (side.value === null ? null : scaledInteger(side.value, decimals))
  return printed(from) !== printed(to) || from.state !== to.state || from.rank !== to.rank || from.light !== to.light
}

function scoreDifferences(from: RankingFacts, to: RankingFacts): Figure[] {
  const unitAt = new Map(from.units.code.map((code, at) => [code, at]))
  const side = (facts: RankingFacts, u: number): Side => ({
    value: facts.value[u] ?? null,
    state: must(facts.state[u]),
    rank: facts.rank[u] ?? null,
    light: null,
  })
  return to.units.code
    .map((code, u): Figure => {
      const then = unitAt.get(code)
      return {
        indicator: 'score',
        indicatorName: to.measure.name,
        measureUnit: to.measure.unit,
        decimals: to.measure.decimals,
        unit: code,
        unitName: must(to.units.shortName[u]),
        from: then === undefined ? nothing : side(from, then),
        to: side(to, u),
      }
    })
    .filter((figure) => differs(figure))
}

async function cellDifferences(db: Db, fromId: number, toId: number): Promise<ReleaseDifference['cells']> {
  const names = await loadBasisNames(db, toId)
  const [from, to] = [await cellsByKey(db, fromId), await cellsByKey(db, toId)]
  const keys = [...new Set([...from.keys(), ...to.keys()])].sort()
  return keys.flatMap((key) => {
    const [before, now] = [from.get(key) ?? null, to.get(key) ?? null]
    if (before?.state === now?.state && before?.value === now?.value) return []
    const [item = '', unit = '', breakdown = ''] = key.split('|')
    return [
      {
        item,
        itemName: itemName(names, item),
        unit,
        unitName: unitName(names, unit),
        breakdown,
        breakdownName: breakdown === '' ? '' : breakdownName(names.guide.axes, breakdown),
        from: before,
        to: now,
      },
    ]
  })
}

function itemName({ items }: Pick<ReleaseBasis, 'items'>, code: string): string {
  return items.find((item) => item.code === code)?.name ?? code
}

function unitName({ units }: Pick<ReleaseBasis, 'units'>, code: string): string {
  return units.find((unit) => unit.code === code)?.shortName ?? code
}

async function cellsByKey(db: Db, id: number): Promise<Map<string, { state: CellState; value: number | null }>> {
  const table = unpackCells(await loadAnswer(db, id, 'cells'))
  return new Map(
    Array.from(releasedCells(table), ({ item, unit, breakdown, state, value }) => [
      `${item}|${unit}|${breakdown}`,
      { state, value },
    ]),
  )
}

/** Written by renderAnswers, so it has the contract's type. */
async function loadMatrix(db: Db, id: number): Promise<MatrixFacts> {
  return JSON.parse((await loadAnswer(db, id, 'matrix')).toString('utf8')) as MatrixFacts
}

async function loadScore(db: Db, id: number): Promise<RankingFacts | null> {
  const found = await findAnswer(db, id, 'ranking/score')
  return found === null ? null : (JSON.parse(found.body.toString('utf8')) as RankingFacts)
}
