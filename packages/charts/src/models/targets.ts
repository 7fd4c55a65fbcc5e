import type { ChartSpec } from '@cg/contract/chart'
import { findClaim } from '@cg/contract/claims'
import type { Claim } from '@cg/contract/claims'
import { yearClaim } from '@cg/contract/claims/targets'
import { dimensionNames } from '@cg/contract/dimension'
import type { TargetsFacts } from '@cg/contract/release/targets'
import { withoutOwners } from '@cg/domain/claim/commitment'
import { forecastShort } from '@cg/domain/claim/outlook'
import { formatState, spokenUnit } from '@cg/domain/number/number-format'
import { companion, figureOf, numberCell, numberColumn, wordCell, wordColumn } from '../figure.ts'
import { statedPart, targetLapses } from '../lapses.ts'
import { lightLegend } from '../light-legend.ts'
import { captionParts, periodWords, releaseParts } from '../lines.ts'
import type { ChartModel, ChartTable, GoalRow, GoalsBody, TableCell } from '../model.ts'
import { ChartRefusal } from '../refusal.ts'
import { titleOf } from '../titles.ts'
import { chosenRows, filterWord, goalRow, yearOf } from './target-rows.ts'
import type { ChosenRow } from './target-rows.ts'

/** 目标: every commitment of a year on a scale of its own, with what is expected today and asked at the end. */
export function targets(facts: TargetsFacts, spec: ChartSpec): ChartModel {
  const year = yearOf(facts, spec)
  const chosen = chosenRows(facts, spec)
  if (chosen.length === 0)
    throw new ChartRefusal(`${scopeWords(facts, spec)}${year}年没有符合所选条件的目标`, '请放宽条件')
  const rows = chosen.map((one) => goalRow(facts, one))
  const neutral = `${scopeWords(facts, spec)}${year}年目标完成情况${filterWords(spec)}`
  const title = titleOf(neutral, ...titleClaims(facts, spec, chosen))
  const table = targetTable(facts, chosen, rows)
  const { release } = facts
  return {
    kind: 'targets',
    title: title.text,
    neutralTitle: neutral,
    titleSource: title.source,
    claim: title.claim,
    ...captionParts(release, {
      subtitle: `${facts.unit?.name ?? release.city}各项目标，${periodWords(release.period)}，${basisWords(facts, year)}`,
      source: [...new Set(chosen.map(({ row }) => row.indicator.leadDepartment))].slice(0, 4).join('、'),
      definition: `${lightLegend}；各行数值轴自零起，互不相同`,
      notes: facts.notes,
    }),
    ...releaseParts(release),
    body: { form: 'goals', rows, words: markWords(facts, year) },
    table,
    records: {
      columns: [
        wordColumn('period', '期次'),
        wordColumn('unitCode', '单位代码'),
        wordColumn('unitName', '单位'),
        wordColumn('code', '指标代码'),
        ...table.columns,
        wordColumn('release', '发布编号'),
      ],
      rows: table.rows.map((row, at) => [
        wordCell(release.period),
        wordCell(facts.unit?.code ?? '—'),
        wordCell(facts.unit?.name ?? release.city),
        wordCell(rows[at]?.key ?? ''),
        ...row,
        wordCell(release.code),
      ]),
    },
    ranking: null,
    ...statedPart(year === facts.targetYear ? targetLapses(chosen.map(({ row }) => row)) : null, '指标'),
    altText: `${title.text}。${rows.map((row) => `${row.name}${row.figure.text}，${row.standing}`).join('；')}`,
    file: { period: release.period, subject: neutral, view: '目标', release: release.code },
  }
}

/** Of all rows what the answer says; of some of them the same without owners. Best first. */
export function titleClaims(facts: TargetsFacts, spec: ChartSpec, chosen: readonly ChosenRow[]): (Claim | null)[] {
  const year = yearOf(facts, spec)
  if (spec.standing !== undefined) return []
  if (spec.department === undefined && spec.dimension === undefined) {
    const whole = findClaim(facts.claims, 'commitments', (claim) => claim.year === year)
    const ahead = findClaim(facts.claims, 'ahead', (claim) => claim.year === year)
    return [whole, whole === null ? null : withoutOwners(whole), ahead]
  }
  const claim = yearClaim({ ...facts, rows: chosen.map(({ row }) => row), year, scope: scopeWords(facts, spec) })
  if (claim?.kind !== 'commitments') return [claim]
  return spec.department === undefined ? [claim, withoutOwners(claim)] : [withoutOwners(claim)]
}

