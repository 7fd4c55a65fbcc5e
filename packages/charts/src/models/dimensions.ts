import type { ChartSpec } from '@cg/contract/chart'
import { dimensionNames } from '@cg/contract/dimension'
import type { DimensionFact, RankingFacts } from '@cg/contract/release/ranking'
import { namesWords, placeWords } from '@cg/domain/claim/words'
import { must } from '@cg/domain/must'
import { formatValue } from '@cg/domain/number/number-format'
import { roundHalfAway, scaledInteger } from '@cg/domain/number/round'
import { exactSum } from '@cg/domain/number/sum'
import type { NumberFormat } from '@cg/domain/number/number-format'
import { adjustedFigure, adjustedOf } from '../adjusted.ts'
import { companion, numberCell, numberColumn, placeCell, wordCell, wordColumn } from '../figure.ts'
import { lightCell } from '../grid-cell.ts'
import type { ChartModel, ChartTable, Figure, GridCell, TableCell } from '../model.ts'
import { withLate } from '../late.ts'
import { periodWords } from '../lines.ts'
import type { RankingRow } from '../ranking-rows.ts'
import { focusRow, measureFormat, rankingRow, rankingRows } from '../ranking-rows.ts'
import { ChartRefusal } from '../refusal.ts'
import { fullPoints } from '../score-weights.ts'
import { shownRows } from '../shown-rows.ts'
import { titleOf } from '../titles.ts'
import { rankingModel } from './ranking-frame.ts'

/** 分维度得分: units × blocks of the composite, each cell the score of a hundred within the block and its place. */
export function dimensions(facts: RankingFacts, spec: ChartSpec): ChartModel {
  const blocks = facts.dimensions ?? []
  if (blocks.length === 0) throw new ChartRefusal('该指标没有分维度得分', '请选择综合得分')
  const rows = rankingRows(facts, { ...spec, sort: spec.sort ?? 'value' })
  const shown = shownRows(rows)
  const neutral = `各区县${facts.measure.name}分维度得分`
  const model = rankingModel(facts, {
    kind: 'dimensions',
    view: '分维度得分',
    title: titleOf(neutral),
    neutralTitle: neutral,
    subtitle: `${spec.group ?? '各区县'}分维度得分（维度内百分制，括号内为位次），${periodWords(facts.release.period)}`,
    rows,
    notes: [
      `权重：${blocks.map(weightWords).join('、')}`,
      ...ownNotes(facts, blocks, rows),
      ...adjustedNote(facts, rows),
      ...shown.notes,
    ],
    body: {
      form: 'grid',
      columns: [
        { of: 'dimension', key: 'total', name: facts.measure.name, unit: '分', group: '' },
        ...blocks.map((block) => ({
          of: 'dimension' as const,
          key: block.code,
          name: blockName(block),
          unit: '分',
          group: '',
        })),
      ],
      rows: shown.rows.map((row) => ({
        of: 'unit',
        key: row.code,
        name: row.rank === null ? row.name : `${row.rank} ${row.name}`,
        unit: '',
        group: '',
        tone: row.tone,
        total: '',
        cells: [totalCell(row), ...blocks.map((block) => blockCell(block, row, measureFormat(facts)))],
      })),
      corner: '单位',
      totals: [],
      totalsWord: '',
      rowTotalsWord: '',
      legend: [],
    },
  })
  return withLate(model, {
    table: () => dimensionTable(facts, blocks, rows),
    records: () => dimensionRecords(facts, blocks, rows),
  })
}

function blockName({ code }: DimensionFact): string {
  return dimensionNames[code] ?? code
}

/** 技能提升33.0%（10项） */
function weightWords(block: DimensionFact): string {
  return `${blockName(block)}${formatValue(block.weight, { unit: '%', decimals: 1 })}%（${block.items}项）`
}

/** Points of the total that one unit could have by each block: more than the scheme's weight where another block has items that do not count. */
function ownWeights(facts: RankingFacts, blocks: readonly DimensionFact[], at: number): (number | null)[] {
  const full = fullPoints(facts, at)
  return blocks.map(({ code }) => {
    const counted = facts.parts.flatMap(({ dimension }, index) => (dimension === code ? (full[index] ?? []) : []))
    return counted.length === 0 ? null : exactSum(counted)
  })
}

function ownNotes(facts: RankingFacts, blocks: readonly DimensionFact[], rows: readonly RankingRow[]): string[] {
  const inScheme = blocks.map(({ weight }) => scaledInteger(weight, 1))
  const isOther = ({ at, figure }: RankingRow): boolean =>
    figure.value !== null &&
    ownWeights(facts, blocks, at).some((own, place) => scaledInteger(own ?? 0, 1) !== inScheme[place])
  return rows.some(isOther) ? ['有指标不计分的单位，其权重由其余指标按比例分担'] : []
}

/** Whose composite holds more or less than its blocks give. */
function adjustedNote(facts: RankingFacts, rows: readonly RankingRow[]): string[] {
  const names = rows.flatMap(({ at, name }) => {
    const own = adjustedOf(facts, at)
    const points = roundHalfAway(exactSum(own.map(({ amount }) => amount ?? 0)), 2)
    if (own.some(({ kind }) => kind === 'veto')) return [`${name}一票否决`]
    return points === 0 ? [] : [`${name}${points < 0 ? '−' : '+'}${Math.abs(points)}分`]
  })
  return names.length === 0 ? [] : [`综合得分另含加减分（${namesWords(names)}），各维度得分不含`]
}

function totalCell(row: RankingRow): GridCell {
  return lightCell(row.figure, null, null)
}

