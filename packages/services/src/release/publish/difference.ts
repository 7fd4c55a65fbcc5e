import { breakdownName } from '@cg/contract/catalogue'
import type { Claim } from '@cg/contract/claims'
import { differenceClaims } from '@cg/contract/claims/difference'
import type { Release } from '@cg/contract/claims/difference'
import type { DifferenceFigure, ReleaseDifference } from '@cg/contract/difference'
import type { ReleaseHead } from '@cg/contract/release/head'
import type { MatrixFacts } from '@cg/contract/release/matrix'
import type { RankingFacts } from '@cg/contract/release/ranking'
import type { Db } from '@cg/db/store'
import type { CellState } from '@cg/domain/cell'
import type { Context } from '../../context.ts'
import { outsideShare } from '../../share/scope.ts'
import { findAnswer, loadAnswer, loadLastingBasis } from '../stored/answers.ts'
import type { ReleaseBasis } from '../stored/basis.ts'
import { releasedCells, unpackCells } from '../stored/cell-table.ts'
import type { CellTable } from '../stored/cell-table.ts'
import { loadReadable } from '../stored/readable.ts'
import { figureDifferences } from './figure-differences.ts'
import { otherAims } from './other-aims.ts'
import type { Aimed } from './other-aims.ts'
import { reopenedCells } from './reopened-cells.ts'
import type { Reopening } from './reopened-cells.ts'

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

/** Value, place and light side by side, for every figure that prints differently, and what may be said of them. */
export async function compareReleases(db: Db, fromId: number, toId: number): Promise<ReleaseDifference> {
  const [from, to] = [await loadCompared(db, fromId), await loadCompared(db, toId)]
  const [before, now] = [from.matrix.release, to.matrix.release]
  const reopened = await reopenedCells(db, before, now)
  const cells = before.period === now.period ? await cellDifferences(db, { fromId, toId, reopened }) : []
  return differenceOf(from, to, cells)
}

/** Of a release, what another is held against. */
type ComparedRelease = Release & { readonly aimed: Aimed }

export function differenceOf(
  from: ComparedRelease,
  to: ComparedRelease,
  cells: ReleaseDifference['cells'],
): ReleaseDifference {
  const figures = figureDifferences(from, to)
  const claims = isLater(from.matrix.release, to.matrix.release)
    ? claimsOf(
        to,
        from,
        cells.map((cell) => ({ ...cell, from: cell.to, to: cell.from })),
      )
    : claimsOf(from, to, cells)
  return { from: from.matrix.release, to: to.matrix.release, figures, cells, unitsAffected: affected(figures), claims }
}

function isLater(one: ReleaseHead, other: ReleaseHead): boolean {
  return one.period === other.period ? one.sequence > other.sequence : one.period > other.period
}

/** Sentences go with time, whichever of the two was asked for first: nothing gets better backwards. */
function claimsOf(from: ComparedRelease, to: ComparedRelease, cells: ReleaseDifference['cells']): Claim[] {
  const otherwise = otherAims(from.aimed, to.aimed)
  return differenceClaims({ from, to, figures: figureDifferences(from, to), cells, otherAims: otherwise })
}

function affected(figures: readonly DifferenceFigure[]): string[] {
  return [...new Set(figures.filter((figure) => figure.unit !== null).map((figure) => figure.unitName))]
}

type Cells = { readonly fromId: number; readonly toId: number; readonly reopened: ReadonlyMap<string, Reopening> }

async function cellDifferences(db: Db, { fromId, toId, reopened }: Cells): Promise<ReleaseDifference['cells']> {
  const names = await loadLastingBasis(db, toId)
  const tables = [await loadCells(db, fromId), await loadCells(db, toId)] as const
  return differingCells(...tables).map(({ key, from: before, to: now }) => {
    const [item = '', unit = '', breakdown = ''] = key.split('|')
    return {
      item,
      itemName: itemName(names, item),
      unit,
      unitName: unitName(names, unit),
      breakdown,
      breakdownName: breakdown === '' ? '' : breakdownName(names.guide.axes, breakdown),
      from: before,
      to: now,
      why: reopened.get(key)?.why ?? null,
    }
  })
}

function itemName({ items }: Pick<ReleaseBasis, 'items'>, code: string): string {
  return items.find((item) => item.code === code)?.name ?? code
}

function unitName({ units }: Pick<ReleaseBasis, 'units'>, code: string): string {
  return units.find((unit) => unit.code === code)?.shortName ?? code
}

async function loadCells(db: Db, id: number): Promise<CellTable> {
  return unpackCells(await loadAnswer(db, id, 'cells'))
}

type CellSide = ReleaseDifference['cells'][number]['from']

/** Cells that say something else in the other release, in the order of their keys. */
export function differingCells(from: CellTable, to: CellTable): { key: string; from: CellSide; to: CellSide }[] {
  const [before, now] = [cellsByKey(from), cellsByKey(to)]
  const keys = [...new Set([...before.keys(), ...now.keys()])].sort()
  return keys.flatMap((key) => {
    const [then, today] = [before.get(key) ?? null, now.get(key) ?? null]
    if (then?.state === today?.state && then?.value === today?.value) return []
    return [{ key, from: then, to: today }]
  })
}

function cellsByKey(table: CellTable): Map<string, { state: CellState; value: number | null }> {
  return new Map(
    Array.from(releasedCells(table), ({ item, unit, breakdown, state, value }) => [
      `${item}|${unit}|${breakdown}`,
      { state, value },
    ]),
  )
}

async function loadCompared(db: Db, id: number): Promise<ComparedRelease> {
  const { period, units, targets, baselines } = await loadLastingBasis(db, id)
  const aimed = { period, units, targets, baselines }
  return { matrix: await loadMatrix(db, id), score: await loadScore(db, id), aimed }
}

/** Written by renderAnswers, so it has the contract's type. */
async function loadMatrix(db: Db, id: number): Promise<MatrixFacts> {
  return JSON.parse((await loadAnswer(db, id, 'matrix')).toString('utf8')) as MatrixFacts
}

async function loadScore(db: Db, id: number): Promise<RankingFacts | null> {
  const found = await findAnswer(db, id, 'ranking/score')
  return found === null ? null : (JSON.parse(found.body.toString('utf8')) as RankingFacts)
}