/** （滞后） behind a title of some lights only. */
function filterWords({ standing }: ChartSpec): string {
  return standing === undefined ? '' : `（${filterWord(standing)}）`
}

/** 安平县 · 市人社局牵头的 · 权益保障 */
function scopeWords({ unit, departments }: TargetsFacts, { department, dimension }: ChartSpec): string {
  const owner = departments.find(({ code }) => code === department)?.name
  const led = owner === undefined ? '' : `${owner}牵头的`
  const block = dimension === undefined ? '' : (dimensionNames[dimension] ?? dimension)
  return `${unit?.shortName ?? ''}${led}${block}`
}

function basisWords({ targetYear }: TargetsFacts, year: number): string {
  if (year < targetYear) return `按${year}年末公布的数值评价`
  return year === targetYear ? `与${year}年时序目标比较` : `本期数值与${year}年目标对照`
}

function markWords(facts: TargetsFacts, year: number): GoalsBody['words'] {
  const last = facts.years.at(-1)
  const isPast = year < facts.targetYear
  return {
    figure: isPast ? `${year}年末` : periodWords(facts.release.period),
    base: '基期',
    expected: year === facts.targetYear ? '时序目标' : '',
    target: `${year}年目标`,
    final: last === undefined || last === year ? '' : `${last}年目标`,
    need: isPast ? '' : `到${year}年末每季`,
  }
}

const any = { unit: '', decimals: 4 }

function targetTable(facts: TargetsFacts, chosen: readonly ChosenRow[], rows: readonly GoalRow[]): ChartTable {
  const past = facts.years.filter((year) => year < facts.targetYear)
  return {
    columns: [
      wordColumn('dimension', '维度'),
      wordColumn('indicator', '指标'),
      wordColumn('owner', '牵头部门'),
      wordColumn('measured', '计量单位'),
      wordColumn('basePeriod', '基期'),
      numberColumn('base', '基期值', any),
      numberColumn('value', periodWords(facts.release.period), any),
      wordColumn('state', '数据状态'),
      numberColumn('expected', '时序目标', any),
      ...past.map((year) => numberColumn(`end${year}`, `${year}年末`, any)),
      ...facts.years.map((year) => numberColumn(`target${year}`, `${year}年目标`, any)),
      wordColumn('standing', '状态'),
      wordColumn('pace', '进度'),
      wordColumn('need', '每季需要'),
      wordColumn('forecast', '推算'),
      wordColumn('marks', '标记'),
    ],
    rows: chosen.map((one, at) => tableRow(facts, one, rows[at])),
  }
}

function tableRow(facts: TargetsFacts, { row, year }: ChosenRow, drawn: GoalRow | undefined): TableCell[] {
  const { indicator, claims } = row
  const format = { unit: indicator.unit, decimals: indicator.decimals }
  const figure = figureOf(row.value, row.state, format)
  const forecast = findClaim(claims, 'forecast')
  const past = row.years.filter((one) => one.year < facts.targetYear)
  const end = (one: (typeof past)[number]) =>
    one.state === null ? { text: '未发布', value: null } : numberCell(figureOf(one.value, one.state, format))
  return [
    wordCell(dimensionNames[indicator.dimension] ?? indicator.dimension),
    wordCell(indicator.name),
    wordCell(indicator.leadDepartment),
    wordCell(spokenUnit(indicator.unit)),
    wordCell(row.baselinePeriod === null ? '—' : periodWords(row.baselinePeriod)),
    numberCell(companion(row.baseline, format)),
    numberCell(figure),
    wordCell(stateCell(row.carriedFrom, figure.state)),
    numberCell(companion(row.expected, format)),
    ...past.map(end),
    ...row.years.map((one) => numberCell(companion(one.target, format))),
    wordCell(`${drawn?.standing ?? ''}（${year.year}年）`),
    wordCell(orDash(drawn?.pace)),
    wordCell(orDash(drawn?.need)),
    wordCell(forecast === null ? '—' : forecastShort(forecast)),
    wordCell(orDash(drawn?.marks.join('、'))),
  ]
}

function stateCell(carriedFrom: string | null, state: GoalRow['figure']['state']): string {
  return carriedFrom === null ? formatState(state) : `沿用${periodWords(carriedFrom)}`
}

function orDash(text: string | undefined): string {
  return text === undefined || text === '' ? '—' : text
}
