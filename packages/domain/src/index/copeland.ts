import { must } from '../must.ts'

/** Rows are units, in parallel; null: no value. Higher is better. */
export type CopelandInput = {
  readonly rows: readonly (readonly (number | null)[])[]
  readonly weights: readonly number[]
}

/**
 * The share of the weight on which unit i beats unit j, ties counting half, over the indicators that both have
 * (outranking matrix). Null where they share none, and on the diagonal. A missing comparison is nobody's win, so
 * o_ij + o_ji = 1 whatever the order of the rows (fault B1).
 */
export function outrankingMatrix({ rows, weights }: CopelandInput): (number | null)[][] {
  return rows.map((own, i) =>
    rows.map((other, j) => {
      if (i === j) return null
      const { ahead, behind, shared } = compare(own, other, weights)
      return shared > 0 ? (ahead + (shared - ahead - behind) / 2) / shared : null
    }),
  )
}

type Duel = { readonly ahead: number; readonly behind: number; readonly shared: number }

/** Weights are added in the fixed order of the indicators, so a duel read from either side gives the same numbers. */
function compare(own: readonly (number | null)[], other: readonly (number | null)[], weights: readonly number[]): Duel {
  let [ahead, behind, shared] = [0, 0, 0]
  for (let at = 0; at < weights.length; at++) {
    const [left, right] = [own[at] ?? null, other[at] ?? null]
    if (left === null || right === null) continue
    const weight = must(weights[at])
    shared += weight
    if (left > right) ahead += weight
    if (left < right) behind += weight
  }
  return { ahead, behind, shared }
}

/**
 * Copeland scores: for every other unit +1 when beaten on more than half of the weight, −1 when beaten by it, 0 when level
 * or not comparable. Null for a unit without any value. Independent of the order of rows.
 */
export function copeland({ rows, weights }: CopelandInput): (number | null)[] {
  const scores = rows.map((row) => (row.some((value) => value !== null) ? 0 : null))
  for (let i = 0; i < rows.length; i++) {
    for (let j = i + 1; j < rows.length; j++) {
      const { ahead, behind, shared } = compare(must(rows[i]), must(rows[j]), weights)
      // Weights such as 0.1 + 0.2 against 0.3 must count as level.
      const result = Math.abs(ahead - behind) <= 1e-12 * shared ? 0 : Math.sign(ahead - behind)
      addScore(scores, i, result)
      addScore(scores, j, -result)
    }
  }
  return scores
}

function addScore(scores: (number | null)[], at: number, result: number): void {
  const score = scores[at] ?? null
  if (score !== null) scores[at] = score + result
}

/** The sum of a unit's outranking shares (COINr's `a_copeland`), over the units it can be compared with. */
export function outrankingScores(input: CopelandInput): (number | null)[] {
  return outrankingMatrix(input).map((row) => {
    const known = row.filter((share) => share !== null).toSorted((left, right) => left - right)
    return known.length === 0 ? null : known.reduce((sum, share) => sum + share, 0)
  })
}
