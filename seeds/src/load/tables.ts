import type { BaseSeed, DepartmentSeed, UnitSeed, UserSeed } from '@cg/contract/catalogue'
import { areaTypes } from '@cg/domain/indicator'
import type { AreaNames } from '@cg/domain/indicator'
import { firstPeriod } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import { grantableScopes } from '@cg/contract/grant-scopes'
import { scopeAdvice, scopeOfGrant } from '@cg/services/permission'
import type { LiaisonSeed } from '@cg/services/catalogue/install-city'
import { contactProblem } from '@cg/services/reporter/liaison'
import { passwordProblem } from '@cg/services/session/password'
import type { LoadProblem } from './problem.ts'
import { readRows } from './reader.ts'
import type { RowReader } from './reader.ts'
import type { Sheet } from './sheet.ts'
import { baseWords, departmentRoleWords, kindWords, roleWords, yesNo } from './words.ts'

/** A row of a file with the number that a problem found later names. */
export type Numbered<T> = { readonly row: number; readonly value: T }

const code = /^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/

export function readCode<T extends string>(reader: RowReader, column: string): T {
  return branded<T>(reader.matching(column, code, 'DWQ'))
}

/** The text has just been held against the pattern of codes. */
function branded<T extends string>(text: string): T {
  return text as T
}

/** From and to when a unit is there; a period that is not written is left open. */
function readSpan(reader: RowReader): Pick<UnitSeed, 'validFrom' | 'validTo'> {
  const optional = (column: string) => (reader.optional(column) === null ? undefined : reader.period(column, 'defined'))
  const validFrom = optional('起始季度') ?? firstPeriod
  const validTo = optional('终止季度') ?? null
  if (validTo !== null && validTo < validFrom) {
    reader.fail('终止季度', `终止季度 ${validTo} 早于起始季度 ${validFrom}，请核对。`)
  }
  return { validFrom, validTo }
}

/** More rows or columns than any tile map has: a figure that slipped into the wrong column. */
const mostTiles = 30

/** A place in the tile map is a row and a column, or neither. */
function readTile(reader: RowReader): Pick<UnitSeed, 'tileRow' | 'tileColumn'> {
  const [tileRow, tileColumn] = [reader.optionalInteger('地图行'), reader.optionalInteger('地图列')]
  if (tileRow === null && tileColumn !== null) reader.fail('地图行', '填了地图列而没有地图行，请补齐或都留空。')
  if (tileRow !== null && tileColumn === null) reader.fail('地图列', '填了地图行而没有地图列，请补齐或都留空。')
  for (const [column, value] of [
    ['地图行', tileRow],
    ['地图列', tileColumn],
  ] as const) {
    if (value !== null && (value < 1 || value > mostTiles)) {
      reader.fail(column, `“${value}”超出方块图的范围，应是 1—${mostTiles} 的整数。`)
    }
  }
  return { tileRow, tileColumn }
}

/** A unit with the quarter from which it is what the row says, where it was another before. */
export type UnitRow = UnitSeed & { changesFrom: Period | null }

/** Kinds of area go by the names that the catalogue's guide gives them. */
export function readUnits(
  sheet: Sheet | undefined,
  problems: LoadProblem[],
  areaNames: AreaNames,
): Numbered<UnitRow>[] {
  const areas = new Map(areaTypes.map((type) => [areaNames[type], type]))
  const columns = {
    needed: ['代码', '名称', '类别', '排列顺序'],
    defines: 'unit' as const,
    known: [
      '简称',
      '上级代码',
      '区域类型',
      '考核组',
      '计入上级',
      '地图行',
      '地图列',
      '起始季度',
      '终止季度',
      '变更季度',
    ],
  }
  return readRows(sheet, columns, problems, (reader) => {
    const kind = reader.word('类别', kindWords)
    const name = reader.text('名称')
    const parent = reader.optional('上级代码')
    if (kind === undefined) return undefined
    if (parent === null && kind !== 'city') reader.fail('上级代码', '除全市外都要有上级，请填写上级代码。')
    if (parent !== null && kind === 'city')
      reader.fail('上级代码', '全市没有上级，请留空；下属的市请把类别改为“县级市”。')
    return {
      code: readCode(reader, '代码'),
      name,
      shortName: reader.optional('简称') ?? name,
      kind,
      parent: parent === null ? null : readCode(reader, '上级代码'),
      areaType: reader.optional('区域类型') === null ? null : (reader.word('区域类型', areas) ?? null),
      assessmentGroup: reader.optional('考核组'),
      countsInParent: reader.optional('计入上级') === null ? true : (reader.word('计入上级', yesNo) ?? true),
      protocolOrder: reader.integer('排列顺序'),
      ...readTile(reader),
      ...readSpan(reader),
      changesFrom: reader.optional('变更季度') === null ? null : (reader.period('变更季度', 'defined') ?? null),
    }
  })
}

