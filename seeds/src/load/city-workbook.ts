import { aimText } from '@cg/contract/aim'
import type { CityPart } from '@cg/contract/city-load'
import { writeXlsx } from 'hucre/xlsx'
import type { WriteSheet } from 'hucre/xlsx'
import type { AreaNames } from '@cg/domain/indicator'
import { formatDateTime } from '@cg/domain/number/date-format'
import { periodStepNames, periodSteps } from '@cg/domain/claim/period-dates'
import type { SpecialDay } from '@cg/domain/number/workday'
import { loadInstalledCity } from '@cg/services/catalogue/installed'
import type { InstalledCity } from '@cg/services/catalogue/installed'
import { loaderLogin } from '@cg/services/catalogue/known'
import { loadKnownCatalogue } from '@cg/services/catalogue/read'
import type { Definitions } from '@cg/services/catalogue/read'
import type { Services } from '@cg/services/context'
import {
  baseWords,
  dayKindWords,
  departmentRoleWords,
  guideSheet,
  kindWords,
  periodStateWords,
  referenceStart,
  roleWords,
  sheetNames,
  wordOf,
  yesNo,
} from './words.ts'

type Line = readonly (string | number)[]
type Head = { readonly word: string; readonly choices: readonly string[] }
type Sheet = { readonly name: string; readonly heads: readonly Head[]; readonly lines: readonly Line[] }

/**
 * What is installed as one workbook, a sheet for each table: changed and loaded again it changes the installation, as it
 * is it changes nothing. Of an empty installation it is the form to fill. Passwords are not in it. `part`: the sheets of one
 * page alone.
 */
export async function writeCityWorkbook(
  { store }: Pick<Services, 'store'>,
  part: CityPart | null = null,
): Promise<Uint8Array> {
  const { city, newest } = await store.read(async (db) => ({
    city: await loadInstalledCity(db),
    newest: await loadKnownCatalogue(db),
  }))
  const wanted = part === null ? null : new Set<string>(partSheets[part])
  const sheets = sheetsOf(city, newest).filter(({ name }) => wanted === null || wanted.has(name))
  const guide = wanted === null ? guideLines : guideLines.filter((line) => isSaidOf(line, wanted))
  return writeXlsx({
    sheets: [
      { name: guideSheet, rows: guide.map((words) => [words]), columns: [{ width: 120 }], cells: guideCells },
      ...sheets.map(writeSheet),
    ],
  })
}

const partSheets: Readonly<Record<CityPart, readonly string[]>> = {
  units: [sheetNames.units, sheetNames.bases],
  people: [sheetNames.departments, sheetNames.users, sheetNames.liaisons],
  calendar: [sheetNames.periods, sheetNames.holidays],
}

/** Targets and baselines alone, in the order of catalogue and protocol, with the names beside the codes. */
export async function writeAimWorkbook({ store }: Pick<Services, 'store'>): Promise<Uint8Array> {
  const { city, newest } = await store.read(async (db) => ({
    city: await loadInstalledCity(db),
    newest: await loadKnownCatalogue(db),
  }))
  const indicators = [...newest.indicators.values()]
  const place = new Map<string, number>([...indicators, ...newest.units].map(({ code }, at) => [code, at]))
  const nameOf = new Map<string, string>([...indicators, ...newest.units].map(({ code, name }) => [code, name]))
  const named = <T extends Aim>(columns: Columns<T>): Columns<T> => [
    ['指标名称', ({ indicator }) => nameOf.get(indicator) ?? null],
    ['单位名称', ({ unit }) => nameOf.get(unit) ?? null],
    ...columns,
  ]
  const inOrder = <T extends Aim>(rows: readonly T[], whenOf: (row: T) => number) =>
    rows.toSorted(
      (one, other) =>
        (place.get(one.indicator) ?? 0) - (place.get(other.indicator) ?? 0) ||
        whenOf(one) - whenOf(other) ||
        (place.get(one.unit) ?? 0) - (place.get(other.unit) ?? 0),
    )
  const units = newest.units.map(({ code, name }) => ({ code, name, unit: '' }))
  return writeXlsx({
    sheets: [
      sheet(
        sheetNames.targets,
        inOrder(city.targets, ({ year }) => year),
        named(targetColumns),
      ),
      sheet(
        sheetNames.baselines,
        inOrder(city.baselines, () => 0),
        named(baselineColumns),
      ),
      sheet(`${referenceStart}：指标`, indicators, codeColumns('指标代码')),
      sheet(`${referenceStart}：单位`, units, codeColumns('单位代码').slice(0, 2)),
    ].map(writeSheet),
  })
}

type Aim = { readonly indicator: string; readonly unit: string }

/** Rows from the heading down in which a column of choices offers them. */
const offeredTo = 3000

