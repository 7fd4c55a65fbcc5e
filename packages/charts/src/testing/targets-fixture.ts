import { targetRowClaims, targetsClaims } from '@cg/contract/claims/targets'
import type { TargetRow, TargetsFacts } from '@cg/contract/release/targets'
import type { Light } from '@cg/contract/figure-schema'
import { must } from '@cg/domain/must'
import { parsePeriod } from '@cg/domain/period'
import { standingOf } from '@cg/domain/target/standing'
import { release, units } from './fixtures.ts'

/*
 * Invented commitments: one of each kind that a page must show: met, near, lost again, late, 未报, carried, a running total
 * with a limit, a baseline beyond its target.
 */

const periods = ['2025Q1', '2025Q2', '2025Q3', '2025Q4', '2026Q1', '2026Q2', '2026Q3']

const departments = [
  { code: 'RSJ', name: '市人力资源和社会保障局' },
  { code: 'ZGH', name: '市总工会' },
  { code: 'YJJ', name: '市应急管理局' },
]

type Invented = {
  readonly code: string
  readonly name: string
  readonly dimension: string
  readonly department: string
  readonly targets: readonly [number, number, number]
  readonly base: number
  readonly expected: number
  /** The newest values; null: 未报. */
  readonly values: readonly (number | null)[]
  readonly lights: readonly (Light | null)[]
  readonly more?: Partial<TargetRow['indicator']>
  readonly carriedFrom?: string
}

const stock = { kind: 'stock', compareWith: 'lastQuarter', judgedBy: 'interpolated', step: 1 } as const
const total = { kind: 'yearToDate', compareWith: 'sameQuarterLastYear', judgedBy: 'shareOfYear', step: 4 } as const
const met = ['met', 'met', 'met', 'met', 'met', 'met', 'met'] as const
const near = ['near', 'near', 'near', 'near', 'near', 'near', 'near'] as const
const late = ['late', 'late', 'late', 'late', 'late', 'late', 'late'] as const

const invented: readonly Invented[] = [
  {
    code: 'SZ01',
    name: '规上工业企业思政工作联络员覆盖率',
    dimension: 'IDEOLOGY',
    department: 'ZGH',
    targets: [90, 92, 94],
    base: 95,
    expected: 91.5,
    values: [95.1, 95.4, 95.8, 96, 96.1, 96.4, 96.8],
    lights: met,
  },
  {
    code: 'JN07',
    name: '技能人才占产业工人比重',
    dimension: 'SKILLS',
    department: 'RSJ',
    targets: [35.5, 37, 39],
    base: 28,
    expected: 36.6,
    values: [33.1, 33.6, 34, 34.4, 34.8, 35.1, 35.5],
    lights: near,
  },
  {
    code: 'JN12',
    name: '中小企业技能培训开展率',
    dimension: 'SKILLS',
    department: 'RSJ',
    targets: [60, 66, 72],
    base: 41,
    expected: 63,
    values: [null, 52, 52, 61, 61, 62.4, 62.4],
    lights: [null, 'near', null, 'met', null, null, null],
    carriedFrom: '2025Q4',
  },
  {
    code: 'QY02',
    name: '集体合同签订率',
    dimension: 'RIGHTS',
    department: 'ZGH',
    targets: [82, 85, 88],
    base: 70,
    expected: 84.3,
    values: [80, 81, 82.4, 83.1, 84, 83, 80.2],
    lights: ['met', 'met', 'met', 'met', 'met', 'near', 'near'],
  },
  {
    code: 'QY12',
    name: '工伤保险参保率',
    dimension: 'RIGHTS',
    department: 'RSJ',
    targets: [87, 91, 94],
    base: 72,
    expected: 90,
    values: [79, 79.8, 80.2, 81, 81.6, 82.3, 83.1],
    lights: late,
  },
  {
    code: 'QY18',
    name: '每万名产业工人生产安全事故起数',
    dimension: 'RIGHTS',
    department: 'YJJ',
    targets: [1.05, 0.95, 0.85],
    base: 1.2,
    expected: 0.7125,
    values: [0.2, 0.5, 0.8, 1.02, 0.24, 0.47, 0.69],
    lights: met,
    more: { unit: '起/万人', decimals: 2, direction: 'lower', isRunningTotal: true, span: total },
  },
  {
    code: 'CX01',
    name: '获评全总、省总创新案例数',
    dimension: 'DEMO',
    department: 'ZGH',
    targets: [13, 15, 17],
    base: 4,
    expected: 15,
    values: [10, 11, 12, 13, 13, 14, null],
    lights: ['met', 'met', 'met', 'met', 'near', 'near', null],
    more: { unit: '项', decimals: 0 },
  },
]

