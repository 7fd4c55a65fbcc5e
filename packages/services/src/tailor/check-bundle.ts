import { partsOf } from './change.ts'
import type { Change, Part } from './change.ts'
import { nameOf, withNames } from './standing.ts'
import type { Tailored } from './standing.ts'

type Bundle = Extract<Change, { kind: 'bundle' }>

/** A refusal and the places, in the bundle, of the changes that it is about. */
export type AcrossRefusal = { readonly text: string; readonly parts: readonly number[] }

/** What the changes of one bundle have against each other; each of them is then held against what stands. */
export function bundleRefusals(standing: Tailored, bundle: Bundle): AcrossRefusal[] {
  const parts = partsOf(bundle)
  const tailored = withNames(standing, bundle)
  return [
    ...twice(parts, itemNames).map(({ word, at }) => ({
      text: `这次变更中有两个数据项都叫“${word}”。请改其中一个的名称。`,
      parts: at,
    })),
    ...twice(parts, indicatorNames).map(({ word, at }) => ({
      text: `这次变更中有两个指标都叫“${word}”。请改其中一个的名称。`,
      parts: at,
    })),
    ...twice(parts, formNames).map(({ word, at }) => ({
      text: `这次变更中有两张报表都叫《${word}》。请改其中一张的名称。`,
      parts: at,
    })),
    ...twice(parts, movedItems).map(({ word, at }) => ({
      text: `数据项${nameOf(tailored, 'items', word)}移入了两张报表。同一个数只填一次，请只留一处。`,
      parts: at,
    })),
    ...stoppedItems(tailored, parts),
  ]
}

type Words = (part: Part) => readonly string[]

const itemNames: Words = ({ kind, body }) => (kind === 'item' || kind === 'itemEdit' ? [body.item.name] : [])

const indicatorNames: Words = ({ kind, body }) => {
  if (kind === 'indicator' || kind === 'indicatorEdit') return [body.indicator.name]
  return kind === 'definition' ? [body.name] : []
}

const formNames: Words = ({ kind, body }) => {
  if (kind === 'form') return [body.form.name]
  return kind === 'header' ? [body.name] : []
}

const movedItems: Words = ({ kind, body }) => {
  if (kind === 'form') return body.form.items
  return kind === 'header' ? body.items : []
}

/** What several changes say, and which. */
function twice(parts: readonly Part[], wordsOf: Words): { word: string; at: number[] }[] {
  const said = parts.flatMap((part, at) => wordsOf(part).map((word) => ({ word, at })))
  return [...Map.groupBy(said, ({ word }) => word)].flatMap(([word, found]) =>
    found.length < 2 ? [] : [{ word, at: [...new Set(found.map(({ at }) => at))] }],
  )
}

function stoppedItems(tailored: Tailored, parts: readonly Part[]): AcrossRefusal[] {
  const stoppedBy = new Map(
    parts.flatMap(({ kind, body }, at): [string, number][] =>
      kind === 'switch' && !body.isOn ? [...body.items, ...body.indicators].map((code) => [code, at]) : [],
    ),
  )
  return parts.flatMap((part, at) => {
    const { codes, what } = usedBy(part)
    return codes.flatMap((code) => {
      const by = stoppedBy.get(code)
      if (by === undefined) return []
      const text = `${what}用到数据项${nameOf(tailored, 'items', code)}，它在这次变更中停用。请去掉其中一处。`
      return [{ text, parts: [at, by] }]
    })
  })
}

function usedBy({ kind, body }: Part): { readonly codes: readonly string[]; readonly what: string } {
  if (kind === 'indicator') {
    const { numerator, denominator, name } = body.indicator
    return { codes: [...numerator, ...denominator], what: `指标“${name}”` }
  }
  return kind === 'header' ? { codes: body.items, what: `报表《${body.name}》` } : { codes: [], what: '' }
}

export type PartRefusals = { readonly part: Part; readonly at: number; readonly refusals: readonly string[] }

type Checking = {
  readonly refusals: (standing: Tailored, part: Part) => Promise<readonly string[]>
  /** The catalogue as it will be with what has passed. */
  readonly standingWith: (passed: Bundle) => Promise<Tailored>
}

/**
 * What each change of a bundle has against it, in the order of dependence: new forms first, then what is asked, then the
 * indicators that are computed from it, each held against the catalogue as it will be. What names something that did not
 * pass waits for it. In the order of the bundle.
 */
export async function refusalsByPart(tailored: Tailored, bundle: Bundle, checking: Checking): Promise<PartRefusals[]> {
  const left = partsOf(bundle).map((part, at) => ({ part, at }))
  const found: PartRefusals[] = []
  const failed = new Map<string, string>()
  let standing = tailored
  // What is changed where it stands is held against what stands.
  const heldTo = (part: Part) => (part.kind === 'item' || stageOf(part) === 'others' ? standing : tailored)
  for (const stage of stages) {
    const now = left.filter(({ part }) => stageOf(part) === stage)
    for (const { part, at } of now) {
      const waits = namedIn(part).flatMap((code) => failed.get(code) ?? [])
      const refusals = waits.length > 0 ? waits.map(waitsFor) : await checking.refusals(heldTo(part), part)
      found.push({ part, at, refusals })
      if (refusals.length === 0) continue
      if (part.kind === 'item') failed.set(part.body.code, `数据项“${part.body.item.name}”`)
      if (part.kind === 'form') failed.set(part.body.code, `报表《${part.body.form.name}》`)
    }
    const passed = found.filter(({ refusals }) => refusals.length === 0)
    const isLast = stage === stages.at(-1)
    if (!isLast && passed.length > 0) standing = await checking.standingWith(bundleOf(bundle, passed))
  }
  return found.toSorted((one, other) => one.at - other.at)
}

const stages = ['forms', 'items', 'others'] as const

function stageOf({ kind }: Part): (typeof stages)[number] {
  if (kind === 'form') return 'forms'
  return kind === 'indicator' || kind === 'indicatorEdit' || kind === 'definition' ? 'others' : 'items'
}

function namedIn({ kind, body }: Part): readonly string[] {
  if (kind === 'item') return [body.item.form]
  return kind === 'indicator' ? [...body.indicator.numerator, ...body.indicator.denominator] : []
}

const waitsFor = (what: string): string => `它用到这次新增的${what}，那一行还没有通过检查。请先改正那一行。`

function bundleOf(bundle: Bundle, passed: readonly PartRefusals[]): Bundle {
  const kept = passed.toSorted((one, other) => one.at - other.at).map(({ part: { from: _from, ...part } }) => part)
  return { ...bundle, body: { parts: kept } }
}
