import type { BulletinAsked } from '@cg/contract/bulletin'
import type { CorrectionFacts } from '@cg/contract/correction'
import type { IndicatorFact, ValueFact } from '@cg/contract/release/fact'
import type { MatrixFacts } from '@cg/contract/release/matrix'
import type { OverviewFacts } from '@cg/contract/release/overview'
import type { PlanFacts } from '@cg/contract/release/plan'
import type { RankingFacts } from '@cg/contract/release/ranking'
import type { TargetsFacts } from '@cg/contract/release/targets'
import { formatPeriod, formatProse } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import type { NumberSource } from './written.ts'

/** The frozen answers that a 通报 is made of. */
export type BulletinAnswers = {
  readonly overview: OverviewFacts
  readonly matrix: MatrixFacts
  readonly targets: TargetsFacts
  /** Null without a scheme. */
  readonly score: RankingFacts | null
  /** Empty in releases from before plans were frozen. */
  readonly plan: Pick<PlanFacts, 'plan' | 'followUps'>
  /** Null: the first release of its quarter. */
  readonly correction: CorrectionFacts | null
  /** Who signs the installation's materials; '': not set. */
  readonly office: string
}

/** What the sections are written from. `isNaming`: units may be named in criticism where their standing is certain. */
export type BulletinSubject = BulletinAnswers & { readonly isNaming: boolean }

export function subjectOf(answers: BulletinAnswers, { naming = 'certain' }: BulletinAsked): BulletinSubject {
  return { ...answers, isNaming: naming === 'certain' }
}

/** Of the release as a whole: `path` is an answer and a place in it. */
export function ofRelease({ overview: { release } }: BulletinAnswers, path: string, topic: string): NumberSource {
  const words = `${topic}，${formatPeriod(parsePeriod(release.period))}`
  return { indicator: null, unit: null, period: release.period, path, words }
}

/** Of the city's figure of an indicator. */
export function ofCity(answers: BulletinAnswers, { code, name }: Pick<IndicatorFact, 'code' | 'name'>): NumberSource {
  const { period } = answers.overview.release
  const words = `${name}，全市，${formatPeriod(parsePeriod(period))}`
  return { indicator: code, unit: null, period, path: `indicators/${code}/city`, words }
}

type Valued = Pick<ValueFact, 'value' | 'expected' | 'target'>

/** The city's own numbers as prose prints them, each with its place. */
export function exactOf(
  { code, unit, decimals }: Pick<IndicatorFact, 'code' | 'unit' | 'decimals'>,
  fact: Valued,
): { text: string; path: string }[] {
  return (['value', 'expected', 'target'] as const).flatMap((key) => {
    const value = fact[key]
    return value === null
      ? []
      : [{ text: formatProse(value, { unit, decimals }), path: `indicators/${code}/city/${key}` }]
  })
}
