import type { ChartSpec } from '@cg/contract/chart'
import { findClaim } from '@cg/contract/claims'
import type { Claim } from '@cg/contract/claims'
import { cardsClaim, gapClaim } from '@cg/contract/claims/overview'
import type { OverviewFacts } from '@cg/contract/release/overview'
import { comparisonWords } from '@cg/domain/claim/comparison'
import { namesWords } from '@cg/domain/claim/words'
import { distanceWords } from '@cg/domain/number/difference'
import { must } from '@cg/domain/must'
import type { NumberFormat } from '@cg/domain/number/number-format'
import { differenceUnit, formatFigure, formatState, spokenUnit } from '@cg/domain/number/number-format'
import { companion, figureOf, numberCell, numberColumn, wordCell, wordColumn } from '../figure.ts'
import { captionParts, periodWords, releaseParts } from '../lines.ts'
import { observedCell, observedColumn, quarterWords } from '../observed.ts'
import type { Dated } from '../observed.ts'
import type { BulletCard, ChartBody, ChartModel, ChartTable, DumbbellRow, Reference, TableCell } from '../model.ts'
import { goalWord } from '../ranking-rows.ts'
import { lightWord } from '../ranking-table.ts'
import { ChartRefusal } from '../refusal.ts'
import { axisNotes, niceScale } from '../scale.ts'
import { yardstickMarks, yardstickNotes, yardstickWords } from '../yardsticks.ts'
import { titleOf } from '../titles.ts'
import type { Title } from '../titles.ts'

type Card = OverviewFacts['cards'][number]
type Gap = OverviewFacts['gaps'][number]
type Overview = {
  readonly kind: 'gaps' | 'kpi'
  readonly view: string
  readonly subject: string
  readonly neutral: string
  readonly subtitle: string
  readonly definition: string
  readonly source: string
  readonly notes: readonly string[]
  /** When the figure of each row was measured. */
  readonly dated: readonly Dated[]
}

/** 差距哑铃: each gap as two marks, sorted by size; the difference is of the printed values. */
export function gaps(facts: OverviewFacts, spec: ChartSpec): ChartModel {
  const chosen = facts.gaps
    .filter((gap) => spec.measure === undefined || gap.indicator === spec.measure)
    .map(largerFirst)
    .toSorted((left, right) => (right.gap ?? -1) - (left.gap ?? -1))
  const [first] = chosen
  if (first === undefined) throw new ChartRefusal('本期没有可画的差距数据')
  const isOneMeasure = chosen.every((gap) => gap.indicator === first.indicator)
  const format = { unit: first.unit, decimals: first.decimals }
  const rows = chosen.map((gap) => gapRow(facts, gap, isOneMeasure))
  const scale = niceScale(
    rows.flatMap((row) => [row.start.value, row.end.value]),
    { format, startsAtZero: false },
  )
  const body: ChartBody = {
    form: 'dumbbell',
    ...format,
    rows,
    scale,
    reference: null,
    startWord: '较低一方',
    endWord: '较高一方',
    changeWord: '差距',
    printsStart: true,
  }
  const title = titleOf('群体与区域差距', widest(facts, chosen))
  const dates = chosen.map(({ gap, carriedFrom }) => ({ value: gap, carriedFrom }))
  return overviewModel(facts, body, title, gapTable(facts, chosen), {
    kind: 'gaps',
    view: '差距',
    subject: isOneMeasure ? first.indicatorName : '群体与区域差距',
    neutral: '群体与区域差距',
    subtitle: `${isOneMeasure ? first.indicatorName : '各指标'}差距，${quarterWords(facts.release.period, dates)}，${first.unit}`,
    definition: '差距为两方公布值之差',
    source: '',
    notes: axisNotes(scale),
    dated: dates,
  })
}

/** The side that stands higher in this quarter first, whichever the catalogue names first. */
function largerFirst(gap: Gap): Gap {
  if (gap.gap === null || gap.gap >= 0) return gap
  const { highName, lowName, high, low, before } = gap
  return {
    ...gap,
    highName: lowName,
    lowName: highName,
    high: low,
    low: high,
    gap: -gap.gap,
    before: before === null ? null : { ...before, high: before.low, low: before.high, gap: -before.gap },
  }
}

