import type { Static } from 'typebox'
import { chartSorts, longestWatermark } from '../chart.ts'
import {
  chartAxes,
  chartCuts,
  chartSpans,
  compareOvers,
  placeForms,
  scoreReferences,
  spineBases,
  targetFilters,
} from '../chart-choices.ts'
import type { MapSheet } from '../map.ts'
import { pageFormats, pageNames, rankingViews } from '../page-choices.ts'
import type { PageName } from '../page-choices.ts'
import { defineRoute } from '../route.ts'
import { CodeText, PeriodText, ReleaseCodeText, strictObject } from '../schema.ts'
import { packSkins } from '../skin.ts'
import { talkFilters } from '../talk-filters.ts'
import { Type } from '../type.ts'
import type { EquityFacts } from './equity.ts'
import type { IndicatorFacts } from './indicator.ts'
import type { MatrixFacts } from './matrix.ts'
import type { OverviewFacts } from './overview.ts'
import type { ProfileFacts } from './profile.ts'
import type { QualityFacts } from './quality.ts'
import type { RankingFacts } from './ranking.ts'
import type { TalkFacts } from './talk.ts'
import type { TargetsFacts } from './targets.ts'

const paramProperties = {
  /** Measure of `overview` and `ranking`; `department` groups `targets`. */
  by: Type.Optional(CodeText),
  /** The indicator of `indicator`; whose gap `equity` shows; whose small charts stand under `compare`. */
  i: Type.Optional(CodeText),
  /** The unit of `unit`; whose commitments `targets` and `compare` list. */
  unit: Type.Optional(CodeText),
  /** The unit that is marked. */
  focus: Type.Optional(CodeText),
  view: Type.Optional(Type.Enum([...rankingViews])),
  sort: Type.Optional(Type.Enum([...chartSorts])),
  group: Type.Optional(Type.String({ minLength: 1, maxLength: 20 })),
  span: Type.Optional(Type.Enum([...chartSpans])),
  /** How `overview` and `indicator` draw 分布. Left out: over the city's own map where it has one in use. */
  place: Type.Optional(Type.Enum([...placeForms])),
  /** How the small charts of `indicator` and `compare` are drawn: axes, first and last quarter, which 45 units. */
  axes: Type.Optional(Type.Enum([...chartAxes])),
  from: Type.Optional(PeriodText),
  to: Type.Optional(PeriodText),
  page: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
  /** What the figures of `unit` stand beside, and what its score is held against. */
  cmp: Type.Optional(Type.Enum([...spineBases])),
  vs: Type.Optional(Type.Enum([...scoreReferences])),
  /** A block of indicators of `unit`, `compare` and `targets`. */
  dim: Type.Optional(CodeText),
  /** How `compare` is coloured, turned and sorted, and who stands side by side. */
  cut: Type.Optional(Type.Enum([...chartCuts])),
  rows: Type.Optional(Type.Enum(['indicators'])),
  first: Type.Optional(Type.Enum(['weak'])),
  units: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9_.:-]{1,60}(,[A-Za-z0-9_.:-]{1,60}){0,11}$' })),
  /** Left out: `compare` is of one quarter. */
  over: Type.Optional(Type.Enum([...compareOvers])),
  /** Who is held against whom in `equity`. */
  pair: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })),
  /** Year, lead department and light of `targets`. */
  year: Type.Optional(Type.Integer({ minimum: 2000, maximum: 2199 })),
  dep: Type.Optional(CodeText),
  light: Type.Optional(Type.Enum([...targetFilters])),
  /** Which statements `talk` lists. */
  show: Type.Optional(Type.Enum([...talkFilters])),
}

/** What the address of a page says of it: with the page's name and the release's code it is the page's specification. */
export const PageParams = strictObject(paramProperties)
export type PageParams = Static<typeof PageParams>

const lookProperties = {
  /** Left out: blue. */
  skin: Type.Optional(Type.Enum([...packSkins])),
  /** Own words across every page: 内部资料. A preview keeps its own. */
  watermark: Type.Optional(Type.String({ minLength: 1, maxLength: longestWatermark })),
}

export const PageExportQuery = strictObject({
  ...paramProperties,
  ...lookProperties,
  format: Type.Enum([...pageFormats]),
})
export type PageExportQuery = Static<typeof PageExportQuery>

/** The dress of a page's file, which its figures know nothing of. */
export type PageLook = Pick<PageExportQuery, 'skin' | 'watermark'>

/** The frozen answers that a page of a release is made of. `sheet`: the city's outlines in use in its quarter, null without any; a picture of place, no figure. */
export type PageAnswers =
  | { readonly page: 'overview'; readonly overview: OverviewFacts; readonly sheet: MapSheet | null }
  | { readonly page: 'ranking'; readonly ranking: RankingFacts }
  | {
      readonly page: 'indicator'
      readonly indicator: IndicatorFacts
      /** What the map shows; null without a map. */
      readonly place: { readonly ranking: RankingFacts; readonly sheet: MapSheet } | null
    }
  | {
      readonly page: 'unit'
      readonly matrix: MatrixFacts
      /** Null above 200 units. */
      readonly profile: ProfileFacts | null
      /** Null without a scheme. */
      readonly score: RankingFacts | null
      readonly quality: QualityFacts
    }
  | {
      readonly page: 'compare'
      readonly matrix: MatrixFacts
      /** Whose small charts stand beneath, or whose units stand over the quarters; null: not asked for. */
      readonly indicator: IndicatorFacts | null
      /** The commitments that stand over the quarters; null: not asked for. */
      readonly history: TargetsFacts | null
    }
  | {
      readonly page: 'equity'
      readonly equity: EquityFacts
      readonly overview: OverviewFacts
      /** The indicator of the gap shown; null without a gap. */
      readonly analysed: IndicatorFacts | null
    }
  | {
      readonly page: 'targets'
      /** Whose commitments are listed. */
      readonly targets: TargetsFacts
      /** The city's answer, which holds the lights of all units. */
      readonly city: TargetsFacts
    }
  | { readonly page: 'talk'; readonly talk: TalkFacts }
export type AnswersOf<P extends PageName> = Extract<PageAnswers, { readonly page: P }>

export const exportPage = defineRoute({
  method: 'GET',
  path: '/api/v1/releases/:code/pages/:page',
  summary:
    'One page of a release as PDF (A4, tagged), as a PPTX deck, or 讲话对照 as XLSX; the link reproduces the file',
  access: 'signed-in',
  scope: 'release.read',
  params: Type.Object({ code: ReleaseCodeText, page: Type.Enum([...pageNames]) }),
  query: PageExportQuery,
  reply: null,
  file: pageFormats,
})
