import { placeWords } from '@cg/domain/claim/words'
import { must } from '@cg/domain/must'
import { floats, integers, octets, pack, unpack } from './pack.ts'
import { inKeyOrder } from './result-columns.ts'
import { numberAt, placeAt } from './result-table.ts'

/** One score of a release; `detail` is its trace as JSON. */
export type ScoreRow = {
  unitCode: string
  total: number | null
  rank: number | null
  isTied: boolean | null
  groupRank: number | null
  unrankedReason: string | null
  detail: string
}

/**
 * All scores of a release as columns: over its units, and position `k * units.length + u` for the k-th item of the scheme.
 * NaN and 0 stand for null; actions and reasons are positions in their words, reasons + 1. `closeTo` of the u-th unit runs
 * from `closeStart[u]` to `closeStart[u + 1]`.
 */
export type FrozenScores = {
  readonly units: readonly string[]
  readonly items: readonly string[]
  readonly actions: readonly string[]
  readonly reasons: readonly string[]
  readonly unranked: readonly (string | null)[]
  readonly adjustments: readonly FrozenAdjustment[]
  readonly totals: Float64Array
  readonly ranks: Int32Array
  readonly tied: Uint8Array
  readonly groupRanks: Int32Array
  readonly rankLow: Int32Array
  readonly rankHigh: Int32Array
  readonly closeStart: Int32Array
  readonly closeTo: Int32Array
  readonly availability: Float64Array
  readonly pessimistic: Float64Array
  readonly optimistic: Float64Array
  readonly points: Float64Array
  readonly contributions: Float64Array
  readonly weights: Float64Array
  readonly actionAt: Uint8Array
  readonly reasonAt: Uint8Array
}

export type FrozenAdjustment = {
  /** Position of the unit. */
  readonly unit: number
  readonly kind: string
  readonly fact: string
  /** Null: a veto. */
  readonly amount: number | null
}

type Meta = Pick<FrozenScores, 'units' | 'items' | 'actions' | 'reasons' | 'unranked' | 'adjustments'>

export function packScores(scores: FrozenScores): Buffer {
  const { units, items, actions, reasons, unranked, adjustments, ...columns } = scores
  return pack({ units, items, actions, reasons, unranked, adjustments }, columns)
}

export function unpackScores(bytes: Buffer): FrozenScores {
  const { meta, arrays } = unpack<Meta>(bytes)
  return {
    ...meta,
    totals: floats(arrays, 'totals'),
    ranks: integers(arrays, 'ranks'),
    tied: octets(arrays, 'tied'),
    groupRanks: integers(arrays, 'groupRanks'),
    rankLow: integers(arrays, 'rankLow'),
    rankHigh: integers(arrays, 'rankHigh'),
    closeStart: integers(arrays, 'closeStart'),
    closeTo: integers(arrays, 'closeTo'),
    availability: floats(arrays, 'availability'),
    pessimistic: floats(arrays, 'pessimistic'),
    optimistic: floats(arrays, 'optimistic'),
    points: floats(arrays, 'points'),
    contributions: floats(arrays, 'contributions'),
    weights: floats(arrays, 'weights'),
    actionAt: octets(arrays, 'actionAt'),
    reasonAt: octets(arrays, 'reasonAt'),
  }
}

/** The scores one by one, each with its trace, in the order in which rows of a table would stand. */
export function* scoreRows(scores: FrozenScores): Generator<ScoreRow> {
  for (const u of inKeyOrder(scores.units)) {
    const unitCode = must(scores.units[u])
    const rank = placeAt(scores.ranks, u)
    const isTied = scores.tied[u] === 1
    yield {
      unitCode,
      total: numberAt(scores.totals, u),
      rank,
      isTied: rank === null ? null : isTied,
      groupRank: placeAt(scores.groupRanks, u),
      unrankedReason: scores.unranked[u] ?? null,
      detail: JSON.stringify({
        place: rank === null ? null : placeWords(rank, isTied),
        rankLow: placeAt(scores.rankLow, u),
        rankHigh: placeAt(scores.rankHigh, u),
        closeTo: Array.from(
          scores.closeTo.subarray(scores.closeStart[u], scores.closeStart[u + 1]),
          (at) => scores.units[at],
        ),
        availability: scores.availability[u],
        pessimistic: numberAt(scores.pessimistic, u),
        optimistic: numberAt(scores.optimistic, u),
        adjustments: scores.adjustments
          .filter((one) => one.unit === u)
          .map(({ kind, fact, amount }) => ({ kind, fact, amount })),
        parts: partsOf(scores, u),
      }),
    }
  }
}

function partsOf(scores: FrozenScores, u: number): unknown[] {
  return scores.items.map((indicator, k) => {
    const at = k * scores.units.length + u
    return {
      indicator,
      points: numberAt(scores.points, at),
      contribution: must(scores.contributions[at]),
      effectiveWeight: must(scores.weights[at]),
      action: must(scores.actions[must(scores.actionAt[at])]),
      reason: scores.reasons[must(scores.reasonAt[at]) - 1] ?? null,
    }
  })
}
