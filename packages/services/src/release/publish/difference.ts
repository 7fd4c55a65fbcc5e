import { breakdownName } from '@cg/contract/catalogue'
import { correctionReasonNames } from '@cg/contract/publish'
import type { ReleaseDifference } from '@cg/contract/publish'
import type { ReleaseHead } from '@cg/contract/release/head'
import type { MatrixFacts } from '@cg/contract/release/matrix'
import type { RankingFacts } from '@cg/contract/release/ranking'
import type { CellState } from '@cg/domain/cell'
import { returnMark, submission } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { must } from '@cg/domain/must'
import { scaledInteger } from '@cg/domain/number/round'
import { and, asc, eq, gte } from 'drizzle-orm'
import type { Context } from '../../context.ts'
import type { ReleaseBasis } from '../stored/basis.ts'
import { releasedCells, unpackCells } from '../stored/cell-table.ts'
import { findAnswer, loadAnswer, loadBasisNames } from '../stored/answers.ts'
import { outsideShare } from '../../share/scope.ts'
import { loadReadable } from '../stored/readable.ts'

type Figure = ReleaseDifference['figures'][number]
type Side = Figure['from']

/**
 * What differs between two published releases, for any signed-in user; or, for the office, between a preview and the
 * release it would follow. No link for a meeting, which is of one release.
 */
export async function readDifference(
  ctx: Context,
  { code, from }: { code: string; from: string },
): Promise<ReleaseDifference> {
  if (ctx.share !== undefined) throw outsideShare()
  return ctx.store.read(async (db) => {
    const [later, earlier] = [await loadReadable(db, ctx, code), await loadReadable(db, ctx, from)]
    return compareReleases(db, earlier.id, later.id)
  })
}

/** Value, place and light side by side, for every figure that prints differently. */
export async function compareReleases(db: Db, fromId: number, toId: number): Promise<ReleaseDifference> {
  const [from, to] = [await loadMatrix(db, fromId), await loadMatrix(db, toId)]
  const [fromScore, toScore] = [await loadScore(db, fromId), await loadScore(db, toId)]
  const figures = [
    ...eitherOf(to.indicators, from.indicators).flatMap((indicator) => indicatorDifferences(from, to, indicator)),
    ...scoreDifferences(fromScore, toScore),
  ]
  const why = await reopenedCells(db, from.release, to.release)
  const cells = from.release.period === to.release.period ? await cellDifferences(db, { fromId, toId, why }) : []
  return { from: from.release, to: to.release, figures, cells, unitsAffected: affected(figures) }
}

function affected(figures: readonly Figure[]): string[] {
  return [...new Set(figures.filter((figure) => figure.unit !== null).map((figure) => figure.unitName))]
}

type Coded = { readonly code: string }

/** What either release has, the later one's first: what was left out since is a difference too. */
function eitherOf<T extends Coded>(to: readonly T[], from: readonly T[]): T[] {
  const known = new Set(to.map((one) => one.code))
  return [...to, ...from.filter((one) => !known.has(one.code))]
}

function unitsOf({ code, shortName }: MatrixFacts['units']): { code: string; name: string }[] {
  return code.map((one, at) => ({ code: one, name: must(shortName[at]) }))
}

function indicatorDifferences(
  from: MatrixFacts,
  to: MatrixFacts,
  indicator: MatrixFacts['indicators'][number],
): Figure[] {
  const [before, now] = [placeIn(from.indicators, indicator), placeIn(to.indicators, indicator)]
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
    to: now < 0 ? nothing : citySide(to, now),
  }
  const units = eitherOf(unitsOf(to.units), unitsOf(from.units)).map(({ code, name }): Figure => {
    const side = (facts: MatrixFacts, i: number): Side => {
      const u = facts.units.code.indexOf(code)
      return i < 0 || u < 0 ? nothing : unitSide(facts, i, u)
    }
    return { ...base, unit: code, unitName: name, from: side(from, before), to: side(to, now) }
  })
  return [city, ...units].filter((figure) => differs(figure))
}

function placeIn(list: readonly Coded[], { code }: Coded): number {
  return list.findIndex((one) => one.code === code)
}

/** Of what a release does not have: it was not owed, so nobody failed to report it. */
const nothing: Side = { value: null, state: 'not_applicable', rank: null, light: null }

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

function scoreDifferences(from: RankingFacts | null, to: RankingFacts | null): Figure[] {
  const known = to ?? from
  if (known === null) return []
  const units = eitherOf(to === null ? [] : unitsOf(to.units), from === null ? [] : unitsOf(from.units))
  return units
    .map(({ code, name }): Figure => {
      const side = (facts: RankingFacts | null): Side => {
        const u = facts?.units.code.indexOf(code) ?? -1
        if (facts === null || u < 0) return nothing
        return {
          value: facts.value[u] ?? null,
          state: must(facts.state[u]),
          rank: facts.rank[u] ?? null,
          light: null,
        }
      }
      return {
        indicator: 'score',
        indicatorName: known.measure.name,
        measureUnit: known.measure.unit,
        decimals: known.measure.decimals,
        unit: code,
        unitName: name,
        from: side(from),
        to: side(to),
      }
    })
    .filter((figure) => differs(figure))
}

type Why = (key: string) => string | null

/** Why cells were reopened between two releases of a quarter, the last reason of each. */
async function reopenedCells(db: Db, from: ReleaseHead, to: ReleaseHead): Promise<Why> {
  const rows = await db
    .select({ mark: returnMark })
    .from(returnMark)
    .innerJoin(submission, eq(submission.id, returnMark.submissionId))
    .where(and(eq(submission.period, to.period), gte(returnMark.at, from.publishedAt ?? from.preparedAt)))
    .orderBy(asc(returnMark.id))
  const until = to.publishedAt ?? to.preparedAt
  const names = new Map<string, string>(Object.entries(correctionReasonNames))
  const whys = new Map(
    rows
      .filter(({ mark }) => mark.at <= until)
      .map(({ mark }) => [
        `${mark.itemCode}|${mark.unitCode}|${mark.breakdown}`,
        [names.get(mark.reasonCode), mark.reason].filter((part) => part !== undefined && part !== '').join('：'),
      ]),
  )
  return (key) => whys.get(key) ?? null
}

type Cells = { readonly fromId: number; readonly toId: number; readonly why: Why }

async function cellDifferences(db: Db, { fromId, toId, why }: Cells): Promise<ReleaseDifference['cells']> {
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
        why: why(key),
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
