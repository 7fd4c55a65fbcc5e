import type { RegisterFileRow } from '@cg/contract/register-upload'
import { registerHeads } from '@cg/contract/register-upload'
import type { RegisterValues } from '@cg/domain/register/kind'
import { readValues } from '@cg/domain/register/read-values'
import type { Known, KnownKind } from './known.ts'
import { calledBy, placeOf, placesOf } from './read-rows.ts'
import type { RecordRow } from './records.ts'

export type RowFault = { readonly line: number; readonly column: string; readonly message: string }

/** A row that would be kept: a record that is new (`before` null), or what a standing one would say. */
export type JudgedRow = {
  readonly line: number
  readonly before: RecordRow | null
  readonly unit: string
  readonly values: RegisterValues
  readonly reason: string
}

export type Judged = {
  readonly same: number
  readonly rows: readonly JudgedRow[]
  readonly faults: readonly RowFault[]
}

type Ground = {
  readonly known: Known
  readonly kind: KnownKind
  readonly records: readonly RecordRow[]
  readonly today: string
}

/**
 * What each row of a file is, held against the records of its register: the same, new, a change, or wrong, with every
 * fault of every row. `today`: 'YYYY-MM-DD'.
 */
export function judgeRows(ground: Ground, rows: readonly RegisterFileRow[]): Judged {
  const faults: RowFault[] = []
  const kept: JudgedRow[] = []
  const seen = new Map<number, number>()
  let same = 0
  for (const row of rows) {
    const found = findRecord(ground, row, seen)
    if (row.isUntouched && 'before' in found) {
      same += 1
      continue
    }
    const reading = readRow(ground, row)
    const own = [...('fault' in found ? [found.fault] : []), ...reading.faults]
    if ('fault' in found || own.length > 0) faults.push(...own)
    else {
      const before = found.before ?? twinOf(ground, reading)
      if (before !== null && isSame(before, reading)) same += 1
      else
        kept.push({
          line: row.line,
          before: found.before,
          unit: reading.unit,
          values: reading.values,
          reason: row.reason,
        })
    }
  }
  return { same, rows: kept, faults: [...faults, ...repeated(ground, kept)].toSorted((a, b) => a.line - b.line) }
}

type Found = { readonly before: RecordRow | null } | { readonly fault: RowFault }

/** The record that a row names, as it may be changed; null for a row without a number. */
function findRecord(
  { kind, records }: Ground,
  { line, id, version, isUntouched }: RegisterFileRow,
  seen: Map<number, number>,
): Found {
  if (id === '') return { before: null }
  const fault = (message: string): Found => ({ fault: { line, column: registerHeads.id, message } })
  const record = records.find((one) => String(one.id) === id)
  if (record === undefined) return fault(`“${id}”不是${kind.name}台账的记录号；新记录请留空`)
  const first = seen.get(record.id)
  if (first !== undefined) return fault(`第${id}号记录在第${first}行已有一行，请删去一行；新记录请留空`)
  seen.set(record.id, line)
  if (record.state === 'withdrawn' || record.state === 'revoked')
    return isUntouched ? { before: record } : fault(`第${id}号记录已经撤回或销账，不能再改；要重新登记，请把记录号清空`)
  if (version !== null && version !== record.version && !isUntouched)
    return fault(`第${id}号记录在这份表下载之后又被改过或办理过，请重新下载，在新表上改`)
  return { before: record }
}

/** As much as a page takes. */
const longestReason = 300

type Reading = { readonly unit: string; readonly values: RegisterValues; readonly faults: readonly RowFault[] }

function readRow(
  { known, kind, today }: Ground,
  { line, unit: text, texts, reason, faults }: RegisterFileRow,
): Reading {
  const unit = known.units.find(({ code, name }) => name === text || code === text)
  const reading = readValues(kind, texts, today)
  const isOdd = (column: string) => faults.some((one) => one.column === column)
  const own: RowFault[] = faults.map((fault) => ({ line, ...fault }))
  if (unit === undefined && !isOdd(registerHeads.unit))
    own.push({
      line,
      column: registerHeads.unit,
      message: text === '' ? '没有填写' : `没有“${text}”这个区县，请从下拉列表中选`,
    })
  if (reason.length > longestReason)
    own.push({ line, column: registerHeads.reason, message: `超过${longestReason}个字，请写短一些` })
  // A cell that cannot be read is told of once.
  for (const { name, reason: refusal } of reading.ok ? [] : reading.refusals)
    if (!isOdd(name)) own.push({ line, column: name, message: refusal })
  return { unit: unit?.code ?? '', values: reading.ok ? reading.values : {}, faults: own }
}

/** The standing record of which a row without a number says the same: the file was uploaded before. */
function twinOf({ kind, records }: Ground, { unit, values }: Reading): RecordRow | null {
  const place = placeOf(kind, unit, values)
  return records.find((one) => stands(one) && placeOf(kind, one.unitCode, one.fieldValues) === place) ?? null
}

const stands = ({ state }: RecordRow): boolean => state !== 'withdrawn' && state !== 'revoked'

function isSame({ unitCode, fieldValues }: RecordRow, { unit, values }: Pick<JudgedRow, 'unit' | 'values'>): boolean {
  return unitCode === unit && Object.entries(values).every(([code, value]) => (fieldValues[code] ?? null) === value)
}

/** Rows that would leave a unit with two records of one name and day, now or once a change that waits is taken back. */
function repeated({ kind, records }: Ground, rows: readonly JudgedRow[]): RowFault[] {
  const changed = new Set(rows.flatMap(({ before }) => (before === null ? [] : [before.id])))
  const holders = new Map<string, { readonly id: number | null; readonly words: string }>()
  for (const one of records.filter(stands)) {
    const { id, countedUnit, countedValues } = one
    const words = `第${id}号记录；要改它，请在记录号一栏填${id}`
    if (!changed.has(id)) for (const place of placesOf(kind, one)) holders.set(place, { id, words })
    else if (countedUnit !== null && countedValues !== null)
      holders.set(placeOf(kind, countedUnit, countedValues), { id, words: `第${id}号记录入账时的内容` })
  }
  const title = kind.fields.find(({ code }) => code === kind.title)?.name ?? kind.title
  return rows.flatMap(({ line, unit, values, before }) => {
    const place = placeOf(kind, unit, values)
    const twin = holders.get(place)
    holders.set(place, { id: before?.id ?? null, words: `本文件第${line}行，请删去一行` })
    return twin === undefined || (twin.id !== null && twin.id === before?.id)
      ? []
      : [{ line, column: title, message: `${calledBy(kind, values)}已经登记过（${twin.words}）` }]
  })
}
