import type {
  CatalogueBoard,
  CatalogueFormRow,
  CatalogueIndicatorRow,
  CatalogueItemRow,
  CatalogueSpan,
} from '@cg/contract/catalogue-change'
import type { DutySpan } from '@cg/contract/catalogue-duty'
import { isOwnCode } from '@cg/contract/catalogue-own'
import { dimensionNames } from '@cg/contract/dimension'
import type { Db } from '@cg/db/store'
import type { IndicatorCode } from '@cg/domain/indicator'
import { parsePeriod } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import { lastOf } from '../catalogue/layer.ts'
import type { Off } from '../catalogue/layer.ts'
import { loadLayer } from '../catalogue/layer.ts'
import { loadKnownCatalogue, reportingUnits } from '../catalogue/read.ts'
import type { CatalogueForm, CatalogueIndicator, CatalogueItem } from '../catalogue/read.ts'
import type { Actor, Context } from '../context.ts'
import { assistingOf } from '../entry/form/form-facts.ts'
import { indicatorItems } from '../release/words.ts'
import { openQuarters } from './check.ts'
import { mayPropose } from '../proposal.ts'
import { listProposals, requireTailorReader } from './proposals.ts'
import { loadTailored, nameOf, offAt, ownIndicator } from './standing.ts'
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
    forms: tailored.known.forms.map((form) => formRow(tailored, form)),
    quarters: openQuarters(tailored),
    choices: choicesOf(tailored),
    proposals: await listProposals(db, actor, tailored),
    mayPropose: mayPropose(actor),
  }
}

function formRow({ known, layer, unitNames }: Tailored, form: CatalogueForm): CatalogueFormRow {
  const { code, name, dimension, department, filledBy, issuer, tableNo, approvalNo, validUntil, cells } = form
  const items = [...new Set(cells.map(({ item }) => item))]
  return {
    code,
    name,
    dimension: dimensionNames[dimension] ?? dimension,
    department: known.departments.find((one) => one.code === department)?.name ?? department,
    isByUnits: filledBy === 'unit',
    issuer,
    tableNo,
    approvalNo,
    validUntil,
    items: items.map((item) => known.items.get(item)?.name ?? item),
    isOwn: isOwnCode(code),
    parts: layer.byParts
      .filter((one) => one.form === code)
      .map(({ from, units, by }) => ({ from, units: [...units], by })),
    scopes: layer.formScopes
      .filter((one) => one.form === code)
      .map(({ from, excused }) => ({
        from,
        excused: excused.map((unit) => ({ code: unit, name: unitNames.get(unit) ?? unit })),
      })),
    since: isOwnCode(code) ? (layer.forms.find((one) => one.code === code)?.from ?? null) : null,
  }
}

function choicesOf({ known: { departments, forms, guide, units } }: Tailored): CatalogueBoard['choices'] {
  return {
    departments: departments.map(({ code, name }) => ({ code, name })),
    forms: forms.map(({ code, name, department, filledBy }) => ({
      code,
      name,
      department,
      isByUnits: filledBy === 'unit',
    })),
    axes: guide.axes.map(({ code, name }) => ({ code, name })),
    districts: reportingUnits(units).map(({ code, name }) => {
      const count = (kind: string) => units.filter((unit) => unit.kind === kind && unit.parent === code).length
      return { code, name, town: count('town'), enterprise: count('enterprise') }
    }),
  }
}

