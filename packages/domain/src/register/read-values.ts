import { formatDate } from '../number/date-format.ts'
import { readDay } from '../number/date-text.ts'
import { directionControlProblem } from '../number/direction-control.ts'
import { readNumber } from '../number/number-text.ts'
import { seenLine } from '../number/seen-text.ts'
import type { RegisterField, RegisterShape, RegisterValues } from './kind.ts'

export type FieldRefusal = { readonly field: string; readonly name: string; readonly reason: string }
export type ValuesReading =
  | { readonly ok: true; readonly values: RegisterValues }
  | { readonly ok: false; readonly refusals: readonly FieldRefusal[] }

const longestText = 300

/**
 * Reads what a person wrote into the fields of a record. Every field is read before anything is said, so that a row is
 * mended once. `today`: 'YYYY-MM-DD', nothing has happened later.
 */
export function readValues(
  shape: RegisterShape,
  texts: Readonly<Record<string, string>>,
  today: string,
): ValuesReading {
  const values: Record<string, string | number | null> = {}
  const refusals: FieldRefusal[] = []
  for (const field of shape.fields) {
    const reading = readField(field, texts[field.code] ?? '')
    if ('reason' in reading) refusals.push({ field: field.code, name: field.name, reason: reading.reason })
    else values[field.code] = reading.value
  }
  for (const code of Object.keys(texts).filter((one) => !shape.fields.some((field) => field.code === one)))
    refusals.push({ field: code, name: code, reason: '本台账没有这一栏' })
  const refuse = (code: string, reason: string) =>
    refusals.push({ field: code, name: shape.fields.find((one) => one.code === code)?.name ?? code, reason })
  const [from, until] = [values[shape.day], shape.until === undefined ? null : values[shape.until]]
  if (typeof from === 'string' && from > today) refuse(shape.day, `${formatDate(from)}晚于今天，请核对`)
  if (typeof from === 'string' && typeof until === 'string' && until < from)
    refuse(shape.until ?? '', `${formatDate(until)}早于开始的日期${formatDate(from)}，请核对`)
  return refusals.length === 0 ? { ok: true, values } : { ok: false, refusals }
}

type FieldReading = { readonly value: string | number | null } | { readonly reason: string }

function readField(field: RegisterField, written: string): FieldReading {
  const turned = directionControlProblem(written)
  if (turned !== null) return { reason: turned }
  const text = seenLine(written)
  if (text === '') return field.isRequired ? { reason: '没有填写' } : { value: null }
  switch (field.type) {
    case 'text':
      return readText(text)
    case 'choice':
      return (field.choices ?? []).includes(text)
        ? { value: text }
        : { reason: `“${text}”不在可选的值中，应是${(field.choices ?? []).join('、')}之一` }
    case 'date': {
      const day = readDay(text)
      return day.ok ? { value: day.day } : { reason: day.reason }
    }
    case 'number':
      return readAmount(field, text)
  }
}

function readText(text: string): FieldReading {
  return text.length > longestText ? { reason: `超过${longestText}个字，请写短一些` } : { value: text }
}

function readAmount({ unit = '', decimals = 0 }: RegisterField, text: string): FieldReading {
  const reading = readNumber(text, { unit, decimals })
  // A register knows no 不适用 or 不公布: what is not there is left blank.
  if (!reading.ok) return { reason: reading.reason.replace(/；没有数据请选择.*$/u, '；没有的请留空') }
  return reading.value === null ? { reason: '应是数字；没有的请留空' } : { value: reading.value }
}