function gapRow(facts: OverviewFacts, gap: Gap, isOneMeasure: boolean): DumbbellRow {
  const format = { unit: gap.unit, decimals: gap.decimals }
  const [low, high] = [companion(gap.low, format), companion(gap.high, format)]
  const name = isOneMeasure ? gap.name : `${gap.indicatorName}：${gap.name}`
  const known = low.value !== null && high.value !== null
  return {
    key: `${gap.indicator}:${gap.name}`,
    name,
    rank: '',
    tone: 'plain',
    detail: [
      name,
      `${gap.highName}：${high.text}`,
      `${gap.lowName}：${low.text}`,
      ...(gap.trend == null ? [] : [gap.trend.name]),
    ],
    start: low,
    end: high,
    light: null,
    change: known ? gapWords(gap, format) : '',
    changeShort: known ? companion(gap.gap, format).text : '',
    reason: known ? null : lackingWords(facts, gap),
  }
}

/** 缺岚谷县数据，差距不可计算 */
function lackingWords(facts: OverviewFacts, gap: Gap): string {
  return `${missingWords(facts, gap)}，差距不可计算`
}

/** Who is missing on either side, whatever the reason: 缺岚谷县数据. */
function missingWords({ rankings }: OverviewFacts, { missing }: Gap): string {
  const units = rankings[0]?.units
  const names = missing.map((code) => units?.shortName[units.code.indexOf(code)] ?? code)
  return names.length === 0 ? '缺一方数据' : `缺${namesWords(names, 3)}数据`
}

function gapWords(gap: Gap, format: NumberFormat): string {
  return gap.high === null || gap.low === null ? '' : distanceWords(gap.high, gap.low, format)
}

/** The largest gap, told when it is alone the largest. */
function widest({ release }: OverviewFacts, [first, second]: readonly Gap[]): Claim | null {
  if (first === undefined || first.gap === null || (second !== undefined && second.gap === first.gap)) return null
  return gapClaim(release, first)
}

function gapTable(facts: OverviewFacts, chosen: readonly Gap[]): ChartTable {
  const format = { unit: must(chosen[0]).unit, decimals: must(chosen[0]).decimals }
  const difference = { ...format, unit: differenceUnit(format.unit) }
  return {
    columns: [
      wordColumn('indicator', '指标'),
      wordColumn('gap', '比较'),
      wordColumn('highName', '较高一方'),
      numberColumn('high', '较高值', format),
      wordColumn('lowName', '较低一方'),
      numberColumn('low', '较低值', format),
      numberColumn('difference', '差距', difference),
      wordColumn('against', '对比期'),
      numberColumn('previous', '对比期差距', difference),
      wordColumn('verdict', '差距走势'),
      wordColumn('missing', '缺报单位'),
    ],
    rows: chosen.map((gap) => {
      const own = { unit: gap.unit, decimals: gap.decimals }
      return [
        wordCell(gap.indicatorName),
        wordCell(gap.name),
        wordCell(gap.highName),
        numberCell(companion(gap.high, own)),
        wordCell(gap.lowName),
        numberCell(companion(gap.low, own)),
        numberCell(companion(gap.gap, own)),
        wordCell(gap.before === null ? '—' : periodWords(gap.before.period)),
        numberCell(companion(gap.before?.gap, own)),
        wordCell(gap.trend?.name ?? '—'),
        wordCell(gap.gap === null ? lackingWords(facts, gap) : '—'),
      ]
    }),
  }
}

