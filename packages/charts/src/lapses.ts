import type { IndicatorFact } from '@cg/contract/release/fact'
import type { IndicatorFacts } from '@cg/contract/release/indicator'
import type { LapseFact } from '@cg/contract/release/lapse'
import type { MatrixFacts } from '@cg/contract/release/matrix'
import type { ProfileFacts } from '@cg/contract/release/profile'
import type { RankingFacts } from '@cg/contract/release/ranking'
import type { TargetRow } from '@cg/contract/release/targets'
import type { Light } from '@cg/contract/figure-schema'
import type { ResultState } from '@cg/domain/cell'
import { dayInChina } from '@cg/domain/number/china-day'
import { formatDate, formatResult, spokenUnit } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { standingWords } from '@cg/domain/target/standing'
import { expectationWords, unstatedWords } from '@cg/domain/target/statement'
import type { LapseKind } from '@cg/domain/target/statement'
import { namesWords } from '@cg/domain/claim/words'
import { wordCell, wordColumn } from './figure.ts'
import type { ChartModel, ChartTable } from './model.ts'

/** 原因、措施、预计, as accepted and frozen. */
export type Stated = {
  readonly cause: string
  readonly measures: string
  /** 预计2026年第四季度达到85.0% */
  readonly expectation: string
  /** 2026年7月26日 */
  readonly acceptedOn: string
}

/** A late or missing figure with what its lead department stated; `stated` null: nothing that was accepted. */
export type LapseRow = {
  readonly key: string
  /** Of whom, or of what. */
  readonly name: string
  readonly figure: string
  readonly kind: LapseKind
  readonly owner: string
  readonly stated: Stated | null
}

export const lapseTitle = '滞后与未报：原因和措施'

/** The light that a kind of lapse has on chips: 滞后, or none. */
export function lapseLight(kind: LapseKind): Light | null {
  return kind === 'late' ? 'late' : null
}

type Measured = Pick<IndicatorFact, 'unit' | 'decimals' | 'direction' | 'leadDepartment'>
type Held = { readonly value: number | null; readonly state: ResultState }

function rowOf({ kind, statement }: LapseFact, key: string, name: string, held: Held, measured: Measured): LapseRow {
  const figure = formatResult(held, measured)
  return {
    key,
    name,
    figure: held.value === null ? figure : `${figure}${spokenUnit(measured.unit)}`,
    kind,
    owner: measured.leadDepartment,
    stated:
      statement === null
        ? null
        : {
            cause: statement.cause,
            measures: statement.measures,
            expectation: expectationWords(
              { lapse: kind, until: parsePeriod(statement.until), value: statement.value },
              measured,
            ),
            acceptedOn: formatDate(dayInChina(statement.acceptedAt)),
          },
  }
}

/** Of one indicator: the city first, then its units; null in a release that kept none. */
export function indicatorLapses({ lapses, indicator, city, units, current }: IndicatorFacts): LapseRow[] | null {
  if (lapses === undefined) return null
  return lapses.map((lapse) => {
    if (lapse.unit === null) return rowOf(lapse, 'city', '全市', city, indicator)
    const at = units.code.indexOf(lapse.unit)
    const held = { value: current.value[at] ?? null, state: current.state[at] ?? 'not_reported' }
    return rowOf(lapse, lapse.unit, units.shortName[at] ?? lapse.unit, held, indicator)
  })
}

/** Of the units of a ranking by one indicator; null for a score and in a release that kept none. */
export function rankingLapses({ lapses, measure, units, value, state }: RankingFacts): LapseRow[] | null {
  if (lapses === undefined) return null
  return lapses.flatMap((lapse): LapseRow[] => {
    const at = units.code.indexOf(lapse.unit ?? '')
    const held = { value: value[at] ?? null, state: state[at] ?? 'not_reported' }
    return at < 0 ? [] : [rowOf(lapse, lapse.unit ?? '', units.shortName[at] ?? '', held, measure)]
  })
}

/** Of one unit, by its position among the units; null in a release that kept none. */
export function profileLapses(matrix: MatrixFacts, { lapses }: ProfileFacts, at: number): LapseRow[] | null {
  if (lapses === undefined) return null
  return lapses.flatMap((lapse): LapseRow[] => {
    const i = matrix.indicators.findIndex(({ code }) => code === lapse.indicator)
    const indicator = matrix.indicators[i]
    if (indicator === undefined) return []
    const held = { value: matrix.value[i]?.[at] ?? null, state: matrix.state[i]?.[at] ?? 'not_reported' }
    return [rowOf(lapse, indicator.code, indicator.name, held, indicator)]
  })
}

/** Of commitments; null in a release that kept none. */
export function targetLapses(rows: readonly TargetRow[]): LapseRow[] | null {
  if (rows.every(({ lapse }) => lapse === undefined)) return null
  return rows.flatMap(({ lapse, indicator, value, state }) =>
    lapse === undefined || lapse === null
      ? []
      : [rowOf(lapse, indicator.code, indicator.name, { value, state }, indicator)],
  )
}

/** 滞后4项、未报1项，牵头部门已说明3项，2项未说明; `counter`: what is counted, 项 or 个单位. */
export function lapseSummary(rows: readonly LapseRow[], counter: string): string {
  const count = (kind: LapseKind): string => {
    const own = rows.filter((row) => row.kind === kind).length
    return own === 0 ? '' : `${standingWords[kind]}${own}${counter}`
  }
  const stated = rows.filter((row) => row.stated !== null).length
  const open = rows.length - stated
  const counted = [count('late'), count('not_reported')].filter((words) => words !== '').join('、')
  if (rows.length === 0) return ''
  if (open === 0) return `${counted}，牵头部门均已说明`
  return stated === 0
    ? `${counted}，${unstatedWords}`
    : `${counted}，牵头部门已说明${stated}${counter}，${open}${counter}未说明`
}

/** 牵头部门未说明：安平县（滞后）、岚谷县（未报）; null where all is stated. */
export function unstatedLine(rows: readonly LapseRow[]): string | null {
  const names = rows
    .filter(({ stated }) => stated === null)
    .map(({ name, kind }) => `${name}（${standingWords[kind]}）`)
  return names.length === 0 ? null : `${unstatedWords}：${namesWords(names, names.length)}`
}

/** A row a figure, in words. `head`: what the names are of, 单位 or 指标. */
export function statedTable(rows: readonly LapseRow[], head: '单位' | '指标'): ChartTable {
  const hasOwners = new Set(rows.map(({ owner }) => owner)).size > 1
  return {
    columns: [
      wordColumn('name', head),
      wordColumn('figure', '本期'),
      wordColumn('standing', '状态'),
      ...(hasOwners ? [wordColumn('owner', '牵头部门')] : []),
      wordColumn('cause', '原因'),
      wordColumn('measures', '措施'),
      wordColumn('expectation', '预计'),
    ],
    rows: rows.map(({ name, figure, kind, owner, stated }) =>
      [
        name,
        figure,
        standingWords[kind],
        ...(hasOwners ? [owner] : []),
        stated?.cause ?? unstatedWords,
        stated?.measures ?? '—',
        stated?.expectation ?? '—',
      ].map(wordCell),
    ),
  }
}

/** The same as a part of a chart's model; nothing where nothing is late, or in a release that kept none. */
export function statedPart(rows: readonly LapseRow[] | null, head: '单位' | '指标'): Pick<ChartModel, 'stated'> {
  return rows === null || rows.length === 0 ? {} : { stated: statedTable(rows, head) }
}
