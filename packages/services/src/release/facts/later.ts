import type { ReleaseHead } from '@cg/contract/release/head'
import type { RankingFacts } from '@cg/contract/release/ranking'
import { must } from '@cg/domain/must'
import type { Figures } from '../compute/figures.ts'
import { ownBytes } from '../stored/own-bytes.ts'
import type { Headed } from '../stored/own-bytes.ts'
import { explainScores } from './explain-scores.ts'
import { profileFacts } from './profile.ts'
import { rankingFacts } from './ranking.ts'
import { prepareRendering } from './rendering.ts'
import type { Rendering } from './rendering.ts'
import { adjustedFacts, scoreFacts, weighedFacts } from './score.ts'
import { unitTargets } from './targets.ts'

/**
 * What a release of very many units leaves out of what it freezes, since nobody reads most of it: the text and the
 * commitments of each unit, and rankings with their histories and intervals (`whole/JN03`). Computed when it is asked for,
 * from the same frozen input by the same functions; of a city that freezes them it gives the very bytes that are frozen.
 */
export type LaterAnswer = `unit/${string}` | `targets/${string}` | `whole/${string}`

/** The score with its explanations (`only`: of one unit), the weighing behind it and what was adjusted. */
export function explainedScore(figures: Figures, score: RankingFacts, only?: number): RankingFacts {
  return { ...score, explanations: explainScores(figures, only), ...weighedFacts(figures), ...adjustedFacts(figures) }
}

/** Renders later answers of one release as they would be stored; null for what it has not. The figures are whole. */
export function laterAnswers(head: ReleaseHead, figures: Figures): (name: LaterAnswer) => Buffer | null {
  if (!figures.isWhole) throw new Error('later answers are rendered from whole figures')
  const rendering = prepareRendering(head, figures)
  const score = once(() => scoreFacts(rendering))
  const rankings = once(() => figures.basis.indicators.map((_, i) => rankingFacts(rendering, i)))
  return (name) => {
    const facts = factsOf({ rendering, score, rankings }, name)
    return facts === null ? null : ownBytes(head, facts)
  }
}

type Ground = {
  readonly rendering: Rendering
  readonly score: () => RankingFacts | null
  readonly rankings: () => RankingFacts[]
}

function factsOf({ rendering, score, rankings }: Ground, name: LaterAnswer): Headed | null {
  const { figures, units } = rendering
  const [kind, code = ''] = name.split('/')
  if (kind === 'whole') return code === 'score' ? wholeScore(figures, score()) : wholeRanking(rendering, code)
  const u = units.code.indexOf(code)
  if (u < 0) return null
  if (kind === 'targets') return unitTargets(rendering, must(figures.ranked[u]))
  const scored = score()
  const explained = scored === null ? null : explainedScore(figures, scored, u)
  return profileFacts(rendering, { indicators: rendering.indicators, rankings: rankings(), score: explained }, u)
}

function wholeScore(figures: Figures, score: RankingFacts | null): RankingFacts | null {
  return score === null ? null : explainedScore(figures, score)
}

function wholeRanking(rendering: Rendering, code: string): RankingFacts | null {
  const i = rendering.figures.basis.indicators.findIndex((indicator) => indicator.code === code)
  return i < 0 ? null : rankingFacts(rendering, i)
}

function once<T>(compute: () => T): () => T {
  let made: { readonly value: T } | null = null
  return () => (made ??= { value: compute() }).value
}