/** Cards with the value, its bullet and its change; at most eight. */
export function kpi(facts: OverviewFacts, spec: ChartSpec): ChartModel {
  const chosen = facts.cards
    .filter((card) => spec.measure === undefined || card.indicator.code === spec.measure)
    .slice(0, 8)
  if (chosen.length === 0) throw new ChartRefusal(`首页指标卡中没有 ${spec.measure ?? ''}`, '请检查 measure 参数')
  const body: ChartBody = { form: 'bullet', cards: chosen.map((card) => bulletCard(facts, card)) }
  const neutral = chosen.length === 1 ? `${must(chosen[0]).indicator.name}完成情况` : '核心指标完成情况'
  const title = titleOf(neutral, cardsTitle(facts, chosen))
  const dates = chosen.map((card) => card.fact)
  const model = overviewModel(facts, body, title, cardTable(facts, chosen), {
    kind: 'kpi',
    view: '指标卡',
    subject: chosen.length === 1 ? must(chosen[0]).indicator.name : '核心指标',
    neutral,
    subtitle: `全市${chosen.length === 1 ? must(chosen[0]).indicator.name : '核心指标'}，${quarterWords(facts.release.period, dates)}，与${facts.targetYear}年目标比较`,
    definition: chosen.length === 1 ? must(chosen[0]).indicator.definition : '各指标口径详见指标说明',
    source: sourcesOf(chosen),
    notes: ['灯号按本期时序目标评价', ...cardOutside(chosen)],
    dated: dates,
  })
  const { columns, rows } = model.records
  return {
    ...model,
    records: { columns, rows: [...rows, ...chosen.flatMap((card) => earlierRecords(facts, card, columns))] },
  }
}

/** The outside figures of a single card with their sources; of several how they are marked. */
function cardOutside(chosen: readonly Card[]): string[] {
  const [only] = chosen
  if (chosen.length === 1 && only !== undefined) return yardstickNotes(only.fact.yardsticks, only.indicator)
  const hasOutside = chosen.some(({ fact }) => fact.yardsticks !== undefined)
  return hasOutside ? ['空心菱形为外部参照，来源见数据表，不参与排名和计分'] : []
}

/** Every department once, in the order of the cards. */
function sourcesOf(cards: readonly Card[]): string {
  return [...new Set(cards.flatMap((card) => card.indicator.source.split('、')))]
    .filter((name) => name !== '')
    .join('、')
}

/** The quarters of a card's small trend before this one. */
function earlierRecords(facts: OverviewFacts, card: Card, columns: ChartTable['columns']): TableCell[][] {
  const format = { unit: card.indicator.unit, decimals: card.indicator.decimals }
  return card.periods.flatMap((period, at) => {
    if (period === facts.release.period) return []
    return [
      [
        wordCell(period),
        wordCell(card.indicator.name),
        wordCell(spokenUnit(format.unit)),
        numberCell(companion(card.values[at], format)),
        ...Array.from({ length: columns.length - 5 }, () => wordCell('—')),
        wordCell(facts.release.code),
      ],
    ]
  })
}

function bulletCard(facts: OverviewFacts, card: Card): BulletCard {
  const format = { unit: card.indicator.unit, decimals: card.indicator.decimals }
  const figure = figureOf(card.fact.value, card.fact.state, format)
  const target = companion(card.fact.target, format)
  const start = startMark(card, facts.release.period, format)
  const outside = yardstickMarks(card.fact.yardsticks, format, facts.release.period)
  const printed = figure.value === null ? { number: figure.text, unit: '' } : formatFigure(figure.value, format)
  return {
    key: card.indicator.code,
    name: card.indicator.name,
    number: printed.number,
    unit: printed.unit,
    figure,
    light: figure.value === null ? null : card.fact.light,
    scale: niceScale([figure.value, target.value, start?.value ?? null, ...outside.map(({ value }) => value)], {
      format,
      startsAtZero: true,
    }),
    baseline: start,
    target:
      target.value === null
        ? null
        : { value: target.value, text: `${facts.targetYear}年目标 ${target.text}`, role: 'target' },
    outside,
    change: changeOf(facts, card),
    spark: card.indicator.span.kind === 'yearToDate' ? yearStrokes(card) : card.values,
  }
}

/** 较上季提高1.8个百分点; nothing where nothing compares. */
function changeOf({ claims }: OverviewFacts, { indicator }: Card): string {
  const claim = findClaim(claims, 'change', ({ subject }) => subject === indicator.name)
  return claim === null ? '' : (comparisonWords(claim.comparison, claim.format) ?? '')
}

/** What grows through the year is a stroke for each year: the new year's beginning is no fall. */
function yearStrokes({ periods, values }: Card): (number | null)[] {
  return values.flatMap((value, at) => (at > 0 && must(periods[at]).endsWith('Q1') ? [null, value] : [value]))
}

