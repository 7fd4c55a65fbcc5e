import { namesWords } from '@cg/domain/claim/words'
import { canonicalJson } from '../../catalogue/hash.ts'
import type { BasisForm, ReleaseBasis } from '../stored/basis.ts'
import { releasedCells } from '../stored/cell-table.ts'
import type { CellTable } from '../stored/cell-table.ts'

export type Prepared = { readonly basis: ReleaseBasis; readonly cells: CellTable }

/** What of a preview's input is another today, in words, the figures first; empty while nothing is. */
export function changesSince(then: Prepared, now: Prepared): string[] {
  const parts = [
    cellChanges(then, now),
    ...formChanges(then.basis, now.basis),
    ...listChanges(then.basis, now.basis),
    ...settingChanges(then.basis, now.basis),
  ].filter((words) => words !== null)
  if (parts.length > 0) return parts
  return isSame(then.basis, now.basis) ? [] : ['填报过程或系统设置有变动']
}

function isSame(left: unknown, right: unknown): boolean {
  return canonicalJson(left) === canonicalJson(right)
}

/** 参加技能培训人数等3个数据项的5格数据有变动 */
function cellChanges(then: Prepared, now: Prepared): string | null {
  const [before, after] = [cellsOf(then.cells), cellsOf(now.cells)]
  const changed = [...new Set([...before.keys(), ...after.keys()])].filter((key) => before.get(key) !== after.get(key))
  if (changed.length === 0) return null
  const codes = [...new Set(changed.map((key) => key.split('|')[0] ?? ''))]
  const names = codes.map((code) => now.basis.items.find((item) => item.code === code)?.name ?? code)
  return `${namesWords(names, 2, '个数据项')}的${changed.length}格数据有变动`
}

/** What each cell says; its version alone changes no figure. */
function cellsOf(table: CellTable): Map<string, string> {
  return new Map(
    Array.from(releasedCells(table), ({ item, unit, breakdown, state, value }) => [
      `${item}|${unit}|${breakdown}`,
      `${state} ${value ?? ''}`,
    ]),
  )
}

function formChanges(then: ReleaseBasis, now: ReleaseBasis): string[] {
  const key = ({ form, reporter }: BasisForm) => `${form}|${reporter}`
  const before = new Map(then.forms.map((form) => [key(form), form.state !== 'missing']))
  const moved = (isIn: boolean) =>
    now.forms
      .filter((form) => (form.state !== 'missing') === isIn && before.get(key(form)) === !isIn)
      .map((form) => `${form.reporterName}的${form.formName}`)
  const [came, left] = [moved(true), moved(false)]
  const owed = new Map(then.forms.map((form) => [key(form), form]))
  const waiting = now.forms.filter((form) => form.state === 'missing' && owed.get(key(form))?.state === 'missing')
  const differing = (of: (form: BasisForm) => string | null) =>
    waiting
      .filter((form) => of(form) !== of(owed.get(key(form)) ?? form))
      .map((form) => `${form.reporterName}的${form.formName}`)
  const [sent, extended] = [differing((form) => form.firstSubmittedAt), differing((form) => form.deadline)]
  return [
    ...(came.length === 0 ? [] : [`${namesWords(came, 2, '张报表')}新通过审核`]),
    ...(sent.length === 0 ? [] : [`${namesWords(sent, 2, '张报表')}新报送，尚未审核`]),
    ...(extended.length === 0 ? [] : [`${namesWords(extended, 2, '张报表')}的截止时间有变动`]),
    ...(left.length === 0 ? [] : [`${namesWords(left, 2, '张报表')}不再是审核通过`]),
  ]
}

/** What is kept by indicator. */
function listChanges(then: ReleaseBasis, now: ReleaseBasis): (string | null)[] {
  const nameOf = (code: string) =>
    [...now.indicators, ...then.indicators].find((indicator) => indicator.code === code)?.name ?? code
  const told = (what: string, before: Readonly<Record<string, unknown>>, after: Readonly<Record<string, unknown>>) => {
    const codes = [...new Set([...Object.keys(after), ...Object.keys(before)])]
    const names = codes.filter((code) => !isSame(before[code], after[code])).map(nameOf)
    return names.length === 0 ? null : `${namesWords(names, 2, '项指标')}的${what}有变动`
  }
  const byCode = ({ indicators }: ReleaseBasis) => Object.fromEntries(indicators.map((one) => [one.code, one]))
  return [
    told('定义', byCode(then), byCode(now)),
    told('目标', then.targets, now.targets),
    told('基期数', then.baselines, now.baselines),
    told('外部参照数据', then.yardsticks, now.yardsticks),
  ]
}

const settings = [
  ['计分方案', ({ scheme }) => scheme],
  ['加减分事项', ({ matters }) => matters],
  ['原因、措施', ({ statements }) => statements],
  ['台账', ({ registers }) => registers],
  ['单位名录', ({ units }) => units],
  ['所依据的以前季度发布', ({ bases, corrects }) => [bases, corrects]],
  ['总览的核心指标', ({ cards }) => cards],
] as const satisfies readonly (readonly [string, (basis: ReleaseBasis) => unknown])[]

function settingChanges(then: ReleaseBasis, now: ReleaseBasis): string[] {
  return settings.flatMap(([what, of]) => (isSame(of(then), of(now)) ? [] : [`${what}有变动`]))
}
