import { SwitchBody } from '@cg/contract/catalogue-change'
import type { CatalogueAct, CatalogueChangeInput } from '@cg/contract/catalogue-change'
import {
  DefinitionInput,
  HeaderInput,
  OwnFormBody,
  OwnIndicatorBody,
  OwnItemBody,
  ownPrefix,
} from '@cg/contract/catalogue-own'
import { parseJsonAs } from '@cg/contract/parse'
import { catalogueChange } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { formatPeriod } from '@cg/domain/number/date-format'
import { parsePeriod } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import { count, eq } from 'drizzle-orm'

export type ChangeRow = typeof catalogueChange.$inferSelect

/** A change as it is kept: what is added has its code. */
export type Change = { readonly from: Period } & (
  | { readonly kind: 'switch'; readonly body: SwitchBody }
  | { readonly kind: 'item'; readonly body: OwnItemBody }
  | { readonly kind: 'indicator'; readonly body: OwnIndicatorBody }
  | { readonly kind: 'definition'; readonly body: DefinitionInput }
  | { readonly kind: 'form'; readonly body: OwnFormBody }
  | { readonly kind: 'header'; readonly body: HeaderInput }
)

/** What was typed, with a code that nothing has had before. */
export async function codedChange(db: Db, { kind, from: text, body }: CatalogueChangeInput): Promise<Change> {
  const from = parsePeriod(text)
  switch (kind) {
    case 'switch':
      return { kind, from, body }
    case 'definition':
      return { kind, from, body }
    case 'header':
      return { kind, from, body }
    case 'form':
      return { kind, from, body: { code: await nextCode(db, kind, 'F'), form: body } }
    case 'item':
      return { kind, from, body: { code: await nextCode(db, kind, 'D'), item: body } }
    case 'indicator':
      return { kind, from, body: { code: await nextCode(db, kind, 'I'), indicator: body } }
  }
}

/** Proposals are never deleted, so that their number is never given twice. */
async function nextCode(db: Db, kind: Change['kind'], letter: string): Promise<string> {
  const [row] = await db.select({ known: count() }).from(catalogueChange).where(eq(catalogueChange.kind, kind))
  return `${ownPrefix}${letter}${String((row?.known ?? 0) + 1).padStart(3, '0')}`
}

/** What a stored proposal proposes. */
export function changeOf({ id, kind, validFrom, body }: ChangeRow): Change {
  const from = parsePeriod(validFrom)
  const what = `catalogue_change.body of ${id}`
  switch (kind) {
    case 'switch':
      return { kind, from, body: parseJsonAs(SwitchBody, body, what) }
    case 'item':
      return { kind, from, body: parseJsonAs(OwnItemBody, body, what) }
    case 'indicator':
      return { kind, from, body: parseJsonAs(OwnIndicatorBody, body, what) }
    case 'definition':
      return { kind, from, body: parseJsonAs(DefinitionInput, body, what) }
    case 'form':
      return { kind, from, body: parseJsonAs(OwnFormBody, body, what) }
    case 'header':
      return { kind, from, body: parseJsonAs(HeaderInput, body, what) }
    default:
      throw new Error(`catalogue_change.kind of ${id} holds ${kind}`)
  }
}

export function actOf({ kind, body }: Change): CatalogueAct {
  return kind === 'switch' ? (body.isOn ? 'on' : 'off') : kind
}

/** Codes of what a change names or adds. */
export function codesOf({ kind, body }: Change): { indicators: string[]; items: string[] } {
  switch (kind) {
    case 'switch':
      return { indicators: [...body.indicators], items: [...body.items] }
    case 'item':
      return { indicators: [], items: [body.code] }
    case 'form':
      return { indicators: [], items: [...body.form.items] }
    case 'header':
      return { indicators: [], items: [...body.items] }
    default:
      return { indicators: [body.code], items: [] }
  }
}

/** 2026年第四季度起停用 2 个指标、1 个数据项 · 2026年第四季度起新增数据项“工匠人数” */
export function titleOf(change: Change): string {
  const { kind, body } = change
  const since = `${formatPeriod(change.from)}起`
  if (kind === 'item') return `${since}新增数据项“${body.item.name}”`
  if (kind === 'indicator') return `${since}新增指标“${body.indicator.name}”`
  if (kind === 'definition') return `${since}“${body.name}”按新口径`
  if (kind === 'form') return `${since}新增报表《${body.form.name}》`
  if (kind === 'header') return `${since}修改报表《${body.name}》`
  const { isOn, indicators, items } = body
  const what = [
    ...(indicators.length === 0 ? [] : [`${indicators.length} 个指标`]),
    ...(items.length === 0 ? [] : [`${items.length} 个数据项`]),
  ]
  return `${since}${isOn ? '恢复使用' : '停用'} ${what.join('、')}`
}
