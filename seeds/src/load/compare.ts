import { aimText } from '@cg/contract/aim'
import type { BaseSeed, BaselineSeed, DepartmentSeed, TargetSeed } from '@cg/contract/catalogue'
import type { AreaNames } from '@cg/domain/indicator'
import { periodStepNames, periodSteps } from '@cg/domain/claim/period-dates'
import type { PeriodSetting } from '@cg/domain/claim/period-dates'
import { specialSpans } from '@cg/domain/claim/special-days'
import type { SpecialDay } from '@cg/domain/number/workday'
import type { Period } from '@cg/domain/period'
import { formatDateTime } from '@cg/domain/number/date-format'
import { isOtherThen } from '@cg/services/catalogue/install-city'
import type { CityUser, DatedUnit, LiaisonSeed } from '@cg/services/catalogue/install-city'
import { loaderLogin } from '@cg/services/catalogue/known'
import type { InstalledCity } from '@cg/services/catalogue/installed'
import type { LoadedTables, Table } from './loaded.ts'
import {
  baseWords,
  dayKindWords,
  departmentRoleWords,
  kindWords,
  periodStateWords,
  roleWords,
  wordOf,
} from './words.ts'
import type { HolidayYearRow, PeriodRow } from './calendar-tables.ts'
import type { Numbered, UnitRow, UserRow } from './tables.ts'

/** What a folder adds to the installation and what of it is another than installed; the rest stays untouched. */
export type CityChange = {
  readonly units: readonly DatedUnit[]
  readonly bases: readonly BaseSeed[]
  readonly departments: readonly DepartmentSeed[]
  readonly users: readonly CityUser[]
  readonly liaisons: readonly LiaisonSeed[]
  readonly periods: readonly PeriodChange[]
  readonly holidays: readonly HolidayYearRow[]
  readonly targets: readonly TargetSeed[]
  readonly baselines: readonly BaselineSeed[]
  /** 'units.csv 第 3 行：城东区（CD）的排列顺序由“1”改为“3”' */
  readonly changes: readonly string[]
  /** What of the files is not taken, and why. */
  readonly notes: readonly string[]
  /** Of every table of the files what became of its rows, and of those of the installation that it lacks. */
  readonly accounts: readonly string[]
}

/** A quarter as it shall be, and as it stands; null where it is new. */
export type PeriodChange = { readonly code: Period; readonly is: PeriodSetting; readonly was: PeriodSetting | null }

/** How rows of one table are told apart, called and compared: each field by its column and what stands there. */
type Described<T> = {
  readonly keyOf: (value: T) => string
  readonly nameOf: (value: T) => string
  readonly fields: Readonly<Record<string, (value: T) => string>>
  /** What one of them is counted as; '条' where it is left out. */
  readonly measure?: string
}

export function compareCity(
  tables: LoadedTables,
  installed: InstalledCity,
  { areas, published }: { areas: AreaNames; published: ReadonlySet<string> },
): CityChange {
  const told: Told = { changes: [], notes: [], accounts: [] }
  const users = { file: tables.users.file, rows: cityUsers(tables.users) }
  const people = installed.users.filter(({ login }) => login !== loaderLogin)
  const standing = new Map<string, InstalledPeriod>(installed.periods.map((one) => [one.code, one]))
  const periods = { ...tables.periods, rows: tables.periods.rows.map((row) => withSteps(row, standing)) }
  return {
    units: compare(tables.units, installed.units, describedUnits(areas), told, { endOf: sinceWords }),
    bases: compare(tables.bases, installed.bases, describedBases, told),
    departments: compare(tables.departments, installed.departments, describedDepartments, told),
    users: compare(users, people, describedUsers, told),
    liaisons: compare(tables.liaisons, installed.liaisons, describedLiaisons, told),
    periods: compare(periods, installed.periods, describedPeriods, told, { fixed: published }).map(
      ({ code, ...is }) => ({
        code,
        is,
        was: standing.get(code) ?? null,
      }),
    ),
    holidays: compare(tables.holidays, installed.holidays, describedHolidays, told, {
      differenceOf: yearDifference,
    }),
    targets: compare(tables.targets, installed.targets, describedTargets, told),
    baselines: compare(tables.baselines, installed.baselines, describedBaselines, told),
    ...told,
  }
}

/** What is told of the tables as they are compared. */
type Told = { readonly changes: string[]; readonly notes: string[]; readonly accounts: string[] }

type CompareOptions<S, T> = {
  /** What is to be added to the words of a change. */
  readonly endOf?: (is: S, was: T) => string
  /** The whole of a change in words, where its columns do not say it. */
  readonly differenceOf?: (is: S, was: T) => string
  /** Keys that a file cannot change any more: what it says otherwise of them is not taken, and told. */
  readonly fixed?: ReadonlySet<string>
}