function rowOf(one: Invented): TargetRow {
  const { code, name, dimension, department, targets, base, expected, values, lights, more } = one
  const value = values.at(-1) ?? null
  const light = lights.at(-1) ?? null
  const state = value === null ? ('not_reported' as const) : ('reported' as const)
  const carriedFrom = one.carriedFrom ?? null
  const ended = { period: '2025Q4', value: values[3] ?? null, state: 'reported' as const, carriedFrom: null }
  const common = { source: '演示目标' }
  const row = {
    indicator: {
      code,
      name,
      dimension,
      unit: '%',
      decimals: 1,
      direction: 'higher' as const,
      leadDepartment: must(departments.find((known) => known.code === department)).name,
      isRunningTotal: false,
      span: stock,
      ...more,
    },
    department,
    value,
    state,
    carriedFrom,
    missing: [],
    coverage: 1,
    expected,
    light,
    progress:
      light === null || more?.isRunningTotal === true
        ? null
        : light === 'late'
          ? ('slow' as const)
          : ('on_time' as const),
    baseline: base,
    baselinePeriod: '2021Q4',
    yearAgo: carriedFrom === null ? (values[2] ?? null) : null,
    years: [
      {
        ...common,
        year: 2025,
        target: targets[0],
        ...ended,
        light: lights[3] ?? null,
        standing: standingOf(lights[3] ?? null, { state: 'reported', hasAim: true }),
      },
      {
        ...common,
        year: 2026,
        target: targets[1],
        period: '2026Q3',
        value,
        state,
        carriedFrom,
        light,
        standing: standingOf(light, { state, hasAim: true }),
      },
      {
        ...common,
        year: 2027,
        target: targets[2],
        period: null,
        value: null,
        state: null,
        carriedFrom: null,
        light: null,
        standing: 'not_due' as const,
      },
    ],
    history: {
      value: [...values],
      state: values.map((own) => (own === null ? ('not_reported' as const) : ('reported' as const))),
      light: [...lights],
      carriedFrom: values.map((_, at) => (carriedFrom !== null && at > 3 ? carriedFrom : null)),
    },
  }
  return { ...row, claims: targetRowClaims(row, { periods: periods.map(parsePeriod), forecast: null }) }
}

export function targetsFacts(change: Partial<TargetsFacts> = {}): TargetsFacts {
  const rows = invented.map(rowOf)
  const cell = (row: TargetRow, unit: number): number | null =>
    row.value === null || unit === 11 ? null : Math.round((row.value - (unit % 5) * 2) * 10) / 10
  const lightOf = (value: number | null, target: number): Light | null =>
    value === null ? null : value >= target ? 'met' : value >= target * 0.95 ? 'near' : 'late'
  const judged = rows.map((row) => units.code.map((_, unit) => cell(row, unit)))
  const facts: Omit<TargetsFacts, 'claims'> = {
    release,
    targetYear: 2026,
    unit: null,
    years: [2025, 2026, 2027],
    periods,
    departments,
    rows,
    matrix: {
      units,
      years: [
        {
          year: 2026,
          period: '2026Q3',
          value: judged,
          state: judged.map((row) => row.map((value) => (value === null ? 'not_reported' : 'reported'))),
          light: judged.map((row, at) => row.map((value) => lightOf(value, must(rows[at]).expected ?? 0))),
          target: judged.map((row, at) => row.map(() => must(rows[at]?.years[1]).target)),
          expected: judged.map((row, at) => row.map(() => must(rows[at]).expected)),
        },
      ],
    },
    notes: ['目标值为演示目标，不是本市实际目标。'],
    ...change,
  }
  return { ...facts, claims: change.claims ?? targetsClaims(facts) }
}

/** The same of one unit. */
export function unitTargetsFacts(): TargetsFacts {
  const unit = { code: 'YC09', name: '安平县', shortName: '安平县' }
  const rows = targetsFacts().rows.filter((row) => row.indicator.code !== 'CX01')
  return targetsFacts({ unit, rows, matrix: null })
}