/** What the card's chip was judged by, today's 时序目标; without a judgement, where the figure started. */
function startMark({ fact }: Card, period: string, format: NumberFormat): Reference | null {
  if (fact.light !== null && fact.expected !== null) {
    return { value: fact.expected, text: `${goalWord} ${companion(fact.expected, format).text}`, role: 'base' }
  }
  // In the quarter of the base itself it is the figure over again.
  if (fact.baseline === null || fact.baselinePeriod === period) return null
  const year = fact.baselinePeriod?.slice(0, 4)
  const name = year === undefined ? '基期' : `${year}年`
  return { value: fact.baseline, text: `${name} ${companion(fact.baseline, format).text}`, role: 'base' }
}

/** One card: where it stands; several: how they stand together. */
function cardsTitle(facts: OverviewFacts, chosen: readonly Card[]): Claim | null {
  const [only] = chosen
  if (chosen.length > 1 || only === undefined) return cardsClaim(facts, chosen)
  return findClaim(facts.claims, 'goal', (claim) => claim.subject === only.indicator.name)
}

function cardTable(facts: OverviewFacts, chosen: readonly Card[]): ChartTable {
  const any = { unit: '', decimals: 4 }
  const hasOutside = chosen.some(({ fact }) => fact.yardsticks !== undefined)
  return {
    columns: [
      wordColumn('indicator', '指标'),
      wordColumn('unit', '计量单位'),
      numberColumn('value', '值', any),
      numberColumn('target', `${facts.targetYear}年目标`, any),
      numberColumn('expected', goalWord, any),
      numberColumn('baseline', '基期', any),
      numberColumn('previous', '上季', any),
      numberColumn('lastYear', '上年同期', any),
      wordColumn('change', '变化'),
      wordColumn('light', '状态'),
      wordColumn('state', '数据状态'),
      ...(hasOutside ? [wordColumn('outside', '外部参照')] : []),
    ],
    rows: chosen.map((card) => {
      const format = { unit: card.indicator.unit, decimals: card.indicator.decimals }
      const figure = figureOf(card.fact.value, card.fact.state, format)
      return [
        wordCell(card.indicator.name),
        wordCell(spokenUnit(format.unit)),
        numberCell(figure),
        numberCell(companion(card.fact.target, format)),
        numberCell(companion(card.fact.expected, format)),
        numberCell(companion(card.fact.baseline, format)),
        numberCell(companion(card.fact.previous, format)),
        numberCell(companion(card.fact.lastYear, format)),
        wordCell(changeOf(facts, card)),
        wordCell(figure.value === null ? '—' : lightWord(card.fact.light)),
        wordCell(formatState(figure.state)),
        ...(hasOutside ? [wordCell(outsideWords(card))] : []),
      ]
    }),
  }
}

/** Each outside figure with its source; — without one. */
function outsideWords({ indicator, fact }: Card): string {
  return (fact.yardsticks ?? []).map((one) => yardstickWords(one, indicator)).join('；') || '—'
}

function overviewModel(
  facts: OverviewFacts,
  body: ChartBody,
  title: Title,
  table: ChartTable,
  words: Overview,
): ChartModel {
  const { release } = facts
  return {
    kind: words.kind,
    title: title.text,
    neutralTitle: words.neutral,
    titleSource: title.source,
    claim: title.claim,
    ...captionParts(release, {
      subtitle: words.subtitle,
      source: words.source,
      definition: words.definition,
      notes: [...facts.notes, ...words.notes],
    }),
    ...releaseParts(release),
    body,
    table,
    records: {
      columns: [wordColumn('period', '期次'), ...table.columns, observedColumn, wordColumn('release', '发布编号')],
      rows: table.rows.map((row, at) => [
        wordCell(release.period),
        ...row,
        observedCell(release.period, must(words.dated[at])),
        wordCell(release.code),
      ]),
    },
    ranking: null,
    altText: `${title.text}。${words.subtitle}。${table.rows.map((row) => row.map((cell) => cell.text).join(' ')).join('；')}`,
    file: { period: release.period, subject: words.subject, view: words.view, release: release.code },
  }
}
