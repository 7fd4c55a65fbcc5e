import { scoredUnit } from '@cg/contract/appraisal'
import type {
  CatalogueBoard,
  CatalogueChangeInput,
  CatalogueIndicatorRow,
  CatalogueItemRow,
} from '@cg/contract/catalogue-change'
import type { AskedQuarters, OwnIndicatorInput, OwnItemInput } from '@cg/contract/catalogue-own'

/** What is typed of an own item. */
export type ItemDraft = Omit<OwnItemInput, 'decimals'> & { readonly from: string; readonly decimals: string }
export type IndicatorDraft = Omit<OwnIndicatorInput, 'decimals' | 'breakdowns'> & {
  readonly from: string
  readonly decimals: string
  readonly breakdowns: string[]
}

/** The next quarter but one that is open: most changes are made for what is not asked yet. */
export function usualQuarter({ quarters }: Pick<CatalogueBoard, 'quarters'>): string {
  return quarters[1] ?? quarters[0] ?? ''
}

/** An own item as it stands, to be changed; a new one where there is none. */
export function itemDraft(data: CatalogueBoard, own: CatalogueItemRow['own']): ItemDraft {
  return own === null ? newItem(data) : { ...own, from: usualQuarter(data), decimals: String(own.decimals) }
}

export function indicatorDraft(data: CatalogueBoard, own: CatalogueIndicatorRow['own']): IndicatorDraft {
  if (own === null) return newIndicator(data)
  return { ...own, breakdowns: own.breakdowns ?? [], from: usualQuarter(data), decimals: String(own.decimals) }
}

function newItem({ quarters, choices }: CatalogueBoard): ItemDraft {
  const [form] = choices.forms
  return {
    from: usualQuarter({ quarters }),
    name: '',
    definition: '',
    unit: '',
    decimals: '0',
    periodKind: 'STOCK_EOQ',
    asked: 'every' satisfies AskedQuarters,
    department: form?.department ?? choices.departments[0]?.code ?? '',
    form: form?.code ?? '',
    breakdowns: [],
    hasCityTotal: false,
    mayBeNegative: false,
  }
}

function newIndicator({ quarters, choices }: CatalogueBoard): IndicatorDraft {
  return {
    from: usualQuarter({ quarters }),
    name: '',
    definition: '',
    dimension: 'SKILLS',
    department: choices.departments[0]?.code ?? '',
    measure: 'percent',
    numerator: [],
    denominator: [],
    unit: '',
    decimals: '1',
    direction: 'higher',
    isAssessed: false,
    breakdowns: [],
  }
}

/** What storage holds, where it has the shape of what is typed now; else nothing. */
export function readLike<Value extends object>(shape: Value): (found: unknown) => Value | null {
  return (found) => {
    if (typeof found !== 'object' || found === null) return null
    const kept = new Map<string, unknown>(Object.entries(found))
    const isAlike = Object.entries(shape).every(([key, value]) => {
      const other = kept.get(key)
      return Array.isArray(value)
        ? Array.isArray(other) && other.every((one) => typeof one === 'string')
        : typeof other === typeof value
    })
    // Every property was compared with one of the same kind.
    return isAlike ? (found as Value) : null
  }
}

/** Null: something is not filled in yet. `code`: of the item that is changed; null for a new one. */
export function itemChange({ from, decimals, ...draft }: ItemDraft, code: string | null): CatalogueChangeInput | null {
  const [name, definition, unit] = [draft.name.trim(), draft.definition.trim(), draft.unit.trim()]
  if (name.length < 2 || definition.length < 4 || unit === '' || draft.form === '') return null
  const item = { ...draft, name, definition, unit, decimals: Number(decimals) }
  return code === null ? { kind: 'item', from, body: item } : { kind: 'itemEdit', from, body: { code, item } }
}

/** Null: something is not filled in yet. `code`: of the indicator that is changed; null for a new one. */
export function indicatorChange(
  { from, decimals, ...draft }: IndicatorDraft,
  code: string | null,
): CatalogueChangeInput | null {
  const [name, definition] = [draft.name.trim(), draft.definition.trim()]
  const { measure } = draft
  const unit = measure === 'percent' ? '%' : measure === 'score' ? scoredUnit : draft.unit.trim()
  const denominator = measure === 'count' ? [] : draft.denominator
  const isWhole = draft.numerator.length > 0 && (measure === 'count' || measure === 'score' || denominator.length > 0)
  if (name.length < 2 || definition.length < 4 || unit === '' || !isWhole) return null
  const indicator = { ...draft, name, definition, unit, denominator, decimals: Number(decimals) }
  return code === null
    ? { kind: 'indicator', from, body: indicator }
    : { kind: 'indicatorEdit', from, body: { code, indicator } }
}
