import type { ChartSpec } from '@cg/contract/chart'
import type { ScoreReference } from '@cg/contract/chart-choices'
import { whyClaim } from '@cg/contract/claims/why'
import type { RankingFacts } from '@cg/contract/release/ranking'
import type { ScoreDifference, ScoreWhy } from '@cg/contract/release/why'
import { shortWhy } from '@cg/domain/claim/why'
import { signedPoints } from '@cg/domain/claim/words'
import { must } from '@cg/domain/must'
import { formatValue } from '@cg/domain/number/number-format'
import { companion, figureOf, numberCell, numberColumn, wordCell, wordColumn } from '../figure.ts'
import { periodWords } from '../lines.ts'
import { changed } from '../late.ts'
import type { ChartModel, ChartTable, StepRow } from '../model.ts'
import { measureFormat, rankingRow } from '../ranking-rows.ts'
import { adjustedNotes } from '../adjusted.ts'
import { ChartRefusal, nothingToDraw } from '../refusal.ts'
import { axisNotes, niceScale } from '../scale.ts'
import { titleOf } from '../titles.ts'
import { rankingModel } from './ranking-frame.ts'

/** What a score is compared with: its name, its value, and the parts of the difference. */
type Reference = { readonly name: string; readonly value: number; readonly against: ScoreDifference }

/** One unit's score, step by step, from another: its own of last quarter, the unit ahead, its group's mean. */
export function waterfall(facts: RankingFacts, spec: ChartSpec): ChartModel {
  const at = facts.units.code.findIndex((code) => code === spec.focus)
  if (at < 0) throw new ChartRefusal(`没有代码为 ${spec.focus ?? '（未指明）'} 的单位`, '请检查 focus 参数')
  const why = facts.explanations?.[at] ?? null
  const name = must(facts.units.shortName[at])
  const wanted = spec.against ?? 'lastQuarter'
  const reference = why === null ? null : referenceOf(facts, why, at, wanted)
  const own = facts.value[at] ?? null
  if (own === null) throw nothingToDraw(`${name}${facts.measure.name}`, facts.release.period)
  if (reference === null) throw new ChartRefusal(`${name}：${absentWords[wanted]}`)
  const rows = stepRows(facts, { name, own, reference })
  const neutral = `${name}得分与${reference.name}对照`
  const format = measureFormat(facts)
  const scale = niceScale(
    rows.flatMap((row) => [row.from, row.to]),
    { format, startsAtZero: false },
  )
  const claim = whyClaim(facts, must(facts.units.code[at]), wanted)
  const row = rankingRow(facts, { kind: 'waterfall' }, at)
  const model = rankingModel(facts, {
    kind: 'waterfall',
    view: `${name}与${reference.name}对照`,
    title: titleOf(neutral, ...[2, 1].map((named) => (claim === null ? null : shortWhy(claim, name, named)))),
    neutralTitle: neutral,
    subtitle: `${name}${facts.measure.name}${figureOf(own, 'reported', format).text}分，${reference.name}${figureOf(reference.value, 'reported', format).text}分，${periodWords(facts.release.period)}`,
    rows: [row],
    notes: [
      `各项相加等于两个得分之差${wanted === 'lastQuarter' ? '；上季得分按本季方案重新计算' : ''}`,
      ...axisNotes(scale),
      ...adjustedNotes(facts, at),
    ],
    body: { form: 'steps', unit: format.unit, decimals: format.decimals, rows, scale },
  })
  const table = stepTable(rows, format)
  return changed(model, {
    table,
    records: stepRecords(facts, at, rows),
    ranking: null,
    altText: `${model.title}。${rows.map((step) => `${step.name}${step.figure.text}`).join('；')}`,
  })
}

/** Why there is nothing to compare with. */
const absentWords: Readonly<Record<ScoreReference, string>> = {
  lastQuarter: '上季没有得分，不作对照',
  ahead: '没有位次在前的单位，或未参与排名，不作对照',
  group: '所在考核组有得分的单位不足3个，不作对照',
  groupAhead: '组内没有位次在前的其他单位，不作对照',
}