/** Printed with the decimals that the places were told apart by. */
function blockCell(block: DimensionFact, { at }: RankingRow, format: NumberFormat): GridCell {
  const figure = companion(block.score[at], format)
  const rank = block.rank[at] ?? null
  const text = rank === null ? figure.text : `${figure.text}（${rank}）`
  return lightCell({ ...figure, text }, null, null)
}

function dimensionTable(
  facts: RankingFacts,
  blocks: readonly DimensionFact[],
  rows: readonly RankingRow[],
): ChartTable {
  return {
    ...focusRow(rows),
    columns: [
      numberColumn('rank', '位次', { unit: '', decimals: 0 }),
      wordColumn('name', '单位'),
      numberColumn('total', facts.measure.name, measureFormat(facts)),
      ...blocks.flatMap((block) => [
        numberColumn(`${block.code}:score`, blockName(block), measureFormat(facts)),
        wordColumn(`${block.code}:rank`, `${blockName(block)}位次`),
      ]),
    ],
    rows: rows.map((row) => [
      placeCell(row.rank),
      wordCell(row.name),
      numberCell(row.figure),
      ...blocks.flatMap((block) => [
        numberCell(companion(block.score[row.at], measureFormat(facts))),
        wordCell(placeText(block, row)),
      ]),
    ]),
  }
}

function placeText(block: DimensionFact, { at }: RankingRow): string {
  const rank = block.rank[at] ?? null
  return rank === null ? '—' : placeWords(rank, block.isTied[at])
}

/** One line of a unit's composite: a block, what was added or taken beside them, or the whole. */
export type BlockLine = {
  readonly key: string
  readonly name: string
  /** The scheme's weight, with the number of items; '' where there is none. */
  readonly weight: string
  /** Of a hundred within the block; null for what has none. */
  readonly score: Figure | null
  readonly place: string
  /** Points of the composite. */
  readonly points: Figure
}

/**
 * What each block gives one unit's composite, as the table of all units prints it; then what was added and taken, and the
 * whole. None of a release without blocks, or for a unit without a score.
 */
export function unitBlockLines(facts: RankingFacts, unit: string): BlockLine[] {
  const at = facts.units.code.indexOf(unit)
  const blocks = facts.dimensions ?? []
  if (at < 0 || blocks.length === 0) return []
  const row = rankingRow(facts, { kind: 'dimensions' }, at)
  if (row.figure.value === null) return []
  const format = measureFormat(facts)
  return [
    ...blocks.map((block): BlockLine => ({
      key: block.code,
      name: blockName(block),
      weight: `${formatValue(block.weight, { unit: '%', decimals: 1 })}%（${block.items}项）`,
      score: companion(block.score[row.at], format),
      place: placeText(block, row),
      points: companion(block.points[row.at], format),
    })),
    ...adjustedOf(facts, row.at).map((one): BlockLine => ({
      key: `${one.kind} ${one.fact}`,
      name: one.name,
      weight: '',
      score: null,
      place: '',
      points: adjustedFigure(one, format),
    })),
    {
      key: 'total',
      name: facts.measure.name,
      weight: '',
      score: null,
      place: row.rank === null ? '' : placeWords(row.rank, row.isTied),
      points: row.figure,
    },
  ]
}

/** One record per unit and block: weight, score, points of the total, place. */
function dimensionRecords(
  facts: RankingFacts,
  blocks: readonly DimensionFact[],
  rows: readonly RankingRow[],
): ChartTable {
  const whole = { unit: '', decimals: 0 }
  return {
    columns: [
      wordColumn('period', '期次'),
      wordColumn('unitCode', '单位代码'),
      wordColumn('unit', '单位'),
      wordColumn('block', '维度'),
      numberColumn('weight', '方案权重', { unit: '%', decimals: 1 }),
      numberColumn('ownWeight', '本单位权重', measureFormat(facts)),
      numberColumn('items', '指标数', whole),
      numberColumn('score', '维度得分', measureFormat(facts)),
      numberColumn('rank', '维度位次', whole),
      numberColumn('points', '计入综合得分', measureFormat(facts)),
      wordColumn('release', '发布编号'),
    ],
    rows: rows
      .toSorted((left, right) => left.at - right.at)
      .flatMap((row) => {
        const own = row.figure.value === null ? [] : ownWeights(facts, blocks, row.at)
        return [
          recordOf(facts, row, {
            block: facts.measure.name,
            weight: 100,
            ownWeight: row.figure.value === null ? null : 100,
            items: facts.parts.length,
            score: row.figure,
            rank: row.rank,
            points: row.figure,
          }),
          ...blocks.map((block, place) =>
            recordOf(facts, row, {
              block: blockName(block),
              weight: block.weight,
              ownWeight: own[place] ?? null,
              items: block.items,
              score: companion(block.score[row.at], measureFormat(facts)),
              rank: block.rank[row.at] ?? null,
              points: companion(block.points[row.at], measureFormat(facts)),
            }),
          ),
        ]
      }),
  }
}

type Recorded = {
  readonly block: string
  readonly weight: number
  /** With what items that do not count left to the others. */
  readonly ownWeight: number | null
  readonly items: number
  readonly score: Figure
  readonly rank: number | null
  readonly points: Figure
}

function recordOf(
  facts: RankingFacts,
  row: RankingRow,
  { block, weight, ownWeight: own, items, score, rank, points }: Recorded,
): TableCell[] {
  return [
    wordCell(facts.release.period),
    wordCell(row.code),
    wordCell(must(facts.units.name[row.at])),
    wordCell(block),
    numberCell(companion(weight, { unit: '%', decimals: 1 })),
    numberCell(companion(own, measureFormat(facts))),
    placeCell(items),
    numberCell(score),
    placeCell(rank),
    numberCell(points),
    wordCell(facts.release.code),
  ]
}
