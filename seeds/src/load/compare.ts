import { aimText } from '@cg/contract/aim'
import type { BaseSeed, BaselineSeed, DepartmentSeed, PeriodSeed, TargetSeed } from '@cg/contract/catalogue'
import type { AreaNames } from '@cg/domain/indicator'
import { formatDateTime } from '@cg/domain/number/date-format'
import { isOtherThen } from '@cg/services/catalogue/install-city'
import type { CityUser, DatedUnit, LiaisonSeed } from '@cg/services/catalogue/install-city'
import type { InstalledCity } from '@cg/services/catalogue/installed'
import type { LoadedTables, Table } from './loaded.ts'
import { baseWords, departmentRoleWords, kindWords, periodStateWords, roleWords, wordOf } from './words.ts'
import type { Numbered, UnitRow, UserRow } from './tables.ts'

/** What a folder adds to the installation and what of it is another than installed; the rest stays untouched. */
export type CityChange = {
  readonly units: readonly DatedUnit[]
  readonly bases: readonly BaseSeed[]
  readonly departments: readonly DepartmentSeed[]
  readonly users: readonly CityUser[]
  readonly liaisons: readonly LiaisonSeed[]
  readonly periods: readonly PeriodSeed[]
  readonly targets: readonly TargetSeed[]
  readonly baselines: readonly BaselineSeed[]
  /** 'units.csv 第 3 行：城东区（CD）的排列顺序由“1”改为“3”' */
  readonly changes: readonly string[]
  /** What of the files is not taken, and why. */
  readonly notes: readonly string[]
}

/** How rows of one table are told apart, called and compared: each field by its column and what stands there. */
type Described<T> = {
  readonly keyOf: (value: T) => string
  readonly nameOf: (value: T) => string
  readonly fields: Readonly<Record<string, (value: T) => string>>
}

export function compareCity(
  tables: LoadedTables,
  installed: InstalledCity,
  { areas, published }: { areas: AreaNames; published: ReadonlySet<string> },
): CityChange {
  const changes: string[] = []
  const { file, rows } = tables.periods
  const open = { file, rows: rows.filter(({ value }) => !published.has(value.code)) }
  const untouched = { file, rows: rows.filter(({ value }) => published.has(value.code)) }
  const users = { file: tables.users.file, rows: cityUsers(tables.users) }
  return {
    units: compare(tables.units, installed.units, describedUnits(areas), changes, sinceWords),
    bases: compare(tables.bases, installed.bases, describedBases, changes),
    departments: compare(tables.departments, installed.departments, describedDepartments, changes),
    users: compare(users, installed.users, describedUsers, changes),
    liaisons: compare(tables.liaisons, installed.liaisons, describedLiaisons, changes),
    periods: compare(open, installed.periods, describedPeriods, changes),
    targets: compare(tables.targets, installed.targets, describedTargets, changes),
    baselines: compare(tables.baselines, installed.baselines, describedBaselines, changes),
    changes,
    notes: notesOf(untouched, installed.periods),
  }
}

/** What a file says of the calendar of published quarters, where it is not what stands. */
function notesOf({ file, rows }: Table<PeriodSeed>, installed: InstalledCity['periods']): string[] {
  const stands = new Map(installed.map((one) => [one.code, one]))
  return rows.flatMap(({ row, value }) => {
    const before = stands.get(value.code)
    const others = Object.entries(describedPeriods.fields).flatMap(([column, show]) =>
      before === undefined || show(before) === show(value) ? [] : [`${column}仍是${quoted(show(before))}`],
    )
    if (others.length === 0) return []
    return [`${file} 第 ${row} 行：${value.code} 已经发布，${others.join('，')}，没有采用文件里的。`]
  })
}

/** The rows that are new or other than installed; what is other is said in `changes`. */
function compare<S extends T, T>(
  { file, rows }: Table<S>,
  installed: readonly T[],
  { keyOf, nameOf, fields }: Described<T>,
  changes: string[],
  endOf: (is: S, was: T) => string = () => '',
): S[] {
  const byKey = new Map(installed.map((one) => [keyOf(one), one]))
  return rows.flatMap(({ row, value }) => {
    const before = byKey.get(keyOf(value))
    if (before === undefined) return [value]
    const words = otherFields<T>(fields, before, value)
    if (words.length === 0) return []
    changes.push(`${file} 第 ${row} 行：${nameOf(before)}的${words.join('，')}${endOf(value, before)}`)
    return [value]
  })
}

function otherFields<T>(fields: Described<T>['fields'], before: T, now: T): string[] {
  return Object.entries(fields).flatMap(([column, show]) => {
    const [was, is] = [show(before), show(now)]
    return was === is ? [] : [`${column}由${quoted(was)}改为${quoted(is)}`]
  })
}

/** What of one unit becomes another, each part in words; empty where nothing does. */
export function unitChanges(before: InstalledUnit, now: InstalledUnit, areas: AreaNames): string[] {
  return otherFields(describedUnits(areas).fields, before, now)
}

