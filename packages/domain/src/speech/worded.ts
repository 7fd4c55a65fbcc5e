import { findQuantities } from './quantity.ts'
import type { Quantity } from './quantity.ts'
import { fitsUnit, matchWritten } from './written.ts'

/** A number in Chinese characters as it stands in a text: 三个, 百分之八十, 近八成, 第三位. */
export type WordedNumber = { readonly text: string; readonly start: number; readonly end: number }

/** The numbers of a text that are written in Chinese characters, wholly or in part (百分之80). */
export function wordedNumbers(text: string): WordedNumber[] {
  return wordedIn(text).map(({ start, end }) => ({ text: text.slice(start, end), start, end }))
}

/** Those of them that say nothing that a number of `published` says, hedged as Chinese usage allows. */
export function strangeWorded(text: string, published: string): WordedNumber[] {
  const own = quantitiesOf(published)
  return wordedIn(text)
    .filter((one) => !own.some((known) => saysTheSame(one, known)))
    .map(({ start, end }) => ({ text: text.slice(start, end), start, end }))
}

function wordedIn(text: string): Quantity[] {
  return quantitiesOf(text).filter((one) => isWorded(text, one) && countsSomething(text, one))
}

/** Forms are counted in 张, which no speech counts in: 份 stands for it, letter for letter, as 百分之百 for itself. */
function quantitiesOf(text: string): Quantity[] {
  const plain = text.replaceAll('张', '份')
  const whole = [...text.matchAll(/百分之百/gu)].map(({ index, 0: { length } }): Quantity => {
    const hundred = { value: 100, step: 1, scale: 0, unit: '%', hedge: 'exact', before: '', after: '' } as const
    return { start: index, end: index + length, kind: 'figure', isWord: false, ...hundred }
  })
  return [...findQuantities(plain).filter(({ kind }) => kind !== 'blank'), ...whole]
}

function isWorded(text: string, { start, end }: Quantity): boolean {
  return /[零〇一二三四五六七八九十百千两半]/u.test(text.slice(start, end).replace(/百分之(?=\d)/u, '百'))
}

const counters = new Set(['%', '倍', '个百分点', '百分点', '人', '名', '家', '户', '分', '份', '人次'])

/** Of small numbers: 三个区县 and 两家 are counted, 四个方面 and 两项任务 are ways of speaking. */
function countsSomething(text: string, { kind, isWord, unit, end }: Quantity): boolean {
  if (kind !== 'figure' || !isWord || counters.has(unit)) return true
  return /^(?:区县|区|县|市|园区|单位|地区|指标|核心指标|目标|部门|报表|企业|乡镇|街道)/u.test(text.slice(end))
}

function saysTheSame(written: Quantity, known: Quantity): boolean {
  if (written.kind !== known.kind) return false
  if (written.kind !== 'figure') return written.value === known.value
  const format = { unit: known.unit, decimals: Math.max(0, Math.round(-Math.log10(known.step))) }
  return fitsUnit(format, written.unit) && matchWritten(written, known.value, format).result === 'equal'
}