function writeSheet({ name, heads, lines }: Sheet): WriteSheet {
  const letter = (column: number) => String.fromCharCode(65 + column)
  return {
    name,
    rows: [heads.map(({ word }) => word), ...lines.map((line) => [...line])],
    columns: heads.map((_, column) => ({ width: widthOf(heads, lines, column) })),
    cells: new Map(heads.map((_, column) => [`0,${column}`, { style: { font: { bold: true } } }])),
    freezePane: { rows: 1 },
    dataValidations: heads.flatMap(({ choices }, column) =>
      choices.length === 0
        ? []
        : [
            {
              type: 'list' as const,
              values: [...choices],
              allowBlank: true,
              showErrorMessage: true,
              errorTitle: '请从列表中选择',
              errorMessage: choices.join('、'),
              range: `${letter(column)}2:${letter(column)}${offeredTo}`,
            },
          ],
    ),
  }
}

/** Of the longest text of a column, in the widths of a digit that spreadsheets count. */
function widthOf(heads: readonly Head[], lines: readonly Line[], column: number): number {
  const texts = [heads[column]?.word ?? '', ...lines.map((line) => String(line[column] ?? ''))]
  const longest = Math.max(...texts.map((text) => text.replaceAll(/[^\x20-\x7e]/g, '中中').length))
  return Math.min(48, Math.max(10, longest + 3))
}

const guideLines = [
  '每张工作表是一类资料，第 1 行是列名，请不要改动列名和工作表名；不需要的工作表可以删去。',
  '已有的资料已经填好，改动后上传即更新，删去的行不会删除。上传后先检查，列出全部问题和将要改动的内容，确认后才写入。',
  '单位：先填“市”一行，其余单位的“上级代码”填它的代码。类别：市、区、县、县级市、功能区、乡镇街道、企业。单位改名、改类的，在“变更季度”写明从哪一季起，以前各季保持原样。',
  '用户：一人有几项权限就填几行；角色：领导、填报人、单位审核人、单位负责人（这两种用于单位内部审签）、审核人、发布人、系统管理员、审计员。新账号要有初始密码，首次登录须修改；已有账号留空，密码不变。',
  '联络员：催报、核对数字时找的人，每个部门或单位一行，电话、邮箱至少填一项；只有产改办、管理员和本单位看得到。',
  '期次：季度写作 2026Q3 或 2026年第三季度；时间写作 2026-10-20 18:00（北京时间）；状态：未开放、开放、关闭。审核截止和计划发布可以留空；次序：开放 < 截止 < 牵头部门审核 < 产改办审核 < 计划发布，截止 ≤ 关闭。',
  '放假与调休：一天一行，年份是哪一年的放假安排，日期写作 2026-10-01，安排：放假、调休上班。一年的安排整年替换：表里有这一年而没有某一天的，那一天不再算放假或上班。',
  '目标、基期：指标代码见“参考：指标”；数值按指标的计量单位填写，百分数写 96 或 96%。',
  '历史数字：从前各季的数据项，数据项代码见“参考：数据项”；可以有多张以“历史数字”开头的工作表。',
]

/** Whether a line of the guide is about every sheet, or about one of these. */
function isSaidOf(line: string, names: ReadonlySet<string>): boolean {
  const [about = ''] = line.split('：')
  const isOfOne = about.split('、').some((name) => sheetWords.has(name)) || sheetWords.has(about)
  return !isOfOne || names.has(about) || about.split('、').some((name) => names.has(name))
}

const sheetWords: ReadonlySet<string> = new Set(Object.values(sheetNames))

const guideCells = new Map(
  guideLines.map((_, row) => [`${row},0`, { style: { alignment: { wrapText: true, vertical: 'top' as const } } }]),
)

type Choices = ReadonlyMap<string, unknown>
type Column<T> = readonly [head: string, show: (row: T) => string | number | null, choices?: Choices]
type Columns<T> = readonly Column<T>[]

function sheet<T>(name: string, rows: readonly T[], columns: Columns<T>): Sheet {
  return {
    name,
    heads: columns.map(([word, , choices]) => ({ word, choices: [...(choices?.keys() ?? [])] })),
    lines: rows.map((row) => columns.map(([, show]) => show(row) ?? '')),
  }
}

type Installed<K extends keyof InstalledCity> = InstalledCity[K][number]
type Right = Pick<Installed<'users'>, 'login' | 'name'> & Installed<'users'>['grants'][number]

/** The columns of the sheet of units, each with how it shows a unit. */
export const unitColumns = (areas: AreaNames): Columns<Omit<Installed<'units'>, 'isDemo'>> => [
  ['代码', (unit) => unit.code],
  ['名称', (unit) => unit.name],
  ['简称', (unit) => unit.shortName],
  ['类别', (unit) => wordOf(kindWords, unit.kind), kindWords],
  ['上级代码', (unit) => unit.parent],
  [
    '区域类型',
    (unit) => (unit.areaType === null ? null : areas[unit.areaType]),
    new Map(Object.entries(areas).map(([type, word]) => [word, type])),
  ],
  ['考核组', (unit) => unit.assessmentGroup],
  ['计入上级', (unit) => wordOf(yesNo, unit.countsInParent), yesNo],
  ['排列顺序', (unit) => unit.protocolOrder],
  ['地图行', (unit) => unit.tileRow],
  ['地图列', (unit) => unit.tileColumn],
  ['起始季度', (unit) => unit.validFrom],
  ['终止季度', (unit) => unit.validTo],
  ['变更季度', () => null],
]

