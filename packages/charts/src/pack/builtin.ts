import type { ChartSpec } from '@cg/contract/chart'
import { dimensionNames } from '@cg/contract/dimension'
import { firstRanked } from '@cg/contract/first-ranked'
import type { PageName } from '@cg/contract/page-choices'
import type { Recipe, RecipeKind, RecipePage } from '@cg/contract/material/recipe'
import { recipeKindNames } from '@cg/contract/material/recipe'
import type { MatrixFacts } from '@cg/contract/release/matrix'
import type { PageParams } from '@cg/contract/release/page'
import { lapseTitle } from '../lapses.ts'

export type BuiltinAsked = {
  readonly unit?: string | undefined
  readonly measure?: string | undefined
  /** Of a 专题, in the place of an indicator. */
  readonly dimension?: string | undefined
}

/**
 * What a kind of material is usually made of. A unit or an indicator that is not asked for is the first there is. Pages that
 * the release cannot fill are the caller's to leave out.
 */
export function builtinRecipe(kind: RecipeKind, asked: BuiltinAsked, matrix: MatrixFacts): Recipe {
  const pages = pagesOfKind(kind, asked, matrix)
  const unit = kind === 'talk' ? (asked.unit ?? matrix.units.code[0] ?? null) : (asked.unit ?? null)
  return {
    kind,
    name: nameOf(kind, unit, asked, matrix),
    skin: 'blue',
    unit,
    pages: pages.map((page, at): RecipePage => ({ ...page, id: `p${at + 1}` })),
  }
}

/** 安平县约谈单, 技能培训覆盖率专题会汇报, 权益保障专题会汇报: at most forty letters. */
function nameOf(kind: RecipeKind, unit: string | null, asked: BuiltinAsked, matrix: MatrixFacts): string {
  const measured =
    asked.dimension === undefined
      ? (matrix.indicators.find(({ code }) => code === measureOf(asked, matrix))?.name ?? '')
      : (dimensionNames[asked.dimension] ?? asked.dimension)
  const unitName = matrix.units.shortName[matrix.units.code.indexOf(unit ?? '')] ?? ''
  const subject = kind === 'topic' ? measured : unitName
  return Array.from(`${subject}${recipeKindNames[kind].replace(/^区县(?=约谈)/u, subject === '' ? '区县' : '')}`)
    .slice(0, 40)
    .join('')
}

type NewPage = RecipePage extends infer P ? (P extends RecipePage ? Omit<P, 'id'> : never) : never

function pagesOfKind(kind: RecipeKind, asked: BuiltinAsked, matrix: MatrixFacts): NewPage[] {
  switch (kind) {
    case 'quarter':
      return quarterPages(asked, matrix)
    case 'topic':
      return asked.dimension === undefined
        ? topicPages(measureOf(asked, matrix))
        : dimensionPages(asked.dimension, matrix)
    case 'talk':
      return talkPages()
    case 'one-page':
      return onePage(asked, matrix)
    case 'own':
      return [cover]
  }
}

const cover: NewPage = { kind: 'cover', title: null, subtitle: null }
const agenda: NewPage = { kind: 'agenda' }
const closing: NewPage = { kind: 'closing', title: null }

function chapter(title: string): NewPage {
  return { kind: 'chapter', title }
}

function chart(spec: ChartSpec): NewPage {
  return { kind: 'chart', chart: spec, as: 'chart', title: null, remark: '' }
}

function words(page: PageName, heading: string, params: PageParams = {}): Extract<NewPage, { kind: 'words' }> {
  return { kind: 'words', page, params, heading, title: null, remark: '' }
}

function measureOf({ measure }: BuiltinAsked, matrix: MatrixFacts): string {
  return measure ?? firstRanked(matrix) ?? matrix.indicators[0]?.code ?? 'score'
}

/** The score, or where no scheme was in force the indicator asked for. */
function rankedBy(asked: BuiltinAsked, matrix: MatrixFacts): string {
  return asked.measure ?? (matrix.release.scheme === null ? measureOf(asked, matrix) : 'score')
}

/** Codes of the assessed indicators of a block, the one that weighs most first. */
function assessedOf(dimension: string, matrix: MatrixFacts): string[] {
  const own = matrix.indicators.filter((one) => one.isAssessed && one.dimension === dimension)
  return own.toSorted((left, right) => right.weight - left.weight).map(({ code }) => code)
}

function quarterPages(asked: BuiltinAsked, matrix: MatrixFacts): NewPage[] {
  const whole = rankedBy(asked, matrix)
  const dimensions = Object.keys(dimensionNames).flatMap((dimension) => {
    const own = assessedOf(dimension, matrix)
    // The one that the whole is ranked by has its page already.
    return own.length === 0 ? [] : [{ dimension, ranked: own.filter((code) => code !== whole).slice(0, 1) }]
  })
  return [
    cover,
    agenda,
    chapter('总体情况'),
    chart({ kind: 'kpi' }),
    chart({ kind: 'district-ranking', measure: whole }),
    ...dimensions.flatMap(({ dimension, ranked }) => [
      chapter(dimensionNames[dimension] ?? dimension),
      chart({ kind: 'tartan', dimension }),
      ...ranked.map((measure) => chart({ kind: 'district-ranking', measure })),
    ]),
    chapter('存在问题'),
    words('overview', '需关注的事项'),
    words('overview', '没有按期审核通过的报表'),
    closing,
  ]
}

function topicPages(measure: string): NewPage[] {
  return [
    cover,
    agenda,
    chart({ kind: 'trend', measure }),
    chart({ kind: 'district-ranking', measure }),
    chart({ kind: 'dumbbell', measure }),
    chart({ kind: 'gaps', measure }),
    chart({ kind: 'gap-trend', measure }),
    chart({ kind: 'worker-groups', measure }),
    words('equity', '各组差距的走势', { i: measure }),
    words('indicator', '走势与可信度', { i: measure }),
    closing,
  ]
}

/** Indicators of a block that are ranked one by one. */
const rankedOfBlock = 3

/** A block of indicators: where the city stands, how its score ranks the units, who is weak in what. */
function dimensionPages(dimension: string, matrix: MatrixFacts): NewPage[] {
  return [
    cover,
    agenda,
    chart({ kind: 'targets', dimension }),
    chart({ kind: 'district-ranking', measure: 'score', dimension }),
    chart({ kind: 'tartan', dimension, sort: 'weak' }),
    ...assessedOf(dimension, matrix)
      .slice(0, rankedOfBlock)
      .map((measure) => chart({ kind: 'district-ranking', measure })),
    closing,
  ]
}

/** The unit is the recipe's. Nobody is thanked at the end of one. */
function talkPages(): NewPage[] {
  return [
    cover,
    { ...words('unit', '综合得分'), also: '位次与变动' },
    chart({ kind: 'waterfall' }),
    chart({ kind: 'bump' }),
    { ...words('unit', '距时序目标'), also: '位次还能怎样变' },
    words('unit', lapseTitle),
    chart({ kind: 'spine' }),
  ]
}

function onePage(asked: BuiltinAsked, matrix: MatrixFacts): NewPage[] {
  return [
    {
      kind: 'two-charts',
      left: { kind: 'kpi' },
      right: { kind: 'district-ranking', measure: rankedBy(asked, matrix) },
      words: { page: 'overview', params: {}, heading: '需关注的事项' },
      title: null,
      remark: '',
    },
  ]
}
