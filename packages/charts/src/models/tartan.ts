import type { ChartSpec } from '@cg/contract/chart'
import { dimensionNames } from '@cg/contract/dimension'
import type { MatrixFacts } from '@cg/contract/release/matrix'
import { isRedefined } from '@cg/domain/claim/redefined'
import { claimWeakest, claimWeakestUnits } from '@cg/domain/claim/weakest'
import type { WeakestClaim } from '@cg/domain/claim/weakest'
import { namesWords } from '@cg/domain/claim/words'
import { must } from '@cg/domain/must'
import { withLate } from '../late.ts'
import { captionParts, periodWords, releaseParts, toldRows } from '../lines.ts'
import type { ChartModel, GridBody } from '../model.ts'
import { titleOf } from '../titles.ts'
import { chosenLines, gridBody, lateCounts } from './tartan-body.ts'
import type { Chosen } from './tartan-body.ts'
import { cutOf } from './tartan-cut.ts'
import { gridPlaces, gridRecords, gridTable } from './tartan-tables.ts'

/** Units × indicators: value, shape and tint in each cell; last line and last column count what is weak. */
export function tartan(facts: MatrixFacts, spec: ChartSpec): ChartModel {
  const cutName = spec.cut ?? 'target'
  const cut = cutOf(cutName)
  const body = gridBody(facts, spec, cut)
  const chosen = chosenLines(facts, spec)
  const { indicators } = chosen
  // Pictures keep the columns that lag most but not all of them, so only the claim on indicators is true of every one.
  const neutral = namedBlock(cut.neutral, spec)
  const title = titleOf(neutral, ...tartanClaims(facts, spec).filter((claim) => claim.of === 'indicator'))
  const model = {
    kind: 'tartan' as const,
    title: title.text,
    neutralTitle: neutral,
    titleSource: title.source,
    claim: title.claim,
    ...captionParts(facts.release, {
      subtitle: `${spec.group ?? '各区县'}分指标情况（${cut.subtitle}），${periodWords(facts.release.period)}`,
      source: [...new Set(indicators.map((at) => must(facts.indicators[at]).leadDepartment))].slice(0, 4).join('、'),
      definition: cut.legend.map(({ mark, words }) => `${mark} ${words}`.trim()).join('；'),
      notes: [
        ...carriedNotes(facts, chosen, body),
        ...(cutName === 'city' ? cityNotes(facts, indicators) : []),
        ...(cutName === 'change' ? redefinedNotes(facts, indicators) : []),
      ],
    }),
    ...releaseParts(facts.release),
    body,
    file: {
      period: facts.release.period,
      subject: neutral.replace('各区县', ''),
      view: '区县热力',
      release: facts.release.code,
    },
  }
  return withLate(model, {
    table: () => gridTable(body, facts),
    records: () => gridRecords(facts, chosen),
    ranking: () => gridPlaces(facts, spec),
    altText: () =>
      `${title.text}。${toldRows(
        body.columns.map(({ name }, at) => `${name}${body.totalsWord}${must(body.totals[at])}`),
        (words) => words,
        '；',
      )}`,
  })
}

/** 各区县分指标完成情况, of a block 各区县权益保障各项指标完成情况 */
function namedBlock(neutral: string, { dimension }: ChartSpec): string {
  const block = dimension === undefined ? undefined : dimensionNames[dimension]
  return block === undefined ? neutral : neutral.replace('分指标', `${block}各项指标`)
}

/** What may be said of the cells shown: lights alone are judged, so nothing under another cut. */
export function tartanClaims(facts: MatrixFacts, spec: ChartSpec): WeakestClaim[] {
  if ((spec.cut ?? 'target') !== 'target') return []
  const { indicators, units } = lateCounts(facts, spec)
  return [claimWeakest(indicators), claimWeakestUnits(units)].filter((claim) => claim !== null)
}

/** Which indicators have no change because another definition held in the quarter they are held against. */
function redefinedNotes({ indicators, release }: MatrixFacts, chosen: readonly number[]): string[] {
  const names = chosen.map((at) => must(indicators[at])).filter((one) => isRedefined(one, release.period))
  return names.length === 0
    ? []
    : [
        `${namesWords(
          names.map(({ name }) => name),
          3,
        )}与可比的上一期之间口径有调整，不作比较`,
      ]
}

/** Of which cells the figure is older than the quarter. */
function carriedNotes(
  facts: MatrixFacts,
  { indicators, units }: Chosen,
  { rows, columns, corner }: GridBody,
): string[] {
  const places = new Map(indicators.map((at) => [must(facts.indicators[at]).code, at]))
  const carried = (corner === '指标' ? rows : columns).flatMap(({ key, name }) => {
    const at = places.get(key)
    if (at === undefined) return []
    const column = facts.beside?.carriedFrom[at]
    const quarters = new Set(
      units.flatMap((unit) => ((facts.value[at]?.[unit] ?? null) === null ? [] : (column?.[unit] ?? []))),
    )
    return quarters.size === 0 ? [] : [`${name}（${[...quarters].toSorted().join('、')}）`]
  })
  return carried.length === 0 ? [] : [`沿用往期数据：${namesWords(carried, 3, '项')}`]
}

/** Whom the city's figures lack that units are held against. */
function cityNotes(facts: MatrixFacts, indicators: readonly number[]): string[] {
  const lacking = indicators.filter(
    (at) => must(facts.city[at]).value !== null && must(facts.city[at]).missing.length > 0,
  )
  if (lacking.length === 0) return []
  const codes = new Set(lacking.flatMap((at) => must(facts.city[at]).missing))
  const names = facts.units.code.flatMap((code, at) => (codes.has(code) ? [must(facts.units.shortName[at])] : []))
  return [
    `${lacking.length}项指标的全市值不完整，缺${names.length === 1 ? names[0] : `${namesWords(names)}中的一个或几个`}`,
  ]
}
