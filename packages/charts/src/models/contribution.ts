import type { ChartSpec } from '@cg/contract/chart'
import type { AppliedFact, RankingFacts } from '@cg/contract/release/ranking'
import { lostClaim } from '@cg/contract/claims/why'
import { namesWords, placeWords } from '@cg/domain/claim/words'
import type { ResultState } from '@cg/domain/cell'
import { must } from '@cg/domain/must'
import { formatProse, formatState, formatValue } from '@cg/domain/number/number-format'
import type { NumberFormat } from '@cg/domain/number/number-format'
import { roundHalfAway, withoutNoise } from '@cg/domain/number/round'
import { adjustedFigure, adjustedNotes, adjustedOf, adjustedWords, matterWords } from '../adjusted.ts'
import { ChartRefusal } from '../refusal.ts'
import { companion, figureOf, numberCell, numberColumn, wordCell, wordColumn } from '../figure.ts'
import { periodWords } from '../lines.ts'
import { changed } from '../late.ts'
import type { BarRow, ChartModel, ChartTable, Figure } from '../model.ts'
import type { RankingRow } from '../ranking-rows.ts'
import { measureFormat, rankingRow } from '../ranking-rows.ts'
import { niceScale } from '../scale.ts'
import { fullPoints } from '../score-weights.ts'
import { titleOf } from '../titles.ts'
import { recordCells, recordColumns } from '../records.ts'
import { rankingModel } from './ranking-frame.ts'

type PartState = RankingFacts['partState'][number][number]

type Part = {
  readonly code: string
  readonly name: string
  readonly figure: Figure
  /** By what its points were given, where not by its own figure of the quarter. */
  readonly basis: string | null
  /** Points that could be had, with the weights that other parts left to it; null where its own went to others. */
  readonly full: number | null
  readonly lost: number | null
}

/** The points of one unit's score by indicator, the track behind each bar being the points that could be had. */
export function contribution(facts: RankingFacts, spec: ChartSpec): ChartModel {
  if (facts.parts.length === 0) throw new ChartRefusal('该指标没有分项得分', '请选择综合得分')
  const unit = spec.focus ?? facts.units.code[facts.rank.indexOf(1)]
  const at = facts.units.code.findIndex((code) => code === unit)
  if (at < 0) throw new ChartRefusal(`没有代码为 ${unit} 的单位`, '请检查 focus 参数')
  const row = rankingRow(facts, { kind: 'contribution' }, at)
  const parts = scoreParts(facts, at).toSorted((left, right) => (right.lost ?? -1) - (left.lost ?? -1))
  const adjusted = adjustedOf(facts, at)
  const neutral = `${row.name}各项指标得分${adjusted.length === 0 ? '' : '与加减分'}`
  const total =
    row.figure.value === null
      ? (row.reason ?? formatState(row.figure.state))
      : formatProse(row.figure.value, measureFormat(facts))
  const model = rankingModel(facts, {
    kind: 'contribution',
    view: `${row.name}得分构成`,
    title: titleOf(neutral, lostClaim(facts, row.code)),
    neutralTitle: neutral,
    subtitle: `${row.name}${facts.measure.name}构成（合计${total}${row.rank === null ? '' : `，${placeWords(row.rank, row.isTied)}`}），${periodWords(facts.release.period)}，分`,
    rows: [row],
    notes: ['浅色底条为该项满分，按失分由多到少排列', ...basisNotes(parts), ...adjustedNotes(facts, at)],
    body: {
      form: 'bars',
      mark: 'bar',
      brackets: [],
      unit: facts.measure.unit,
      decimals: facts.measure.decimals,
      rows: [
        ...adjusted.map((one) => adjustedRow(one, measureFormat(facts))),
        ...parts.map((part) => partRow(part, measureFormat(facts))),
      ],
      scale: niceScale(
        [...parts.flatMap((part) => [part.figure.value, part.full ?? 0]), ...adjusted.map(({ amount }) => amount)],
        { format: measureFormat(facts), startsAtZero: true },
      ),
      reference: null,
      outside: [],
      targetWord: null,
    },
  })
  return changed(model, {
    table: partTable(facts, parts, at),
    records: partRecords(facts, row, parts),
    altText: `${model.title}。${[...adjusted.map(adjustedWords), ...parts.map(partAlt)].join('；')}`,
  })
}

const mostLostShown = 3

/** The items that cost a unit's score most points, dearest first, with what was lost in words; an unreported one says so. */
export function mostLost(facts: RankingFacts, unit: string): { code: string; name: string; lost: string }[] {
  const at = facts.units.code.indexOf(unit)
  if (at < 0 || facts.parts.length === 0) return []
  const format = measureFormat(facts)
  return scoreParts(facts, at)
    .filter(({ lost }) => lost !== null && roundHalfAway(lost, format.decimals) > 0)
    .toSorted((left, right) => (right.lost ?? 0) - (left.lost ?? 0))
    .slice(0, mostLostShown)
    .map(({ code, name, lost, figure }) => {
      const state = figure.value === null ? `（${figure.text}）` : ''
      return { code, name, lost: `${formatProse(lost ?? 0, format)}${state}` }
    })
}

