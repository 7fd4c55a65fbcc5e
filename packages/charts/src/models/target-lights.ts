import type { ChartSpec } from '@cg/contract/chart'
import type { TargetsFacts } from '@cg/contract/release/targets'
import { claimWeakest } from '@cg/domain/claim/weakest'
import { must } from '@cg/domain/must'
import { formatState, spokenUnit } from '@cg/domain/number/number-format'
import { companion, figureOf, numberCell, numberColumn, wordCell, wordColumn } from '../figure.ts'
import { lightCell } from '../grid-cell.ts'
import { lightLegend } from '../light-legend.ts'
import { captionParts, periodWords, releaseParts } from '../lines.ts'
import type { ChartModel, ChartTable, GridBody } from '../model.ts'
import { lightWord } from '../ranking-table.ts'
import { toneOf } from '../ranking-rows.ts'
import { ChartRefusal } from '../refusal.ts'
import { titleOf } from '../titles.ts'
import { recordCells, recordColumns } from '../records.ts'
import { yearOf } from './target-rows.ts'

/** Lights of the units for every indicator of which they have targets: units down, indicators across. */
export function targetLights(facts: TargetsFacts, spec: ChartSpec): ChartModel {
  const { matrix, release } = facts
  const wished = yearOf(facts, spec)
  const year = matrix?.years.find((one) => one.year === wished)
  if (matrix === null) throw new ChartRefusal('单位较多，不逐个列出各单位的目标完成情况')
  if (year === undefined) throw new ChartRefusal(`${wished}年没有公布的数值可以评价各单位的目标`)
  const shown = shownColumns(facts, spec, year)
  if (shown.length === 0) throw new ChartRefusal('各单位没有符合所选条件的目标', '请放宽条件')
  const body = bodyOf(facts, { spec, shown, matrix, year })
  const neutral = `各单位${year.year}年目标完成情况`
  const weakest = body.columns.map(({ name }, at) => ({
    name,
    late: body.rows.filter((row) => row.cells[at]?.isWeak === true).length,
    judged: body.rows.filter((row) => (row.cells[at]?.mark ?? '') !== '').length,
  }))
  const title = titleOf(neutral, claimWeakest(weakest))
  return {
    kind: 'target-lights',
    title: title.text,
    neutralTitle: neutral,
    titleSource: title.source,
    claim: title.claim,
    ...captionParts(release, {
      subtitle: `各单位与本单位${year.year}年${year.year === facts.targetYear ? '时序目标' : '目标'}比较，${periodWords(year.period)}`,
      source: [...new Set(shown.map((at) => must(facts.rows[at]).indicator.leadDepartment))].slice(0, 4).join('、'),
      definition: `${lightLegend}；无标记：不评价`,
      notes: facts.notes,
    }),
    ...releaseParts(release),
    body,
    table: tableOf(facts, body, shown),
    records: recordsOf(facts, { shown, matrix, year }),
    ranking: null,
    altText: `${title.text}。${body.columns.map((column, at) => `${column.name}${body.totalsWord}${must(body.totals[at])}`).join('；')}`,
    file: { period: release.period, subject: neutral, view: '单位矩阵', release: release.code },
  }
}

type Matrix = NonNullable<TargetsFacts['matrix']>
type MatrixYear = Matrix['years'][number]

/** Rows of which some unit has a target that year. */
function shownColumns({ rows }: TargetsFacts, spec: ChartSpec, year: MatrixYear): number[] {
  return rows.flatMap(({ indicator, department }, at) => {
    if (spec.department !== undefined && department !== spec.department) return []
    if (spec.dimension !== undefined && indicator.dimension !== spec.dimension) return []
    return must(year.target[at]).some((target) => target !== null) ? [at] : []
  })
}

type Chosen = {
  readonly spec: ChartSpec
  readonly shown: readonly number[]
  readonly matrix: Matrix
  readonly year: MatrixYear
}

function bodyOf(facts: TargetsFacts, { spec, shown, matrix: { units }, year }: Chosen): GridBody {
  const rows = units.code.map((code, unit) => {
    const cells = shown.map((at) => {
      const { unit: measured, decimals } = must(facts.rows[at]).indicator
      const state = must(year.state[at]?.[unit])
      const figure = figureOf(year.value[at]?.[unit], state, { unit: measured, decimals })
      return lightCell(figure, year.light[at]?.[unit] ?? null, null)
    })
    const line = { of: 'unit', key: code, name: must(units.shortName[unit]), unit: '', group: '' } as const
    return { ...line, tone: toneOf(spec, code), cells, total: `${cells.filter(({ isWeak }) => isWeak).length}项` }
  })
  return {
    form: 'grid',
    columns: shown.map((at) => {
      const { code, name, unit } = must(facts.rows[at]).indicator
      return { of: 'indicator', key: code, name, unit: spokenUnit(unit), group: '' }
    }),
    rows,
    totals: shown.map((_, at) => `${rows.filter((row) => row.cells[at]?.isWeak === true).length}个`),
    corner: '单位',
    totalsWord: '滞后单位',
    rowTotalsWord: '滞后指标',
    legend: [],
  }
}

function tableOf(facts: TargetsFacts, body: GridBody, shown: readonly number[]): ChartTable {
  return {
    columns: [
      wordColumn('name', '单位'),
      ...body.columns.map(({ key, name, unit }, at) =>
        numberColumn(key, name, { unit, decimals: must(facts.rows[must(shown[at])]).indicator.decimals }),
      ),
    ],
    rows: body.rows.map((row) => [wordCell(row.name), ...row.cells.map(numberCell)]),
  }
}

function recordsOf(facts: TargetsFacts, { shown, matrix: { units }, year }: Omit<Chosen, 'spec'>): ChartTable {
  const any = { unit: '', decimals: 4 }
  const isUnderWay = year.year === facts.targetYear
  return {
    columns: [
      ...recordColumns,
      wordColumn('measured', '计量单位'),
      numberColumn('value', '值', any),
      numberColumn('target', `${year.year}年目标`, any),
      ...(isUnderWay ? [numberColumn('expected', '时序目标', any)] : []),
      wordColumn('light', '灯号'),
      wordColumn('state', '状态'),
      wordColumn('release', '发布编号'),
    ],
    rows: shown.flatMap((at) => {
      const { code, name, unit: measured, decimals } = must(facts.rows[at]).indicator
      const format = { unit: measured, decimals }
      return units.code.map((unitCode, unit) => {
        const figure = figureOf(year.value[at]?.[unit], must(year.state[at]?.[unit]), format)
        return [
          ...recordCells(year.period, { code: unitCode, name: must(units.name[unit]) }, { code, name }),
          wordCell(spokenUnit(measured)),
          numberCell(figure),
          numberCell(companion(year.target[at]?.[unit], format)),
          ...(isUnderWay ? [numberCell(companion(year.expected[at]?.[unit], format))] : []),
          wordCell(figure.value === null ? '—' : lightWord(year.light[at]?.[unit] ?? null)),
          wordCell(formatState(figure.state)),
          wordCell(facts.release.code),
        ]
      })
    }),
  }
}
