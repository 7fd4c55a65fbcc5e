import type { ChartSpec } from '@cg/contract/chart'
import { findClaim } from '@cg/contract/claims'
import { absentWords, figureNotes, toldClaims } from '@cg/contract/claims/difference'
import type { DifferenceFigure, DifferenceSide, ReleaseDifference } from '@cg/contract/difference'
import { sentence } from '@cg/domain/claim/claim'
import { placeWords } from '@cg/domain/claim/words'
import type { NumberFormat } from '@cg/domain/number/number-format'
import { formatValue, isRelativeUnit, spokenUnit } from '@cg/domain/number/number-format'
import { roundHalfAway } from '@cg/domain/number/round'
import { standingWords } from '@cg/domain/target/standing'
import { figureOf, numberCell, numberColumn, placeCell, wordCell, wordColumn } from '../figure.ts'
import { captionParts, releaseParts } from '../lines.ts'
import type { ChartModel, ChartTable, DumbbellRow, Figure, TableCell } from '../model.ts'
import { ChartRefusal } from '../refusal.ts'
import { axisNotes, niceScale } from '../scale.ts'

type Side = DifferenceSide | null
type Codes = readonly [string, string]

/**
 * 两次发布的差异: of one measure every unit whose figure, place or light differs, in both releases; the files hold those of
 * all measures. Left out in the spec: the measure with most of them that has figures to draw.
 */
export function difference(facts: ReleaseDifference, spec: ChartSpec): ChartModel {
  const { from, to } = facts
  const shown = rowsOf(facts, spec)
  const [first] = shown
  if (first === undefined) throw new ChartRefusal(`${from.code} 与 ${to.code} 没有可以画出的差异`, '请换两次发布')
  const format = { unit: spokenUnit(first.measureUnit), decimals: first.decimals }
  const scale = niceScale(
    shown.flatMap((figure) => [figure.from?.value ?? null, figure.to?.value ?? null]),
    { format, startsAtZero: !isRelativeUnit(first.measureUnit) },
  )
  const neutralTitle = `${first.indicatorName}：两次发布的差异`
  const claim = findClaim(facts.claims, 'restated', ({ subject }) => subject === first.indicatorName)
  const title = claim === null ? neutralTitle : sentence(claim)
  const codes: Codes = [from.code, to.code]
  const rows = shown.map((figure) => row(figure, format, codes))
  return {
    kind: 'difference',
    title,
    neutralTitle,
    titleSource: claim === null ? 'neutral' : 'claim',
    claim,
    ...captionParts(to, {
      subtitle: `${from.code} → ${to.code}，${format.unit}`,
      source: '',
      definition: '两次发布各自公布的数值、位次和状态，按公布的位数比较',
      notes: [...cautionsOf(shown, codes), '只列有差异的单位', ...axisNotes(scale)],
      methods: toldClaims(facts.claims)
        .told.filter((one) => one !== claim)
        .map(sentence),
    }),
    ...releaseParts(to),
    body: {
      form: 'dumbbell',
      unit: format.unit,
      decimals: format.decimals,
      rows,
      scale,
      reference: null,
      startWord: from.code,
      endWord: to.code,
      changeWord: '差异',
      printsStart: false,
    },
    table: tableOf(facts, shown),
    records: recordsOf(facts),
    ranking: null,
    altText: `${title}。${rows.map((one) => `${one.name}${one.start.text}→${one.end.text}`).join('；')}`,
    file: { period: to.period, subject: first.indicatorName, view: `与${from.code}的差异`, release: to.code },
  }
}

function rowsOf({ figures }: ReleaseDifference, { measure }: ChartSpec): readonly DifferenceFigure[] {
  const byMeasure = Map.groupBy(figures, (figure) => figure.indicator)
  if (measure !== undefined) return byMeasure.get(measure) ?? []
  const all = [...byMeasure.values()]
  const drawn = all.filter((list) => list.some(({ from, to }) => valueOf(from) !== null || valueOf(to) !== null))
  return drawn.toSorted((left, right) => right.length - left.length)[0] ?? all[0] ?? []
}

function valueOf(side: Side): number | null {
  return side === null ? null : side.value
}

/** What of the measure keeps its figures from being compared: under the picture itself. */
function cautionsOf(shown: readonly DifferenceFigure[], codes: Codes): string[] {
  return [...new Set(shown.flatMap((figure) => figureNotes(figure, codes)))].slice(0, 3)
}