const rightColumns: Columns<Right> = [
  ['登录名', ({ login }) => login],
  ['姓名', ({ name }) => name],
  ['初始密码', () => null],
  ['角色', ({ role }) => wordOf(roleWords, role), roleWords],
  ['部门代码', ({ department }) => department],
  ['单位代码', ({ unit }) => unit],
]

const liaisonColumns: Columns<Installed<'liaisons'>> = [
  ['部门代码', ({ department }) => department],
  ['单位代码', ({ unit }) => unit],
  ['姓名', ({ name }) => name],
  ['电话', ({ phone }) => phone],
  ['邮箱', ({ mail }) => mail],
]

const momentOf = (instant: string | null) => (instant === null ? null : formatDateTime(instant))

const periodColumns: Columns<Installed<'periods'>> = [
  ['季度', ({ code }) => code],
  ...periodSteps.map((step): Column<Installed<'periods'>> => [
    periodStepNames[step],
    ({ [step]: instant }) => momentOf(instant),
  ]),
  ['状态', ({ state }) => wordOf(periodStateWords, state), periodStateWords],
]

const holidayColumns: Columns<SpecialDay & { readonly year: number }> = [
  ['年份', ({ year }) => year],
  ['日期', ({ day }) => day],
  ['安排', ({ kind }) => wordOf(dayKindWords, kind), dayKindWords],
  ['名称', ({ name }) => name],
]

const targetColumns: Columns<Installed<'targets'>> = [
  ['指标代码', ({ indicator }) => indicator],
  ['单位代码', ({ unit }) => unit],
  ['年份', ({ year }) => year],
  ['目标值', ({ value }) => aimText(value)],
  ['来源', ({ source }) => source],
]

const baselineColumns: Columns<Installed<'baselines'>> = [
  ['指标代码', ({ indicator }) => indicator],
  ['单位代码', ({ unit }) => unit],
  ['季度', ({ period }) => period],
  ['基期值', ({ value }) => aimText(value)],
  ['来源', ({ source }) => source],
]

const baseColumns: Columns<Installed<'bases'>> = [
  ['单位代码', ({ unit }) => unit],
  ['产业基础', ({ base }) => wordOf(baseWords, base), baseWords],
  ['起始季度', ({ validFrom }) => validFrom],
  ['依据', ({ source }) => source],
]

const departmentColumns: Columns<Installed<'departments'>> = [
  ['代码', ({ code }) => code],
  ['名称', ({ name }) => name],
  ['角色', ({ role }) => wordOf(departmentRoleWords, role), departmentRoleWords],
]

const historyColumns: Columns<never> = ['季度', '数据项代码', '单位代码', '分组', '数值', '备注'].map((head) => [
  head,
  () => null,
])

const codeColumns = (head: string): Columns<{ code: string; name: string; unit: string }> => [
  [head, ({ code }) => code],
  ['名称', ({ name }) => name],
  ['计量单位', ({ unit }) => unit],
]

function sheetsOf(city: InstalledCity, { guide, indicators, items }: Definitions): Sheet[] {
  const inOrder = <T extends { protocolOrder: number }>(rows: readonly T[]) =>
    rows.toSorted((left, right) => left.protocolOrder - right.protocolOrder)
  const people = city.users.filter(({ login }) => login !== loaderLogin)
  const rights = people.flatMap(({ login, name, grants }) => grants.map((one): Right => ({ login, name, ...one })))
  const periods = city.periods.toSorted((left, right) => (left.code < right.code ? -1 : 1))
  const years = city.holidays.toSorted((left, right) => left.year - right.year)
  const days = years.flatMap(({ year, days: own }) => own.map((one) => ({ ...one, year })))
  return [
    sheet(sheetNames.units, inOrder(city.units), unitColumns(guide.areas)),
    sheet(sheetNames.bases, city.bases, baseColumns),
    sheet(sheetNames.departments, inOrder(city.departments), departmentColumns),
    sheet(sheetNames.users, rights, rightColumns),
    sheet(sheetNames.liaisons, city.liaisons, liaisonColumns),
    sheet(sheetNames.periods, periods, periodColumns),
    sheet(sheetNames.holidays, days, holidayColumns),
    sheet(sheetNames.targets, city.targets, targetColumns),
    sheet(sheetNames.baselines, city.baselines, baselineColumns),
    sheet(sheetNames.history, [], historyColumns),
    sheet(`${referenceStart}：指标`, [...indicators.values()], codeColumns('指标代码')),
    sheet(`${referenceStart}：数据项`, [...items.values()], codeColumns('数据项代码')),
  ]
}
