import type { DepartmentSeed } from '@cg/contract/catalogue'
import type { KnownCodes } from '@cg/services/catalogue/known'
import { checker } from './checker.ts'
import type { Table } from './loaded.ts'
import type { LoadProblem } from './problem.ts'
import type { UserRow } from './tables.ts'

/** One code and one name for each department. */
export function checkDepartments(table: Table<DepartmentSeed>, known: KnownCodes, problems: LoadProblem[]): void {
  const { file, rows } = table
  checker(problems).once(table, '代码', (department) => department.code)
  const stated = new Set(rows.map(({ value }) => value.code))
  const installed = [...known.departments].filter(([code]) => !stated.has(code))
  const named = new Map(installed.map(([code, name]) => [name, { code, place: `已有的${name}（${code}）` }]))
  for (const { row, value } of rows) {
    const other = named.get(value.name)
    if (other !== undefined && other.code !== value.code) {
      const message = `“${value.name}”与${other.place}同名，请用同一个代码或写全称。`
      problems.push({ file, row, column: '名称', message })
    } else named.set(value.name, { code: value.code, place: `第 ${row} 行` })
  }
}

/** A login has one name and one password, and each right once; admin and auditor exclude each other (decision 19). */
export function checkPeople({ file, rows }: Table<UserRow>, problems: LoadProblem[]): void {
  const byLogin = Map.groupBy(rows, ({ value }) => value.login)
  const written = new Map<string, string>()
  for (const [login, own] of byLogin) {
    const [first] = own
    if (first === undefined) continue
    const other = written.get(login.toLowerCase())
    if (other !== undefined) {
      const message = `“${login}”与“${other}”只差大小写，容易混淆，请换一个登录名。`
      problems.push({ file, row: first.row, column: '登录名', message })
    }
    written.set(login.toLowerCase(), login)
    if (login.toLowerCase().startsWith('system.')) {
      const message = '以“system.”开头的登录名留给系统，请换一个。'
      problems.push({ file, row: first.row, column: '登录名', message })
    }
    checkRights(file, own, problems)
  }
}

function checkRights(file: string, own: Table<UserRow>['rows'], problems: LoadProblem[]): void {
  const [first] = own
  const login = first?.value.login ?? ''
  const held = new Map<string, number>()
  for (const { row, value } of own) {
    if (value.name !== first?.value.name || value.password !== first.value.password)
      problems.push({ file, row, column: '登录名', message: `“${login}”的姓名或初始密码与上面的行不同，请改成一致。` })
    const right = JSON.stringify(value.grant)
    const before = held.get(right)
    if (before !== undefined)
      problems.push({ file, row, column: '角色', message: `与第 ${before} 行是同一项权限，请删去一行。` })
    held.set(right, row)
  }
  const roles = new Set(own.map(({ value }) => value.grant.role))
  const last = own.at(-1)
  if (roles.has('admin') && roles.has('auditor') && last !== undefined) {
    const message = `“${login}”不能同时是系统管理员和审计员，请分给两个人。`
    problems.push({ file, row: last.row, column: '角色', message })
  }
}
