import type { UnitRecord } from '@cg/contract/unit'
import type { SuccessionInput } from '@cg/contract/unit-succession'
import { draftOfUnit, inputOf, newUnit } from './unit-draft.ts'
import type { UnitDraft } from './unit-draft.ts'

/** A merge or split while it is filled in; new units go by their place in the list, their codes are still typed. */
export type SuccessionDraft = {
  readonly kind: SuccessionInput['kind']
  readonly from: string
  readonly predecessors: readonly string[]
  readonly successors: readonly UnitDraft[]
  /** Of a split: which new unit each unit beneath goes to. */
  readonly beneath: Readonly<Record<string, number>>
  readonly grantsTo: number | null
  readonly basis: string
}

/** Nothing chosen yet. */
export function newSuccession(
  kind: SuccessionInput['kind'],
  items: readonly UnitRecord[],
  from: string,
): SuccessionDraft {
  const empty = newUnit(items, from)
  const successors = kind === 'merge' ? [empty] : [empty, empty]
  return { kind, from, predecessors: [], successors, beneath: {}, grantsTo: 0, basis: '' }
}

/** Units that may become others in that quarter. */
export function mayEnd(items: readonly UnitRecord[], from: string): UnitRecord[] {
  return items.filter(({ unit: { kind, validFrom, validTo } }) => {
    return kind !== 'city' && kind !== 'enterprise' && validFrom < from && (validTo === null || validTo >= from)
  })
}

/** Other units chosen: what new ones are besides their names is taken over from the first of them. */
export function withPredecessors(
  draft: SuccessionDraft,
  predecessors: readonly string[],
  items: readonly UnitRecord[],
): SuccessionDraft {
  const first = items.find(({ unit }) => unit.code === predecessors[0])
  if (first === undefined || predecessors[0] === draft.predecessors[0]) return { ...draft, predecessors, beneath: {} }
  return {
    ...draft,
    predecessors,
    beneath: {},
    successors: draft.successors.map(({ code, name, shortName }, at) => ({
      ...like(first, at),
      code,
      name,
      shortName,
    })),
  }
}

/** A new unit as the first that ends; the place in the tile map is for one alone. */
function like(first: UnitRecord, at: number): UnitDraft {
  const own = { ...draftOfUnit(first), isNew: true, code: '', name: '', shortName: '', validTo: null }
  return at === 0 ? own : { ...own, row: '', column: '', order: String(Number(own.order) + at) }
}

/** One more unit of a split. */
export function withOneMore(draft: SuccessionDraft, items: readonly UnitRecord[]): SuccessionDraft {
  const first = items.find(({ unit }) => unit.code === draft.predecessors[0])
  const at = draft.successors.length
  const added = first === undefined ? newUnit(items, draft.from) : like(first, at)
  return { ...draft, successors: [...draft.successors, added] }
}

/** What stands beneath the chosen units in the quarter. */
export function beneathOf(items: readonly UnitRecord[], { predecessors, from }: SuccessionDraft): UnitRecord[] {
  return items.filter(({ unit: { code, parent, validTo } }) => {
    const isBeneath = parent !== null && predecessors.includes(parent) && !predecessors.includes(code)
    return isBeneath && (validTo === null || validTo >= from)
  })
}

/** What is sent; null while something that is needed is not written. */
export function successionInput(draft: SuccessionDraft): Omit<SuccessionInput, 'seen'> | null {
  const { kind, from, predecessors, grantsTo, basis } = draft
  const successors = draft.successors.flatMap((one) => inputOf(one)?.unit ?? [])
  if (predecessors.length === 0 || successors.length !== draft.successors.length) return null
  const beneath = Object.entries(draft.beneath).flatMap(([code, at]) => {
    const to = successors[at]?.code
    return to === undefined ? [] : [{ code, to }]
  })
  return {
    kind,
    from,
    predecessors: [...predecessors],
    successors,
    beneath: kind === 'merge' ? [] : beneath,
    grantsTo: grantsTo === null ? null : (successors[grantsTo]?.code ?? null),
    basis: basis.trim(),
  }
}
