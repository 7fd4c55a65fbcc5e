import type { CatalogueChangeInput, CataloguePartInput } from '@cg/contract/catalogue-change'
import type { CatalogueAct } from '@cg/contract/catalogue-impact'
import type { KeptPart } from '@cg/contract/catalogue-kept'
import { ownPrefix } from '@cg/contract/catalogue-own'
import { catalogueChange } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { partWords } from '@cg/domain/figure/parts'
import { formatPeriod } from '@cg/domain/number/date-format'
import { parsePeriod } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import { asc } from 'drizzle-orm'
import { partsKept } from '../catalogue/layer.ts'

export type ChangeRow = typeof catalogueChange.$inferSelect

/** One change as it is kept: what is added has its code. */
export type Part = { readonly from: Period } & KeptPart

/** What is proposed: one change, or several from the same quarter on. */
export type Change =
  | Part
  | { readonly kind: 'bundle'; readonly from: Period; readonly body: { readonly parts: readonly KeptPart[] } }

/** The changes that a proposal is made of. */
export function partsOf(change: Change): Part[] {
  return change.kind === 'bundle' ? change.body.parts.map((part) => ({ ...part, from: change.from })) : [change]
}

/** What was typed, with codes that nothing has had before. */
export async function codedChange(db: Db, typed: CatalogueChangeInput): Promise<Change> {
  const codes = await newCodes(db)
  const from = parsePeriod(typed.from)
  if (typed.kind === 'bundle') return { kind: 'bundle', from, body: { parts: codedParts(typed.body.parts, codes) } }
  return { ...codes(typed), from }
}

/** Added things get their codes first, so that what is computed from them, or asked on them, can name them. */
function codedParts(parts: readonly CataloguePartInput[], codes: (part: CataloguePartInput) => KeptPart): KeptPart[] {
  const coded = parts.map((typed) => ({ typed, part: codes(typed) }))
  const given = new Map(
    coded.flatMap(({ typed, part }): [string, string][] =>
      'ref' in typed && typed.ref !== undefined && (part.kind === 'item' || part.kind === 'form')
        ? [[typed.ref, part.body.code]]
        : [],
    ),
  )
  const codeOf = (code: string) => given.get(code) ?? code
  return coded.map(({ part }) => {
    if (part.kind === 'item') {
      const { code, item } = part.body
      return { kind: part.kind, body: { code, item: { ...item, form: codeOf(item.form) } } }
    }
    if (part.kind !== 'indicator') return part
    const { code, indicator } = part.body
    const [numerator, denominator] = [indicator.numerator.map(codeOf), indicator.denominator.map(codeOf)]
    return { kind: part.kind, body: { code, indicator: { ...indicator, numerator, denominator } } }
  })
}

const letters = { form: 'F', item: 'D', indicator: 'I' } as const
type Added = keyof typeof letters

/** Proposals are never deleted, so that their number is never given twice. */
async function newCodes(db: Db): Promise<(part: CataloguePartInput) => KeptPart> {
  const rows = await db.select().from(catalogueChange).orderBy(asc(catalogueChange.id))
  const kinds = rows.flatMap((row) => partsKept(row).map(({ kind }) => kind))
  const given = { form: 0, item: 0, indicator: 0 }
  for (const kind of kinds) if (kind === 'form' || kind === 'item' || kind === 'indicator') given[kind] += 1
  const next = (kind: Added) => {
    given[kind] += 1
    return `${ownPrefix}${letters[kind]}${String(given[kind]).padStart(3, '0')}`
  }
  return (part) => {
    switch (part.kind) {
      case 'form':
        return { kind: part.kind, body: { code: next(part.kind), form: part.body } }
      case 'item':
        return { kind: part.kind, body: { code: next(part.kind), item: part.body } }
      case 'indicator':
        return { kind: part.kind, body: { code: next(part.kind), indicator: part.body } }
      case 'switch':
        return { kind: part.kind, body: part.body }
      case 'definition':
        return { kind: part.kind, body: part.body }
      case 'header':
        return { kind: part.kind, body: part.body }
      case 'byParts':
        return { kind: part.kind, body: part.body }
      case 'groups':
        return { kind: part.kind, body: part.body }
      case 'duty':
        return { kind: part.kind, body: part.body }
      case 'formScope':
        return { kind: part.kind, body: part.body }
      case 'itemEdit':
        return { kind: part.kind, body: part.body }
      case 'indicatorEdit':
        return { kind: part.kind, body: part.body }
    }
  }
}