/** What is said of units' industrial base, one row for each quarter from which it is another. */
export function readBases(sheet: Sheet | undefined, problems: LoadProblem[]): Numbered<BaseSeed>[] {
  const columns = { needed: ['单位代码', '产业基础', '起始季度', '依据'], known: [] }
  return readRows(sheet, columns, problems, (reader) => {
    const base = reader.word('产业基础', baseWords)
    const validFrom = reader.period('起始季度', 'defined')
    const row = { unit: readCode<BaseSeed['unit']>(reader, '单位代码'), source: reader.text('依据') }
    return base === undefined || validFrom === undefined ? undefined : { ...row, base, validFrom }
  })
}

const departmentColumns = { needed: ['代码', '名称', '角色'], known: ['英文名称'], defines: 'department' as const }

export function readDepartments(sheet: Sheet | undefined, problems: LoadProblem[]): Numbered<DepartmentSeed>[] {
  return readRows(sheet, departmentColumns, problems, (reader) => {
    const role = reader.word('角色', departmentRoleWords)
    const name = reader.text('名称')
    if (role === undefined) return undefined
    return { code: readCode(reader, '代码'), name, nameEn: reader.optional('英文名称') ?? name, role }
  })
}

/** One row per right: a person with two rights has two rows with the same login. */
export type UserRow = { login: string; name: string; password: string; grant: UserSeed['grants'][number] }

/** An account that exists keeps its password: only a new one needs one here. */
export function readUsers(
  sheet: Sheet | undefined,
  problems: LoadProblem[],
  logins: ReadonlySet<string>,
): Numbered<UserRow>[] {
  const columns = { needed: ['登录名', '姓名', '初始密码', '角色'], known: ['部门代码', '单位代码'] }
  return readRows(sheet, columns, problems, (reader) => {
    const login = reader.matching('登录名', /^[A-Za-z0-9._-]{2,64}$/, 'zhangsan')
    const password = logins.has(login) ? (reader.optional('初始密码') ?? '') : reader.text('初始密码')
    const weak = login === '' || password === '' ? null : passwordProblem(password, login)
    if (weak !== null) reader.fail('初始密码', weak)
    const role = reader.word('角色', roleWords)
    const grant = { department: reader.optional('部门代码'), unit: reader.optional('单位代码') }
    if (grant.department !== null && grant.unit !== null)
      reader.fail('单位代码', '一行只能写部门或单位之一，请分成两行。')
    if (role === undefined) return undefined
    if (!grantableScopes[role].includes(scopeOfGrant(grant))) reader.fail('角色', `${scopeAdvice[role]}。`)
    return { login, name: reader.text('姓名'), password, grant: { role, ...grant } }
  })
}

/** 联络员 of a department or a unit, one row each. */
export function readLiaisons(sheet: Sheet | undefined, problems: LoadProblem[]): Numbered<LiaisonSeed>[] {
  const columns = { needed: ['姓名', '电话'], known: ['部门代码', '单位代码', '邮箱'] }
  return readRows(sheet, columns, problems, (reader) => {
    const [department, unit] = [reader.optional('部门代码'), reader.optional('单位代码')]
    if (department !== null && unit !== null) reader.fail('单位代码', '一行只能写部门或单位之一，请分成两行。')
    if (department === null && unit === null) reader.fail('部门代码', '请写部门代码或单位代码，说明是谁的联络员。')
    const contact = {
      name: reader.text('姓名'),
      phone: reader.optional('电话') ?? '',
      mail: reader.optional('邮箱') ?? '',
    }
    const problem = contact.name === '' ? null : contactProblem(contact)
    if (problem !== null) reader.fail(contactColumns[problem.field], problem.message)
    return { department, unit, ...contact }
  })
}

const contactColumns = { name: '姓名', phone: '电话', mail: '邮箱' } as const

/** One historical figure, still as it stands in the file. */
export type HistoryRow = {
  period: Period
  item: string
  unit: string
  breakdown: string
  text: string
  note: string | null
}

export function readHistory(sheet: Sheet | undefined, problems: LoadProblem[]): Numbered<HistoryRow>[] {
  const columns = { needed: ['季度', '数据项代码', '单位代码', '数值'], known: ['分组', '备注'] }
  return readRows(sheet, columns, problems, (reader) => {
    const period = reader.period('季度')
    const row = {
      item: readCode(reader, '数据项代码'),
      unit: readCode(reader, '单位代码'),
      breakdown: reader.optional('分组') ?? '',
      text: reader.optional('数值') ?? '',
      note: reader.optional('备注'),
    }
    return period === undefined ? undefined : { ...row, period }
  })
}
