import type { MapSheet } from '../map.ts'
import { defineRoute } from '../route.ts'
import type { ReleaseListItem } from './head.ts'
import { ReleaseParams } from './head.ts'
import type { IndicatorFacts } from './indicator.ts'
import type { MatrixFacts } from './matrix.ts'
import type { OverviewFacts } from './overview.ts'
import type { ProfileFacts } from './profile.ts'
import type { RankingFacts } from './ranking.ts'

/** An indicator with its ranking and, figure by figure, the working that a number passport prints. */
export type BookIndicator = {
  readonly facts: IndicatorFacts
  readonly ranking: RankingFacts
  /** '330,412 人 ÷ 400,015 人 × 100%', or the word of the state. `units` in the order of the ranking's units; empty above 200. */
  readonly working: { readonly city: string; readonly units: readonly string[] }
}

/** All that the offline book of a release prints: its frozen answers, and what names and seals it. */
export type BookFacts = {
  readonly release: Omit<ReleaseListItem, 'isCurrent'>
  /** The newer release of the quarter; null while this one stands. */
  readonly correction: string | null
  readonly overview: OverviewFacts
  /** The city's outlines in use in the quarter; null: tiles. */
  readonly sheet: MapSheet | null
  readonly matrix: MatrixFacts
  /** Null without a scheme. */
  readonly score: RankingFacts | null
  readonly indicators: readonly BookIndicator[]
  /** One for each ranked unit; empty above 200. */
  readonly profiles: readonly ProfileFacts[]
}

export const exportBook = defineRoute({
  method: 'GET',
  path: '/api/v1/releases/:code/book',
  summary: 'The offline book: one release as one HTML file that opens without a server and without a network',
  access: 'signed-in',
  scope: 'release.read',
  params: ReleaseParams,
  reply: null,
  file: ['html'],
})
