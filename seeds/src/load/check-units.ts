import type { UnitSeed } from '@cg/contract/catalogue'
import type { KnownCodes, KnownUnit } from '@cg/services/catalogue/known'
import { checker } from './checker.ts'
import type { Table } from './loaded.ts'
import type { LoadProblem } from './problem.ts'

type Unit = Pick<KnownUnit, 'name' | 'shortName' | 'kind' | 'protocolOrder' | 'tileRow' | 'tileColumn'> & {
  readonly code: string
  readonly parent: string | null
  readonly validFrom: string
  readonly validTo: string | null
}

/** A unit of the file with its row, or an installed one that the file does not name. */
type Placed = { readonly unit: Unit; readonly row: number | null; readonly place: string }

/** One code, one name, one short name and one place in the tile map for each unit; one city; no unit its own ancestor. */
export function checkUnits(table: Table<UnitSeed>, known: KnownCodes, problems: LoadProblem[]): void {
  if (table.rows.length === 0) return
  checker(problems).once(table, '代码', (unit) => unit.code)
  const all = placed(table, known)
  const check = { file: table.file, all, problems }
  checkCity(check)
  checkParents(check)
  clash(check, '代码', {
    isSame: (a, b) => a.code !== b.code && a.code.toLowerCase() === b.code.toLowerCase(),
    say: (unit, place) => `“${unit.code}”与${place}只差大小写，容易混淆，请换一个代码。`,
  })
  clash(check, '名称', {
    isSame: (a, b) => mayMeet(a, b) && a.name === b.name,
    say: (unit, place) => `“${unit.name}”与${place}同名，请写全称以便区分。`,
  })
  clash(check, '简称', {
    isSame: (a, b) =>
      mayMeet(a, b) &&
      a.name !== b.name &&
      (a.shortName === b.shortName || a.shortName === b.name || a.name === b.shortName),
    say: (unit, place) => `“${unit.shortName}”与${place}的名称或简称相同，图表里分不清，请换一个简称。`,
  })
  clash(check, '地图行', {
    isSame: (a, b) =>
      a.tileRow !== null && areTogether(a, b) && a.tileRow === b.tileRow && a.tileColumn === b.tileColumn,
    say: (unit, place) =>
      `第 ${unit.tileRow} 行第 ${unit.tileColumn} 列已是${place}的位置，两个单位会叠在一起，请换一格。`,
  })
  clash(check, '排列顺序', {
    isDoubt: true,
    isSame: (a, b) => areTogether(a, b) && a.parent === b.parent && a.protocolOrder === b.protocolOrder,
    say: (unit, place) => `“${unit.protocolOrder}”与${place}相同，先后将按代码排，请核对。`,
  })
}

function placed({ rows }: Table<UnitSeed>, known: KnownCodes): Placed[] {
  const stated = new Set<string>(rows.map(({ value }) => value.code))
  const installed = [...known.units.values()].filter(({ code }) => !stated.has(code))
  return [
    ...installed.map((row) => ({ unit: asUnit(row), row: null, place: `已装入的${row.name}（${row.code}）` })),
    ...rows.map(({ row, value }) => ({ unit: value, row, place: `第 ${row} 行的${value.name}` })),
  ]
}

function asUnit({ parentCode, ...row }: KnownUnit): Unit {
  return { ...row, parent: parentCode }
}

type Check = { readonly file: string; readonly all: readonly Placed[]; readonly problems: LoadProblem[] }

type Clash = {
  readonly isSame: (a: Unit, b: Unit) => boolean
  readonly say: (unit: Unit, place: string) => string
  readonly isDoubt?: boolean
}

/** Said of the later of two, which is always a row of the file. */
function clash({ file, all, problems }: Check, column: string, { isSame, say, isDoubt = false }: Clash): void {
  for (const [at, { unit, row }] of all.entries()) {
    if (row === null) continue
    const other = all.slice(0, at).find((one) => one.unit.code !== unit.code && isSame(one.unit, unit))
    if (other !== undefined) problems.push({ file, row, column, message: say(unit, other.place), isDoubt })
  }
}

function areTogether(a: Unit, b: Unit): boolean {
  return a.validFrom <= (b.validTo ?? '9') && b.validFrom <= (a.validTo ?? '9')
}

const minor: ReadonlySet<string> = new Set(['town', 'enterprise'])

/** Units that stand in one list at one time: towns and enterprises only with those of the same district. */
function mayMeet(a: Unit, b: Unit): boolean {
  const isMinor = minor.has(a.kind) || minor.has(b.kind)
  return areTogether(a, b) && (!isMinor || (a.parent === b.parent && a.kind === b.kind))
}

function checkCity({ file, all, problems }: Check): void {
  const cities = all.filter(({ unit }) => unit.kind === 'city')
  const [first] = cities
  if (first === undefined) {
    problems.push({
      file,
      row: null,
      column: '类别',
      message: '没有类别为“市”的一行。请加上全市，其余单位以它为上级。',
    })
    return
  }
  for (const { row } of cities.slice(1)) {
    if (row !== null) {
      const message = `只能有一个“市”，${first.place}已经是了。县级市请把类别写作“县级市”。`
      problems.push({ file, row, column: '类别', message })
    }
  }
}

function checkParents({ file, all, problems }: Check): void {
  const byCode = new Map<string, Unit>(all.map(({ unit }) => [unit.code, unit]))
  const rowOf = new Map(all.map(({ unit, row }) => [unit.code, row]))
  for (const { unit, row } of all) {
    const parent = unit.parent === null ? undefined : byCode.get(unit.parent)
    if (parent === undefined) continue
    if (row === null) {
      const above = rowOf.get(parent.code) ?? null
      if (above !== null && outlives(unit, parent)) {
        const message = `${unit.name}的上级是${parent.name}，在 ${parent.validTo} 之后就没有上级了。请先改${unit.name}的上级，或写明它的终止季度。`
        problems.push({ file, row: above, column: '终止季度', message })
      }
      continue
    }
    const fail = (message: string) => void problems.push({ file, row, column: '上级代码', message })
    if (isCircle(unit.code, byCode)) fail(`“${unit.code}”的上级绕成了一圈，请核对。`)
    else if (minor.has(parent.kind)) fail(`${parent.name}是乡镇街道或企业，不能作上级，请核对。`)
    else if (outlives(unit, parent)) {
      fail(`上级${parent.name}到 ${parent.validTo} 为止，${unit.name}在此之后没有上级，请填写终止季度或改上级。`)
    }
  }
}

function outlives(unit: Unit, parent: Unit): boolean {
  return parent.validTo !== null && (unit.validTo === null || unit.validTo > parent.validTo)
}

function isCircle(code: string, byCode: ReadonlyMap<string, Unit>): boolean {
  const path = new Set<string>()
  let at: string | null = code
  while (at !== null && !path.has(at)) {
    path.add(at)
    at = byCode.get(at)?.parent ?? null
  }
  return at !== null
}