/** What a stored proposal proposes. */
export function changeOf(row: ChangeRow): Change {
  const from = parsePeriod(row.validFrom)
  const parts = partsKept(row)
  const [only] = parts
  return row.kind === 'bundle' || only === undefined ? { kind: 'bundle', from, body: { parts } } : { ...only, from }
}

export function actOf(change: Change): CatalogueAct {
  if (change.kind !== 'switch') return change.kind
  return change.body.isOn ? 'on' : 'off'
}

type Codes = { indicators: string[]; items: string[]; forms: string[] }

/** Codes of what a change names or adds. */
export function codesOf(change: Change): Codes {
  const all = partsOf(change).map(codesOfPart)
  const joined = (key: keyof Codes) => [...new Set(all.flatMap((one) => one[key]))]
  return { indicators: joined('indicators'), items: joined('items'), forms: joined('forms') }
}

function codesOfPart({ kind, body }: Part): Codes {
  switch (kind) {
    case 'switch':
      return { indicators: [...body.indicators], items: [...body.items], forms: [] }
    case 'item':
      return { indicators: [], items: [body.code], forms: [body.item.form] }
    case 'itemEdit':
    case 'groups':
      return { indicators: [], items: [body.code], forms: [] }
    case 'duty':
      return { indicators: [], items: [...body.items], forms: [] }
    case 'form':
      return { indicators: [], items: [...body.form.items], forms: [body.code] }
    case 'header':
      return { indicators: [], items: [...body.items], forms: [body.code] }
    case 'byParts':
    case 'formScope':
      return { indicators: [], items: [], forms: [body.form] }
    default:
      return { indicators: [body.code], items: [], forms: [] }
  }
}

/** 2026年第四季度起停用 2 个指标、1 个数据项 · 2026年第四季度起新增数据项“工匠人数” */
export function titleOf(change: Change): string {
  const since = `${formatPeriod(change.from)}起`
  if (change.kind === 'bundle') return `Excel 导入：${since}变更 ${change.body.parts.length} 处`
  return `${since}${partTitle(change)}`
}

/** 停用 2 个指标、1 个数据项 · 新增数据项“工匠人数” */
export function partTitle({ kind, body }: KeptPart): string {
  switch (kind) {
    case 'item':
      return `新增数据项“${body.item.name}”`
    case 'itemEdit':
      return `修改数据项“${body.item.name}”`
    case 'groups':
      return `修改数据项的分组`
    case 'indicator':
      return `新增指标“${body.indicator.name}”`
    case 'indicatorEdit':
      return `修改指标“${body.indicator.name}”`
    case 'definition':
      return `“${body.name}”按新口径`
    case 'form':
      return `新增报表《${body.form.name}》`
    case 'header':
      return `修改报表《${body.name}》`
    case 'byParts':
      return `${body.units.length} 个区县的一张报表${body.by === null ? '改由区县自己填' : `由${partWords[body.by]}分报`}`
    case 'formScope':
      return body.excused.length === 0
        ? '一张报表改由全部区县填报'
        : `调整一张报表的填报范围，${body.excused.length} 个区县不填报`
    case 'duty':
      return `调整 ${body.items.length} 个数据项的协助部门、佐证要求`
    case 'switch': {
      const { isOn, indicators, items } = body
      const what = [
        ...(indicators.length === 0 ? [] : [`${indicators.length} 个指标`]),
        ...(items.length === 0 ? [] : [`${items.length} 个数据项`]),
      ]
      return `${isOn ? '恢复使用' : '停用'} ${what.join('、')}`
    }
  }
}
