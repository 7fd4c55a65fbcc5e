import type { ChartSpec } from '@cg/contract/chart'
import type { ReleaseDifference } from '@cg/contract/publish'
import { placeWords } from '@cg/domain/claim/words'
import type { NumberFormat } from '@cg/domain/number/number-format'
import { formatValue, spokenUnit } from '@cg/domain/number/number-format'
import { roundHalfAway } from '@cg/domain/number/round'
import { standingWords } from '@cg/domain/target/standing'
import { figureOf, numberCell, numberColumn, placeCell, wordCell, wordColumn } from '../figure.ts'
import { captionParts, releaseParts } from '../lines.ts'
import type { ChartModel, ChartTable, DumbbellRow, TableCell } from '../model.ts'
import { ChartRefusal } from '../refusal.ts'
import { axisNotes, niceScale } from '../scale.ts'

type Differing = ReleaseDifference['figures'][number]
type Side = Differing['from']

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
    shown.flatMap((figure) => [figure.from.value, figure.to.value]),
    { format, startsAtZero: false },
  )
  const title = `${first.indicatorName}：两次发布的差异`
  const rows = shown.map((figure) => row(figure, format))
  return {
    kind: 'difference',
    title,
    neutralTitle: title,
    titleSource: 'neutral',
    claim: null,
    ...captionParts(to, {
      subtitle: `${from.code} → ${to.code}，${format.unit}`,
      source: '',
      definition: '两次发布各自公布的数值、位次和状态，按公布的位数比较',
      notes: ['只列有差异的单位', ...axisNotes(scale)],
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

function rowsOf({ figures }: ReleaseDifference, { measure }: ChartSpec): readonly Differing[] {
  const byMeasure = Map.groupBy(figures, (figure) => figure.indicator)
  if (measure !== undefined) return byMeasure.get(measure) ?? []
  const all = [...byMeasure.values()]
  const drawn = all.filter((list) => list.some(({ from, to }) => from.value !== null || to.value !== null))
  return drawn.toSorted((left, right) => right.length - left.length)[0] ?? all[0] ?? []
}

function row({ unit, unitName, from, to, decimals }: Differing, format: NumberFormat): DumbbellRow {
  const [start, end] = [figureOf(from.value, from.state, format), figureOf(to.value, to.state, format)]
  const apart = start.value === null || end.value === null ? null : roundHalfAway(end.value - start.value, decimals)
  const moved = start.text === end.text ? '' : `${start.text}→${end.text}`
  const change = [moved, placesWords(from, to)]
  return {
    key: unit ?? 'city',
    name: unitName,
    rank: '',
    tone: unit === null ? 'focus' : 'plain',
    detail: [unitName, ...change, lightsWords(from, to)].filter((part) => part !== ''),
    start,
    end,
    light: to.light,
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
  if (from.rank === to.rank) return ''
  const place = ({ rank }: Side) => (rank === null ? '不排名' : placeWords(rank))
  return `${place(from)}→${place(to)}`
}

function lightsWords(from: Side, to: Side): string {
  return from.light === to.light ? '' : `${lightWord(from)}→${lightWord(to)}`
}

function lightWord({ light }: Side): string {
  return light === null ? '不评价' : standingWords[light]
}

const any = { unit: '', decimals: 4 }

function sideColumns(key: string, code: string): ChartTable['columns'] {
  return [
    numberColumn(`${key}Value`, `${code} 数值`, any),
    numberColumn(`${key}Rank`, `${code} 位次`, { unit: '', decimals: 0 }),
    wordColumn(`${key}Light`, `${code} 状态`),
  ]
}

function sideCells(side: Side, { measureUnit, decimals }: Differing): TableCell[] {
  return [
    numberCell(figureOf(side.value, side.state, { unit: measureUnit, decimals })),
    placeCell(side.rank),
    wordCell(side.light === null ? '—' : standingWords[side.light]),
  ]
}

function tableOf({ from, to }: ReleaseDifference, figures: readonly Differing[]): ChartTable {
  return {
    columns: [wordColumn('unit', '单位'), ...sideColumns('from', from.code), ...sideColumns('to', to.code)],
    rows: figures.map((one) => [wordCell(one.unitName), ...sideCells(one.from, one), ...sideCells(one.to, one)]),
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
      wordCell(from.code),
      wordCell(to.code),
    ]),
  }
}