function referenceOf(facts: RankingFacts, why: ScoreWhy, at: number, wanted: ScoreReference): Reference | null {
  const unit = (ahead: ScoreWhy['ahead'] | undefined): Reference | null => {
    if (ahead === undefined || ahead === null) return null
    const other = facts.units.code.indexOf(ahead.unit)
    const value = facts.value[other] ?? null
    return value === null ? null : { name: must(facts.units.shortName[other]), value, against: ahead.against }
  }
  switch (wanted) {
    case 'ahead':
      return unit(why.ahead)
    case 'groupAhead':
      return unit(why.groupAhead)
    case 'group':
      return why.group === undefined || why.group === null
        ? null
        : { name: `${facts.units.group[at] ?? ''}平均`, value: why.group.mean, against: why.group.against }
    case 'lastQuarter': {
      const value = facts.previous[at] ?? null
      return why.lastQuarter === null || value === null ? null : { name: '上季', value, against: why.lastQuarter }
    }
  }
}

type Compared = { readonly name: string; readonly own: number; readonly reference: Reference }

/** From the reference through the named parts, the adjustments and the rest to the own score, in printed points. */
function stepRows(facts: RankingFacts, { name, own, reference }: Compared): StepRow[] {
  const format = measureFormat(facts)
  const scale = 10 ** format.decimals
  const steps = (value: number): number => Math.round(value * scale)
  const { parts, rest } = reference.against
  const named = parts.map(({ code, points }) => ({
    key: code,
    name: facts.parts.find((part) => part.code === code)?.name ?? code,
    points,
  }))
  const others = [...adjustedSteps(reference.against), { key: 'rest', name: '其他指标', points: rest }].filter(
    ({ points }) => points !== 0,
  )
  let reached = steps(figureOf(own, 'reported', format).value ?? own) - steps(reference.against.difference)
  const start = mark('start', reference.name, reached / scale, format)
  const middle = [...named, ...others].map((part): StepRow => {
    const from = reached / scale
    reached += steps(part.points)
    const text = signedPoints(part.points, format)
    return {
      key: part.key,
      name: part.name,
      rank: '',
      tone: 'plain',
      detail: [part.name, `${text}分`],
      role: 'step',
      figure: { value: part.points, state: 'reported', text },
      from,
      to: reached / scale,
    }
  })
  return [start, ...middle, mark('end', name, reached / scale, format)]
}

/** What was added and taken, by what was counted; one step where an older release tells the sum alone. */
function adjustedSteps({ adjustment, adjustments }: ScoreDifference): { key: string; name: string; points: number }[] {
  if (adjustments === undefined) return [{ key: 'adjustment', name: '加减分', points: adjustment }]
  return adjustments.map(({ fact, name, points }) => ({ key: `adjustment ${fact}`, name, points }))
}

function mark(role: 'start' | 'end', name: string, value: number, format: ReturnType<typeof measureFormat>): StepRow {
  const text = formatValue(value, format)
  const figure = { value, state: 'reported' as const, text }
  const tone = role === 'end' ? ('focus' as const) : ('plain' as const)
  return { key: role, name, rank: '', tone, detail: [name, `${text}分`], role, figure, from: value, to: value }
}

/** The two ends are scores, what lies between are gains and losses. */
const stepWord = '得分或增减'

function stepTable(rows: readonly StepRow[], format: ReturnType<typeof measureFormat>): ChartTable {
  return {
    columns: [
      wordColumn('name', '项目'),
      numberColumn('points', stepWord, format),
      numberColumn('total', '累计', format),
    ],
    rows: rows.map((row) => [wordCell(row.name), numberCell(row.figure), numberCell(companion(row.to, format))]),
  }
}

function stepRecords(facts: RankingFacts, at: number, rows: readonly StepRow[]): ChartTable {
  const format = measureFormat(facts)
  return {
    columns: [
      wordColumn('period', '期次'),
      wordColumn('unitCode', '单位代码'),
      wordColumn('unit', '单位'),
      wordColumn('code', '指标代码'),
      wordColumn('name', '项目'),
      numberColumn('points', stepWord, format),
      numberColumn('total', '累计', format),
      wordColumn('release', '发布编号'),
    ],
    rows: rows.map((row) => [
      wordCell(facts.release.period),
      wordCell(must(facts.units.code[at])),
      wordCell(must(facts.units.name[at])),
      wordCell(facts.parts.some((part) => part.code === row.key) ? row.key : '—'),
      wordCell(row.name),
      numberCell(row.figure),
      numberCell(companion(row.to, format)),
      wordCell(facts.release.code),
    ]),
  }
}
