import type { BaseSeed, BaselineSeed, DepartmentSeed, PeriodSeed, TargetSeed, UnitSeed } from '@cg/contract/catalogue'
import type { KnownCodes } from '@cg/services/catalogue/known'
import type { LoadProblem } from './problem.ts'
import type { HistoryRow, Numbered, UserRow } from './tables.ts'

export type Table<T> = { readonly file: string; readonly rows: readonly Numbered<T>[] }

/** Everything that the folder holds, read but not yet held against what is installed. */
export type LoadedTables = {
  readonly units: Table<UnitSeed>
  readonly bases: Table<BaseSeed>
  readonly departments: Table<DepartmentSeed>
  readonly users: Table<UserRow>
  readonly periods: Table<PeriodSeed>
  readonly targets: Table<TargetSeed>
  readonly baselines: Table<BaselineSeed>
  readonly history: readonly Table<HistoryRow>[]
}

/** Codes that do not exist, rows that occur twice, quarters that are closed to a load. */
export function checkTables(tables: LoadedTables, known: KnownCodes, problems: LoadProblem[]): void {
  const units = joined(known.units, tables.units, (unit) => unit.code)
  const departments = joined(known.departments, tables.departments, (department) => department.code)
  const periods = joined(known.periods, tables.periods, (period) => period.code)
  const check = checker(problems)
  check.once(tables.units, '代码', (unit) => unit.code)
  check.once(tables.bases, '单位代码', (one) => `${one.unit}/${one.validFrom}`)
  check.once(tables.departments, '代码', (department) => department.code)
  check.once(tables.periods, '季度', (period) => period.code)
  check.once(tables.targets, '指标代码', (one) => `${one.indicator}/${one.unit}/${one.year}`)
  check.once(tables.baselines, '指标代码', (one) => `${one.indicator}/${one.unit}`)
  check.known(tables.units, '上级代码', units, (unit) => unit.parent, '单位')
  check.known(tables.bases, '单位代码', units, (one) => one.unit, '单位')
  check.known(tables.users, '部门代码', departments, (one) => one.grant.department, '部门')
  check.known(tables.users, '单位代码', units, (one) => one.grant.unit, '单位')
  for (const table of [tables.targets, tables.baselines] as const) {
    check.known<TargetSeed | BaselineSeed>(table, '指标代码', known.indicators, (one) => one.indicator, '指标')
    check.known<TargetSeed | BaselineSeed>(table, '单位代码', units, (one) => one.unit, '单位')
  }
  checkUnitTree(tables.units, known, problems)
  checkPeople(tables.users, problems)
  const seen = new Map<string, string>()
  for (const table of tables.history) {
    check.known(table, '数据项代码', known.items, (one) => one.item, '数据项')
    check.known(table, '单位代码', units, (one) => one.unit, '单位')
    check.known(table, '季度', periods, (one) => one.period, '季度（请在 periods 文件中列出）')
    check.none(
      table,
      '季度',
      (one) => known.published.has(one.period),
      (one) => `${one.period} 已经发布，数字只能按更正流程修改。`,
    )
    check.once(table, '数据项代码', (one) => `${one.period}/${one.item}/${one.breakdown}/${one.unit}`, seen)
  }
}

function joined<T>(known: ReadonlySet<string>, table: Table<T>, codeOf: (value: T) => string): Set<string> {
  return new Set([...known, ...table.rows.map((one) => codeOf(one.value))])
}

function checker(problems: LoadProblem[]) {
  const none = <T>(table: Table<T>, column: string, isWrong: (value: T) => boolean, say: (value: T) => string) => {
    for (const { row, value } of table.rows) {
      if (isWrong(value)) problems.push({ file: table.file, row, column, message: say(value) })
    }
  }
  return {
    none,
    known<T>(
      table: Table<T>,
      column: string,
      codes: ReadonlySet<string>,
      codeOf: (value: T) => string | null,
      what: string,
    ) {
      const isUnknown = (value: T) => codeOf(value) !== null && !codes.has(codeOf(value) ?? '')
      none(table, column, isUnknown, (value) => `没有代码为“${codeOf(value)}”的${what}，请核对。`)
    },
    once<T>(table: Table<T>, column: string, keyOf: (value: T) => string, seen = new Map<string, string>()) {
      for (const { row, value } of table.rows) {
        const key = keyOf(value)
        const before = seen.get(key)
        if (before !== undefined)
          problems.push({ file: table.file, row, column, message: `“${key}”与${before}重复，请删去一行。` })
        else seen.set(key, `${table.file} 第 ${row} 行`)
      }
    },
  }
}

/** No unit is its own ancestor, and there is one city. */
function checkUnitTree({ file, rows }: Table<UnitSeed>, known: KnownCodes, problems: LoadProblem[]): void {
  const stated = rows.map(({ value }) => [value.code, value.parent] as const)
  const parents = new Map<string, string | null>([...known.parents, ...stated])
  for (const { row, value } of rows) {
    const path = new Set<string>()
    let at: string | null = value.code
    while (at !== null && !path.has(at)) {
      path.add(at)
      at = parents.get(at) ?? null
    }
    if (at !== null)
      problems.push({ file, row, column: '上级代码', message: `“${value.code}”的上级绕成了一圈，请核对。` })
  }
  const cities = rows.filter(({ value }) => value.kind === 'city')
  for (const { row } of cities.slice(1)) problems.push({ file, row, column: '类别', message: '只能有一个“市”。' })
}

/** A login has one name and one password; admin and auditor exclude each other (decision 19). */
function checkPeople({ file, rows }: Table<UserRow>, problems: LoadProblem[]): void {
  const byLogin = Map.groupBy(rows, ({ value }) => value.login)
  for (const [login, own] of byLogin) {
    const [first] = own
    for (const { row, value } of own) {
      if (value.name !== first?.value.name || value.password !== first.value.password)
        problems.push({ file, row, column: '登录名', message: `“${login}”的姓名或初始密码与上面的行不同。` })
    }
    const held = new Set(own.map(({ value }) => value.grant.role))
    const last = own.at(-1)
    if (held.has('admin') && held.has('auditor') && last !== undefined)
      problems.push({ file, row: last.row, column: '角色', message: `“${login}”不能同时是系统管理员和审计员。` })
  }
}