function scoreParts(facts: RankingFacts, at: number): Part[] {
  const fullOf = fullPoints(facts, at)
  return facts.parts.map((part, index) => {
    const full = fullOf[index] ?? null
    const state = facts.partState[index]?.[at] ?? 'reported'
    const points = facts.contributions[index]?.[at] ?? null
    const isZero = facts.zeroItems[at]?.includes(part.code) === true
    const why = partWords(state)
    const isNumber = points !== null && !isZero
    const figure = figureOf(isNumber ? points : null, isNumber ? 'reported' : missingState(state), measureFormat(facts))
    return {
      code: part.code,
      name: part.name,
      figure: isNumber || why === null ? figure : { ...figure, text: isZero ? `${why}，按0分计` : why },
      basis: isNumber && why !== null ? basisWords(state) : null,
      full,
      lost: points === null || full === null ? null : Math.max(0, withoutNoise(full - points, 12)),
    }
  })
}

/** What a scheme reckoned with where the unit has no figure of its own this quarter: those points count as any others. */
function basisWords(state: PartState): string {
  return state === 'carried' ? '沿用往年数据计分' : `${formatState(missingState(state))}，按各单位得分的中位数计分`
}

/** 技能培训覆盖率：未报，按各单位得分的中位数计分 */
function basisNotes(parts: readonly Part[]): string[] {
  const groups = Map.groupBy(
    parts.filter(({ basis }) => basis !== null),
    ({ basis }) => basis,
  )
  return [...groups].map(
    ([basis, own]) =>
      `${namesWords(
        own.map(({ name }) => name),
        4,
        '项',
      )}：${basis}`,
  )
}

/** The state under which a part without a number is drawn. */
function missingState(state: PartState): ResultState {
  return state === 'carried' || state === 'no_target' || state === 'no_points' ? 'not_applicable' : state
}

/** Why an item has no points of its own; null where it has. The five states keep their words. */
function partWords(state: PartState): string | null {
  switch (state) {
    case 'reported':
    case 'partial':
      return null
    case 'carried':
      return '沿用往年数据，不计分'
    case 'no_target':
      return '未定目标，不计分'
    case 'no_points':
      return '分不出高低，不计分'
    default:
      return formatState(state)
  }
}

function partRow(part: Part, format: NumberFormat): BarRow {
  const lost = part.lost === null ? '' : `失分：${formatValue(part.lost, format)}`
  return {
    key: part.code,
    name: part.name,
    rank: '',
    tone: 'plain',
    detail: [
      part.name,
      `得分：${part.figure.text}`,
      part.full === null ? '' : `满分：${fullText(part.full)}`,
      lost,
    ].filter((line) => line !== ''),
    figure: part.figure,
    light: null,
    target: null,
    reason: part.figure.value === null ? part.figure.text : null,
    full: part.full,
    move: null,
  }
}

/** A bonus or deduction beside the items, without a track: no points of the scheme's hundred stand behind it. */
function adjustedRow(one: AppliedFact, format: NumberFormat): BarRow {
  const figure = adjustedFigure(one, format)
  return {
    key: `${one.kind} ${one.fact}`,
    name: one.name,
    rank: '',
    tone: 'plain',
    detail: [adjustedWords(one), ...one.matters.map(matterWords)],
    figure,
    light: null,
    target: null,
    reason: figure.value === null ? figure.text : null,
    full: 0,
    move: null,
  }
}

/** 25, and 33.33 where weights do not add up to a hundred. */
const fullText = (full: number): string => String(roundHalfAway(full, 2))

function partAlt({ name, figure, full }: Part): string {
  const points = figure.value === null ? figure.text : `${figure.text}分`
  return full === null ? `${name}${points}` : `${name}${points}，满分${fullText(full)}`
}

/** One record per part of the unit's score. */
function partRecords(facts: RankingFacts, row: RankingRow, parts: readonly Part[]): ChartTable {
  const points = measureFormat(facts)
  return {
    columns: [
      ...recordColumns,
      numberColumn('points', '得分', points),
      numberColumn('full', '满分', points),
      numberColumn('lost', '失分', points),
      wordColumn('state', '状态'),
      wordColumn('release', '发布编号'),
    ],
    rows: parts
      .map((part) => [
        ...recordCells(facts.release.period, { code: row.code, name: must(facts.units.name[row.at]) }, part),
        numberCell(part.figure),
        numberCell(companion(part.full, points)),
        numberCell(companion(part.lost, points)),
        wordCell(part.basis ?? formatState(part.figure.state)),
        wordCell(facts.release.code),
      ])
      .concat(
        adjustedOf(facts, row.at).map((one) => [
          ...recordCells(
            facts.release.period,
            { code: row.code, name: must(facts.units.name[row.at]) },
            { code: one.fact, name: one.name },
          ),
          numberCell(companion(one.amount, points)),
          numberCell(companion(null, points)),
          numberCell(companion(null, points)),
          wordCell([adjustedWords(one), ...one.matters.map(matterWords)].join('；')),
          wordCell(facts.release.code),
        ]),
      ),
  }
}

function partTable(facts: RankingFacts, parts: readonly Part[], at: number): ChartTable {
  const points = measureFormat(facts)
  const none = companion(null, points)
  return {
    columns: [
      wordColumn('name', '指标'),
      numberColumn('points', '得分', points),
      numberColumn('full', '满分', points),
      numberColumn('lost', '失分', points),
    ],
    rows: [
      ...parts.map((part) => [
        wordCell(part.name),
        numberCell(part.figure),
        numberCell(companion(part.full, points)),
        numberCell(companion(part.lost, points)),
      ]),
      ...adjustedOf(facts, at).map((one) => [
        wordCell(one.kind === 'veto' ? adjustedWords(one) : one.name),
        numberCell(companion(one.amount, points)),
        numberCell(none),
        numberCell(none),
      ]),
    ],
  }
}