/** From when on a unit is another, where that is a thing of time and not of the order or the map. */
function sinceWords(is: UnitRow, was: InstalledUnit): string {
  if (!isOtherThen(is, was)) return ''
  return is.changesFrom === null ? '（各季度都改）' : `（从 ${is.changesFrom} 起，以前各季不变）`
}

function quoted(text: string): string {
  return text === '' ? '空' : `“${text}”`
}

/** Everybody chooses a password of their own at the first sign-in. */
function cityUsers({ rows }: Table<UserRow>): Numbered<CityUser>[] {
  return [...Map.groupBy(rows, ({ value }) => value.login)].flatMap(([login, own]) => {
    const [first] = own
    if (first === undefined) return []
    const { name, password } = first.value
    const grants = own.map(({ value }) => value.grant)
    return [{ row: first.row, value: { login, name, password, label: null, grants, mustChangePassword: true } }]
  })
}

type Installed<K extends keyof InstalledCity> = InstalledCity[K][number]

type InstalledUnit = Omit<Installed<'units'>, 'isDemo'>

function describedUnits(areas: AreaNames): Described<InstalledUnit> {
  const count = (value: number | null) => (value === null ? '' : String(value))
  return {
    keyOf: (unit) => unit.code,
    nameOf: (unit) => `${unit.name}（${unit.code}）`,
    fields: {
      名称: (unit) => unit.name,
      简称: (unit) => unit.shortName,
      类别: (unit) => wordOf(kindWords, unit.kind),
      上级代码: (unit) => unit.parent ?? '',
      区域类型: (unit) => (unit.areaType === null ? '' : areas[unit.areaType]),
      考核组: (unit) => unit.assessmentGroup ?? '',
      计入上级: (unit) => (unit.countsInParent ? '是' : '否'),
      排列顺序: (unit) => count(unit.protocolOrder),
      地图行: (unit) => count(unit.tileRow),
      地图列: (unit) => count(unit.tileColumn),
      起始季度: (unit) => unit.validFrom,
      终止季度: (unit) => unit.validTo ?? '',
    },
  }
}

const describedBases: Described<Omit<Installed<'bases'>, 'isDemo'>> = {
  keyOf: (one) => `${one.unit} ${one.validFrom}`,
  nameOf: (one) => `${one.unit} 从 ${one.validFrom} 起`,
  fields: { 产业基础: (one) => wordOf(baseWords, one.base), 依据: (one) => one.source },
}

const describedDepartments: Described<Omit<Installed<'departments'>, 'protocolOrder'>> = {
  keyOf: (one) => one.code,
  nameOf: (one) => `${one.name}（${one.code}）`,
  fields: { 名称: (one) => one.name, 角色: (one) => wordOf(departmentRoleWords, one.role) },
}

const describedUsers: Described<Installed<'users'>> = {
  keyOf: (one) => one.login,
  nameOf: (one) => `${one.name}（${one.login}）`,
  fields: {
    姓名: (one) => one.name,
    权限: ({ grants }) =>
      grants
        .map(({ role, department, unit }) => `${wordOf(roleWords, role)} ${department ?? unit ?? ''}`.trim())
        .toSorted()
        .join('、'),
  },
}

const describedLiaisons: Described<LiaisonSeed> = {
  keyOf: (one) => one.department ?? one.unit ?? '',
  nameOf: (one) => `${one.department ?? one.unit ?? ''} 的联络员`,
  fields: { 姓名: (one) => one.name, 电话: (one) => one.phone, 邮箱: (one) => one.mail },
}

const describedPeriods: Described<Omit<Installed<'periods'>, 'isDemo' | 'checkBy' | 'reviewBy' | 'publishBy'>> = {
  keyOf: (one) => one.code,
  nameOf: (one) => one.code,
  fields: {
    开放时间: (one) => formatDateTime(one.opensAt),
    截止时间: (one) => formatDateTime(one.dueAt),
    关闭时间: (one) => formatDateTime(one.closesAt),
    状态: (one) => wordOf(periodStateWords, one.state),
  },
}

const describedTargets: Described<Omit<Installed<'targets'>, 'isDemo'>> = {
  keyOf: (one) => `${one.indicator} ${one.unit} ${one.year}`,
  nameOf: (one) => `${one.indicator} 在 ${one.unit} 的 ${one.year} 年目标`,
  fields: { 目标值: (one) => aimText(one.value), 来源: (one) => one.source },
}

const describedBaselines: Described<Omit<Installed<'baselines'>, 'isDemo'>> = {
  keyOf: (one) => `${one.indicator} ${one.unit}`,
  nameOf: (one) => `${one.indicator} 在 ${one.unit} 的基期`,
  fields: { 季度: (one) => one.period, 基期值: (one) => aimText(one.value), 来源: (one) => one.source },
}
