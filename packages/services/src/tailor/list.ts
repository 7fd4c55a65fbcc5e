import type {
  CatalogueBoard,
  CatalogueIndicatorRow,
  CatalogueItemRow,
  CatalogueSpan,
} from '@cg/contract/catalogue-change'
import { dimensionNames } from '@cg/contract/dimension'
import type { Db } from '@cg/db/store'
import { parsePeriod } from '@cg/domain/period'
import type { Off } from '../catalogue/layer.ts'
import type { CatalogueIndicator, CatalogueItem } from '../catalogue/read.ts'
import type { Actor, Context } from '../context.ts'
import { indicatorItems } from '../release/words.ts'
import { openQuarters } from './check.ts'
import { listProposals, mayTailor, requireTailorReader } from './proposals.ts'
import { loadTailored, nameOf, offUnder } from './standing.ts'
import type { Tailored } from './standing.ts'

/** Everything in the catalogue, from when on the city uses it, and what is proposed to change. */
export async function readCatalogueBoard(ctx: Context): Promise<CatalogueBoard> {
  requireTailorReader(ctx.actor)
  return ctx.store.read((db) => catalogueBoard(ctx, db))
}

/** The same inside a transaction. */
export async function catalogueBoard(
  { actor, now }: { actor: Actor; now: () => Date },
  db: Db,
): Promise<CatalogueBoard> {
  const tailored = await loadTailored(db, now())
  const rows = rowsOf(tailored)
  return {
    indicators: [...tailored.known.indicators.values()].map(rows.indicator),
    items: [...tailored.known.items.values()].map(rows.item),
    quarters: openQuarters(tailored),
    proposals: await listProposals(db, actor, tailored),
    mayPropose: mayTailor(actor),
  }
}

function rowsOf(tailored: Tailored) {
  const { indicators, items, forms, departments } = tailored.known
  const all = [...indicators.values()]
  const departmentName = (code: string) => departments.find((one) => one.code === code)?.name ?? code
  const formsWith = (codes: readonly string[]) =>
    forms.flatMap(({ name, cells }) => (cells.some(({ item }) => codes.includes(item)) ? [name] : []))
  const itemsOf = new Map(all.map((one) => [one.code as string, indicatorItems({ indicators: all }, one)]))
  const itemName = new Map<string, string>([...items.values()].map(({ code, name }) => [code, name]))
  const turns = turnsOf(tailored)
  return {
    indicator: ({ code, name, definition, unit, dimension, leadDepartment, isAssessed }: CatalogueIndicator) =>
      ({
        code,
        name,
        definition,
        unit,
        dimension: dimensionNames[dimension] ?? dimension,
        department: departmentName(leadDepartment),
        isAssessed,
        forms: formsWith(itemsOf.get(code) ?? []),
        items: (itemsOf.get(code) ?? []).map((item) => itemName.get(item) ?? item),
        spans: spansOf(turns, (off) => indicatorSpan(tailored, off, code)),
      }) satisfies CatalogueIndicatorRow,
    item: ({ code, name, definition, unit, ownerDepartment, axes }: CatalogueItem) =>
      ({
        code,
        name,
        definition,
        unit,
        department: departmentName(ownerDepartment),
        isCounted: axes.enteredFor === 'none',
        forms: formsWith([code]),
        indicators: all.flatMap((one) => (itemsOf.get(one.code)?.includes(code) === true ? [one.name] : [])),
        spans: spansOf(turns, (off) => ({ isOn: !off.items.has(code), because: '' })),
      }) satisfies CatalogueItemRow,
  }
}

type Turn = { readonly from: string; readonly off: Off }

/** What is off from each quarter on in which anything changes. */
function turnsOf(tailored: Tailored): Turn[] {
  const quarters = [...new Set(tailored.switches.map(({ from }) => from))].toSorted()
  return quarters.map((from) => ({ from, off: offUnder(tailored, tailored.switches, parsePeriod(from)) }))
}

function indicatorSpan(tailored: Tailored, { indicators }: Off, code: string): Omit<CatalogueSpan, 'from'> {
  const found = [...indicators].find(([one]) => one === code)?.[1]
  if (found === undefined) return { isOn: true, because: '' }
  const because = found.lacks === '' ? '' : `数据项${nameOf(tailored, 'items', found.lacks)}停用，不能计算`
  return { isOn: false, because }
}

/** The quarters in which one thing changes; the first is always an end. */
function spansOf(turns: readonly Turn[], spanAt: (off: Off) => Omit<CatalogueSpan, 'from'>): CatalogueSpan[] {
  const spans: CatalogueSpan[] = []
  for (const { from, off } of turns) {
    const span = spanAt(off)
    const last = spans.at(-1) ?? { isOn: true, because: '' }
    if (span.isOn !== last.isOn || span.because !== last.because) spans.push({ from, ...span })
  }
  return spans
}
