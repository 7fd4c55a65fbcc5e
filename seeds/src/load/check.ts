import type { BaselineSeed, TargetSeed } from '@cg/contract/catalogue'
import { formatPeriod } from '@cg/domain/number/date-format'
import { periodEnd } from '@cg/domain/period'
import { checkAims } from './check-aims.ts'
import { checkDepartments, checkPeople } from './check-people.ts'
import { checkUnits } from './check-units.ts'
import { checkUnitsInTime } from './check-units-in-time.ts'
import { checker } from './checker.ts'
import type { LoadedTables, Standing, Table } from './loaded.ts'
import type { LoadProblem } from './problem.ts'

/** Codes that do not exist, rows that occur twice, figures that cannot be or hardly are. */
export function checkTables(tables: LoadedTables, standing: Standing, problems: LoadProblem[]): void {
  const { known } = standing
  const units = joined(known.units, tables.units, (unit) => unit.code)
  const departments = joined(known.departments, tables.departments, (department) => department.code)
  const check = checker(problems)
  const unit = { codes: units, kind: 'unit', what: '单位' } as const
  const department = { codes: departments, kind: 'department', what: '部门' } as const
  checkUnits(tables.units, known, problems)
  checkUnitsInTime(tables.units, known, problems)
  check.once(tables.bases, '单位代码', (one) => `${one.unit} 从 ${one.validFrom} 起的产业基础`)
  checkDepartments(tables.departments, known, problems)
  check.once(tables.periods, '季度', (period) => period.code)
  check.once(tables.targets, '指标代码', (one) => `${one.indicator} 在 ${one.unit} 的 ${one.year} 年目标`)
  check.once(tables.baselines, '指标代码', (one) => `${one.indicator} 在 ${one.unit} 的基期值`)
  check.known(tables.units, '上级代码', (one) => one.parent, unit)
  check.known(tables.bases, '单位代码', (one) => one.unit, unit)
  check.once(tables.liaisons, '姓名', (one) => `${one.department ?? one.unit ?? ''} 的联络员`)
  check.known(tables.liaisons, '部门代码', (one) => one.department, department)
  check.known(tables.liaisons, '单位代码', (one) => one.unit, unit)
  check.known(tables.users, '部门代码', (one) => one.grant.department, department)
  check.known(tables.users, '单位代码', (one) => one.grant.unit, unit)
  const indicator = { codes: new Set(known.indicators.keys()), kind: null, what: '指标' }
  for (const table of [tables.targets, tables.baselines] as const) {
    check.known<TargetSeed | BaselineSeed>(table, '指标代码', (one) => one.indicator, indicator)
    check.known<TargetSeed | BaselineSeed>(table, '单位代码', (one) => one.unit, unit)
  }
  checkAims(tables, standing, problems)
  checkPeople(tables.users, problems)
  checkHistory(tables, standing, units, check)
}

function checkHistory(
  tables: LoadedTables,
  { known, today }: Standing,
  units: ReadonlySet<string>,
  check: ReturnType<typeof checker>,
): void {
  const periods = joined(known.periods, tables.periods, (period) => period.code)
  const seen = new Map<string, string>()
  for (const table of tables.history) {
    check.known(table, '数据项代码', (one) => one.item, { codes: known.items, kind: null, what: '数据项' })
    check.known(table, '单位代码', (one) => one.unit, { codes: units, kind: 'unit', what: '单位' })
    const what = '季度（请在 periods 文件中列出）'
    check.known(table, '季度', (one) => one.period, { codes: periods, kind: 'period', what })
    check.none(
      table,
      '季度',
      (one) => periodEnd(one.period) >= today,
      (one) => `${formatPeriod(one.period)}还没有结束，不会有历史数字，请核对季度。`,
    )
    check.once(
      table,
      '数据项代码',
      (one) => `${one.period} ${one.unit} 的 ${one.item}${one.breakdown === '' ? '' : `（${one.breakdown}）`}`,
      seen,
    )
  }
}

function joined<T>(
  known: ReadonlySet<string> | ReadonlyMap<string, unknown>,
  table: Table<T>,
  codeOf: (value: T) => string,
): Set<string> {
  return new Set([...known.keys(), ...table.rows.map((one) => codeOf(one.value))])
}