function rowsOf(tailored: Tailored) {
  const { indicators, items, forms, departments } = tailored.known
  const all = [...indicators.values()]
  const departmentName = (code: string) => departments.find((one) => one.code === code)?.name ?? code
  const formsOf = (codes: readonly string[]) =>
    forms.filter(({ cells }) => cells.some(({ item }) => codes.includes(item)))
  const formsWith = (codes: readonly string[]) => formsOf(codes).map(({ name }) => name)
  const itemsOf = new Map(all.map((one) => [one.code as string, indicatorItems({ indicators: all }, one)]))
  const itemName = new Map<string, string>([...items.values()].map(({ code, name }) => [code, name]))
  const turns = turnsOf(tailored)
  return {
    indicator: (one: CatalogueIndicator) => {
      const { code, name, definition, unit, dimension, leadDepartment, isAssessed } = one
      return {
        code,
        name,
        definition,
        unit,
        dimension: dimensionNames[dimension] ?? dimension,
        department: departmentName(leadDepartment),
        isAssessed,
        forms: formsWith(itemsOf.get(code) ?? []),
        items: (itemsOf.get(code) ?? []).map((item) => itemName.get(item) ?? item),
        isOwn: isOwnCode(code),
        own: ownIndicator(tailored, one),
        spans: spansOf(turns, { since: ownSince(one), at: (off) => indicatorSpan(tailored, off, code) }),
      } satisfies CatalogueIndicatorRow
    },
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
        responsible: [...new Set(formsOf([code]).map((form) => departmentName(form.department)))],
        duties: dutiesOf(tailored, code),
        isOwn: isOwnCode(code),
        breakdowns: [...axes.breakdowns],
        own: lastOf(tailored.layer.items).get(code)?.item ?? null,
        spans: spansOf(turns, {
          since: tailored.layer.items.find((own) => own.code === code)?.from ?? null,
          at: (off) => ({ isOn: !off.items.has(code), because: '' }),
        }),
      }) satisfies CatalogueItemRow,
  }
}

/** Indicators that the city uses no more, or not yet again, with the quarter from which on. */
export async function loadIndicatorsOff(db: Db): Promise<ReadonlyMap<string, Period>> {
  const tailored = { known: await loadKnownCatalogue(db), layer: await loadLayer(db) }
  const turns = turnsOf(tailored)
  const found = new Map<string, Period>()
  for (const one of tailored.known.indicators.values()) {
    const spans = spansOf(turns, {
      since: ownSince(one),
      at: (off) => ({ isOn: !off.indicators.has(one.code), because: '' }),
    })
    const last = spans.at(-1)
    if (last !== undefined && !last.isOn) found.set(one.code, parsePeriod(last.from))
  }
  return found
}

/** What was asked of an item besides its figure, each with its first quarter. */
function dutiesOf({ known: { departments }, layer }: Tailored, item: string): DutySpan[] {
  return layer.duties.flatMap(({ from, items, evidence, assisting }) => {
    if (!items.includes(item)) return []
    const duties = new Map([[item, { evidence, assisting }]])
    return [{ from, evidence, assisting: assistingOf({ departments, duties }, item) }]
  })
}

type Turn = { readonly from: Period; readonly off: Off }

/** What is off from each quarter on in which anything changes. */
function turnsOf(tailored: Pick<Tailored, 'known' | 'layer'>): Turn[] {
  const { known, layer } = tailored
  const begun = [...known.indicators.values()].flatMap((one) => ownSince(one) ?? [])
  const quarters = [...layer.switches.map(({ from }) => from), ...layer.items.map(({ from }) => from), ...begun]
  return [...new Set(quarters)].toSorted().map((from) => ({ from, off: offAt(tailored, from) }))
}

/** First quarter of an own indicator; null of a shipped one. */
function ownSince({ code, validFrom, earlier }: CatalogueIndicator): Period | null {
  return isOwnCode(code) ? (earlier[0]?.validFrom ?? validFrom) : null
}

function indicatorSpan(tailored: Tailored, { indicators }: Off, code: IndicatorCode): Omit<CatalogueSpan, 'from'> {
  const found = indicators.get(code)
  if (found === undefined) return { isOn: true, because: '' }
  const because = found.lacks === '' ? '' : `数据项${nameOf(tailored, 'items', found.lacks)}停用，不能计算`
  return { isOn: false, because }
}

type Spanning = {
  /** First quarter of what is the city's own. */
  readonly since: Period | null
  readonly at: (off: Off) => Omit<CatalogueSpan, 'from'>
}

/** The quarters in which one thing changes: what is shipped begins as used, what is the city's own as not yet. */
function spansOf(turns: readonly Turn[], { since, at }: Spanning): CatalogueSpan[] {
  const spans: CatalogueSpan[] = []
  for (const { from, off } of turns) {
    if (since !== null && from < since) continue
    const span = at(off)
    const last = spans.at(-1) ?? { isOn: since === null, because: '' }
    if (span.isOn !== last.isOn || span.because !== last.because) spans.push({ from, ...span })
  }
  return spans
}