/** A figure as a release publishes it, or that the release has none of the kind. */
function sideFigure(side: Side, figure: DifferenceFigure, format: NumberFormat): Figure {
  if (side === null) return { value: null, state: 'not_applicable', text: absentWords(figure) }
  return figureOf(side.value, side.state, format)
}

function row(figure: DifferenceFigure, format: NumberFormat, codes: Codes): DumbbellRow {
  const { unit, unitName, from, to, decimals } = figure
  const [start, end] = [sideFigure(from, figure, format), sideFigure(to, figure, format)]
  const apart = start.value === null || end.value === null ? null : roundHalfAway(end.value - start.value, decimals)
  const moved = start.text === end.text ? '' : `${start.text}→${end.text}`
  const change = [moved, placesWords(from, to)]
  return {
    key: unit ?? 'city',
    name: unitName,
    rank: '',
    tone: unit === null ? 'focus' : 'plain',
    detail: [unitName, ...change, lightsWords(from, to), ...figureNotes(figure, codes)].filter((part) => part !== ''),
    start,
    end,
    light: to?.light ?? null,
    change: change.filter((part) => part !== '').join('，') || lightsWords(from, to),
    changeShort: apart === null || apart === 0 ? '' : signed(apart, decimals),
    reason: start.value === null && end.value === null ? `${start.text} → ${end.text}` : null,
  }
}

function signed(size: number, decimals: number): string {
  return `${size > 0 ? '+' : '−'}${formatValue(Math.abs(size), { unit: '', decimals })}`
}

/** 第3位→第2位; '' where the place is the same. */
function placesWords(from: Side, to: Side): string {
  if (rankOf(from) === rankOf(to)) return ''
  const place = (side: Side) => {
    const rank = rankOf(side)
    return rank === null ? '不排名' : placeWords(rank)
  }
  return `${place(from)}→${place(to)}`
}

function rankOf(side: Side): number | null {
  return side === null ? null : side.rank
}

function lightsWords(from: Side, to: Side): string {
  const [then, now] = [lightWord(from), lightWord(to)]
  return then === now ? '' : `${then}→${now}`
}

function lightWord(side: Side): string {
  return side === null || side.light === null ? '不评价' : standingWords[side.light]
}

const any = { unit: '', decimals: 4 }

function sideColumns(key: string, code: string): ChartTable['columns'] {
  return [
    numberColumn(`${key}Value`, `${code} 数值`, any),
    numberColumn(`${key}Rank`, `${code} 位次`, { unit: '', decimals: 0 }),
    wordColumn(`${key}Light`, `${code} 状态`),
  ]
}

function sideCells(side: Side, figure: DifferenceFigure): TableCell[] {
  const { measureUnit, decimals } = figure
  return [
    numberCell(sideFigure(side, figure, { unit: measureUnit, decimals })),
    placeCell(rankOf(side)),
    wordCell(side === null || side.light === null ? '—' : standingWords[side.light]),
  ]
}

function noteCell(figure: DifferenceFigure, codes: Codes): TableCell {
  return wordCell(figureNotes(figure, codes).join('；'))
}

function tableOf({ from, to }: ReleaseDifference, figures: readonly DifferenceFigure[]): ChartTable {
  return {
    columns: [
      wordColumn('unit', '单位'),
      ...sideColumns('from', from.code),
      ...sideColumns('to', to.code),
      wordColumn('notes', '说明'),
    ],
    rows: figures.map((one) => [
      wordCell(one.unitName),
      ...sideCells(one.from, one),
      ...sideCells(one.to, one),
      noteCell(one, [from.code, to.code]),
    ]),
  }
}

/** Every difference of every measure: what the files hold. */
function recordsOf(facts: ReleaseDifference): ChartTable {
  const { from, to, figures } = facts
  return {
    columns: [
      wordColumn('period', '期次'),
      wordColumn('code', '指标代码'),
      wordColumn('indicator', '指标'),
      wordColumn('measured', '计量单位'),
      wordColumn('unitCode', '单位代码'),
      ...tableOf(facts, []).columns,
      wordColumn('before', '比较的发布'),
      wordColumn('release', '发布编号'),
    ],
    rows: figures.map((one) => [
      wordCell(to.period),
      wordCell(one.indicator),
      wordCell(one.indicatorName),
      wordCell(one.measureUnit),
      wordCell(one.unit ?? '—'),
      wordCell(one.unitName),
      ...sideCells(one.from, one),
      ...sideCells(one.to, one),
      noteCell(one, [from.code, to.code]),
      wordCell(from.code),
      wordCell(to.code),
    ]),
  }
}