/** The rows that are new or other than installed; of all of them is told what becomes of them. */
function compare<S extends T, T>(
  { file, rows }: Table<S>,
  installed: readonly T[],
  { keyOf, nameOf, fields, measure = '条' }: Described<T>,
  told: Told,
  { endOf = () => '', differenceOf, fixed = new Set() }: CompareOptions<S, T> = {},
): S[] {
  const byKey = new Map(installed.map((one) => [keyOf(one), one]))
  const counts = { 新增: 0, 改动: 0, 相同: 0, 没有采用: 0 }
  const taken = rows.flatMap(({ row, value }) => {
    const before = byKey.get(keyOf(value))
    if (before === undefined) {
      counts.新增 += 1
      return [value]
    }
    const others = otherFields<T>(fields, before, value)
    if (others.length === 0) {
      counts.相同 += 1
      return []
    }
    if (fixed.has(keyOf(value))) {
      counts.没有采用 += 1
      const stand = others.map(({ column, was }) => `${column}仍是${quoted(was)}`)
      told.notes.push(`${file} 第 ${row} 行：${nameOf(before)} 已经发布，${stand.join('，')}，没有采用文件里的。`)
      return []
    }
    counts.改动 += 1
    const words = others.map(({ column, was, is }) => `${column}由${quoted(was)}改为${quoted(is)}`)
    const line = differenceOf?.(value, before) ?? `${nameOf(before)}的${words.join('，')}${endOf(value, before)}`
    told.changes.push(`${file} 第 ${row} 行：${line}`)
    return [value]
  })
  const named = new Set(rows.map(({ value }) => keyOf(value)))
  const lacking = [...byKey.keys()].filter((key) => !named.has(key)).length
  if (rows.length > 0) told.accounts.push(accountWords(file, counts, { lacking, measure }))
  return taken
}

/** '期次.xlsx“期次”：新增 1 期，改动 2 期，相同 9 期；平台里另有 3 期不在文件里，保持不变。' */
function accountWords(
  file: string,
  counts: Readonly<Record<string, number>>,
  { lacking, measure }: { readonly lacking: number; readonly measure: string },
): string {
  const words = Object.entries(counts).flatMap(([word, count]) => (count === 0 ? [] : [`${word} ${count} ${measure}`]))
  const rest = lacking === 0 ? '' : `；平台里另有 ${lacking} ${measure}不在文件里，保持不变`
  return `${file}：${words.join('，')}${rest}。`
}

/** A step whose column the file does not have stays as it stands. */
function withSteps(
  { row, value }: Numbered<PeriodRow>,
  standing: ReadonlyMap<string, InstalledPeriod>,
): Numbered<SetPeriod> {
  const before = standing.get(value.code)
  const step = (own: string | null | undefined, was: string | null | undefined) =>
    own === undefined ? (was ?? null) : own
  const checkBy = step(value.checkBy, before?.checkBy)
  const reviewBy = step(value.reviewBy, before?.reviewBy)
  const publishBy = step(value.publishBy, before?.publishBy)
  return { row, value: { ...value, checkBy, reviewBy, publishBy } }
}

type Other = { readonly column: string; readonly was: string; readonly is: string }

function otherFields<T>(fields: Described<T>['fields'], before: T, now: T): Other[] {
  return Object.entries(fields).flatMap(([column, show]) => {
    const [was, is] = [show(before), show(now)]
    return was === is ? [] : [{ column, was, is }]
  })
}

/** What of one unit becomes another, each part in words; empty where nothing does. */
export function unitChanges(before: InstalledUnit, now: InstalledUnit, areas: AreaNames): string[] {
  return otherFields(describedUnits(areas).fields, before, now).map(
    ({ column, was, is }) => `${column}由${quoted(was)}改为${quoted(is)}`,
  )
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

type InstalledPeriod = Installed<'periods'>

/** A quarter with all its steps, whether the file names them or not. */
type SetPeriod = PeriodSetting & { readonly code: Period }

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
  measure: '人',
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

const momentOf = (instant: string | null) => (instant === null ? '' : formatDateTime(instant))

const describedPeriods: Described<SetPeriod> = {
  measure: '期',
  keyOf: (one) => one.code,
  nameOf: (one) => one.code,
  fields: {
    ...Object.fromEntries(
      periodSteps.map((step) => [periodStepNames[step], ({ [step]: instant }: SetPeriod) => momentOf(instant)]),
    ),
    状态: (one) => wordOf(periodStateWords, one.state),
  },
}

const describedHolidays: Described<HolidayYearRow> = {
  measure: '年',
  keyOf: ({ year }) => String(year),
  nameOf: ({ year }) => `${year}年`,
  fields: {
    放假: ({ days }) => specialSpans(days, 'off'),
    调休上班: ({ days }) => specialSpans(days, 'work'),
  },
}

/** '2026年的放假安排：增加放假 国庆节 10月8日；不再调休上班 10月10日' */
function yearDifference(is: HolidayYearRow, was: HolidayYearRow): string {
  const keyOf = ({ day, kind, name }: SpecialDay) => `${day} ${kind} ${name}`
  const without = (days: readonly SpecialDay[], others: readonly SpecialDay[]) => {
    const keys = new Set(others.map(keyOf))
    return days.filter((one) => !keys.has(keyOf(one)))
  }
  const part = (word: string, days: readonly SpecialDay[], kind: SpecialDay['kind']) => {
    const spans = specialSpans(days, kind)
    return spans === '' ? [] : [`${word}${wordOf(dayKindWords, kind)} ${spans}`]
  }
  const [more, less] = [without(is.days, was.days), without(was.days, is.days)]
  const parts = [
    ...part('增加', more, 'off'),
    ...part('增加', more, 'work'),
    ...part('不再', less, 'off'),
    ...part('不再', less, 'work'),
  ]
  return `${is.year}年的放假安排：${parts.join('；')}`
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
