import type { ChartSpec } from '@cg/contract/chart'
import type { ChartCut } from '@cg/contract/chart-choices'
import type { IndicatorFacts } from '@cg/contract/release/indicator'
import type { MatrixFacts } from '@cg/contract/release/matrix'
import type { AnswersOf, PageParams } from '@cg/contract/release/page'
import { sentence } from '@cg/domain/claim/claim'
import { buildModel } from '../build-model.ts'
import type { Built } from '../build-model.ts'
import { chartFromSpec } from '../from-spec.ts'
import { multiplesSpec } from '../models/multiples.ts'
import type { MultiplesChoice } from '../models/multiples.ts'
import { tartanClaims } from '../models/tartan.ts'
import { sourceOf } from './overview.ts'
import type { PageModel } from './page-model.ts'
import type { ChartModel } from '../model.ts'
import { ChartRefusal } from '../refusal.ts'
import { pageModel, panelBlock } from './page-model.ts'
import { tablesOf } from './tables.ts'

type RugChoice = {
  cut?: ChartCut | undefined
  rows?: 'indicators' | undefined
  first?: 'weak' | undefined
  dim?: string | undefined
  group?: string | undefined
  units?: string | undefined
  focus?: string | undefined
}

/** The rug that the address of 对比 asks for; what the quarter lacks is left out. The same spec goes to the export. */
export function rugSpec(facts: MatrixFacts, search: RugChoice): ChartSpec {
  const { cut, rows, first, dim, group, focus } = search
  const units = chosenUnits(facts, search)
  return {
    kind: 'tartan',
    ...(cut === undefined ? {} : { cut }),
    ...(rows === undefined ? {} : { rows }),
    ...(first === undefined ? {} : { sort: first }),
    ...(facts.indicators.some(({ dimension }) => dimension === dim) && dim !== undefined ? { dimension: dim } : {}),
    ...(units.length < 2 ? {} : { units: units.join(',') }),
    ...(group !== undefined && facts.units.group.includes(group) ? { group } : {}),
    ...(focus !== undefined && facts.units.code.includes(focus) ? { focus } : {}),
  }
}

const mostChosen = 5

/** The units of the link that the quarter has, at most five. */
export function chosenUnits(facts: MatrixFacts, { units = '' }: Pick<RugChoice, 'units'>): string[] {
  return [...new Set(units.split(','))].filter((code) => facts.units.code.includes(code)).slice(0, mostChosen)
}

type Named = Pick<RugChoice, 'units' | 'dim' | 'group'> & { i?: string | undefined }

/** What a link to 对比 names and the quarter lacks, in words: it is left out, and not in silence. */
export function ignoredWords(facts: MatrixFacts, { units = '', dim, group, i }: Named): string[] {
  const asked = [...new Set(units.split(','))].filter((code) => code !== '')
  const unknown = asked.filter((code) => !facts.units.code.includes(code))
  const known = asked.length - unknown.length
  return [
    ...(unknown.length === 0 ? [] : [`链接中的单位${unknown.join('、')}本期不在列，没有列出。`]),
    ...(known > mostChosen ? [`并列单位最多${mostChosen}个，链接中排在后面的${known - mostChosen}个没有列出。`] : []),
    ...(dim === undefined || facts.indicators.some(({ dimension }) => dimension === dim)
      ? []
      : [`没有维度${dim}，现列出全部考核指标。`]),
    ...(group === undefined || facts.units.group.includes(group) ? [] : [`没有考核组${group}，现列出全部单位。`]),
    ...(i === undefined || facts.indicators.some(({ code }) => code === i) ? [] : [`没有指标${i}，请另选指标。`]),
  ]
}

/** What the panel of 对比 is called. */
export const cutTitles: Readonly<Record<ChartCut, string>> = {
  target: '与时序目标比',
  city: '与全市比',
  rank: '位次',
  change: '变化',
}

/** The chosen indicator over time, a small chart for each unit that the rug shows; the same spec goes to the export. */
export function trendsBuilt(facts: IndicatorFacts, rug: ChartSpec, choice: MultiplesChoice): Built {
  const { units, group, focus } = rug
  const spec = multiplesSpec(facts.indicator.code, choice, { units, group, focus })
  return buildModel(spec, { facts: 'indicator', data: facts })
}

type HistoryChoice = { [K in 'unit' | 'dim' | 'i' | 'focus' | 'from' | 'to']?: string | undefined }

/** The commitments of a unit, or of the city, over the quarters; the same spec goes to the export. */
export function indicatorsOver(facts: MatrixFacts, { unit, dim }: HistoryChoice): ChartSpec {
  const isBlock = dim !== undefined && facts.indicators.some(({ dimension }) => dimension === dim)
  return {
    kind: 'target-history',
    ...(unit === undefined ? {} : { focus: unit }),
    ...(isBlock ? { dimension: dim } : {}),
  }
}

/** The units of one indicator over the quarters; the same spec goes to the export. */
export function unitsOver(facts: MatrixFacts, measure: string, { focus, from, to }: HistoryChoice): ChartSpec {
  return {
    kind: 'unit-history',
    measure,
    ...(focus !== undefined && facts.units.code.includes(focus) ? { focus } : {}),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  }
}

/** What the panel of a history is called. */
export const overTitles = { indicators: '各季与目标比', units: '各季与全市比' } as const

/** The history that the address asks for as a chart; null: it asks for one quarter. */
function historyOf({ matrix, indicator, history }: AnswersOf<'compare'>, params: PageParams): ChartModel | null {
  if (history !== null) return chartFromSpec(indicatorsOver(matrix, params), { facts: 'targets', data: history })
  if (params.over !== 'units') return null
  if (indicator === null) throw new ChartRefusal('本期没有考核指标，不能按季度对照')
  return chartFromSpec(unitsOver(matrix, indicator.indicator.code, params), { facts: 'indicator', data: indicator })
}

/** 对比 as a file: the rug as a table, what it finds above it, the small charts that were chosen. */
export function comparePage(answers: AnswersOf<'compare'>, params: PageParams): PageModel {
  const { matrix, indicator } = answers
  const history = historyOf(answers, params)
  if (history !== null)
    return pageModel(matrix.release, {
      page: 'compare',
      title: history.title,
      subtitle: history.lines.subtitle,
      subject: history.file.subject,
      source: sourceOf(history),
      blocks: [
        panelBlock(history, {
          title: overTitles[params.over ?? 'indicators'],
          subtitle: '',
          isDrawn: false,
          tables: tablesOf(history),
        }),
      ],
    })
  const spec = rugSpec(matrix, params)
  const model = chartFromSpec(spec, { facts: 'matrix', data: matrix })
  const trends = indicator === null ? null : trendsBuilt(indicator, spec, params)
  const [first, ...others] = tartanClaims(matrix, spec).map((claim) => sentence(claim))
  return pageModel(matrix.release, {
    page: 'compare',
    title: first ?? model.neutralTitle,
    subtitle: model.lines.subtitle,
    subject: '对比',
    source: sourceOf(model),
    blocks: [
      panelBlock(model, {
        title: cutTitles[spec.cut ?? 'target'],
        subtitle: '',
        isDrawn: false,
        tables: tablesOf(model),
        told: [...others, ...ignoredWords(matrix, params)],
      }),
      trends !== null && 'model' in trends ? panelBlock(trends.model) : null,
    ],
  })
}
