import type { CatalogueImpact } from '@cg/contract/catalogue-impact'
import type { Db } from '@cg/db/store'
import type { IndicatorCode } from '@cg/domain/indicator'
import type { CatalogueForm, Definitions } from '../catalogue/read.ts'
import { loadScheme } from '../release/input/load-scheme.ts'
import { indicatorItems } from '../release/words.ts'
import { unreadWords } from './check-scope.ts'
import { partsKey } from '../catalogue/layer.ts'
import { partsOf } from './change.ts'
import type { Change, Part } from './change.ts'
import type { Sides, Tailored } from './standing.ts'

/** What a change reaches from its first quarter on: forms, indicators, the scheme of that quarter, previews under way. */
export async function impactOf(
  db: Db,
  { known, published, previews }: Tailored,
  { before, after }: Sides,
  change: Change,
): Promise<CatalogueImpact> {
  const { from } = change
  const parts = partsOf(change)
  const reworded = rewordedBy(parts, after)
  const anew = new Set(
    parts.flatMap(({ kind, body }) =>
      (kind === 'definition' || kind === 'indicatorEdit') && !reworded.includes(body.code) ? [body.code] : [],
    ),
  )
  const headed = parts.flatMap(({ kind, body }) => {
    if (kind === 'byParts' || kind === 'formScope') return titles(known.forms.filter(({ code }) => code === body.form))
    return kind === 'header' ? [`《${body.name}》`] : []
  })
  const helped = new Set(parts.flatMap(({ kind, body }) => (kind === 'duty' ? body.items : [])))
  const asking = titles(after.forms.filter(({ cells }) => cells.some(({ item }) => helped.has(item))))
  const all = new Map([...before.indicators, ...after.indicators])
  const narrowed = indicatorsOn(
    after,
    parts.flatMap(({ kind, body }) => (kind === 'formScope' ? [body.form] : [])),
  )
  const moved = [...all.keys()].filter(
    (code) => before.indicators.has(code) !== after.indicators.has(code) || anew.has(code) || narrowed.has(code),
  )
  const scheme = (await loadScheme(db, from))?.body.items ?? []
  const named = (code: string) => all.get(code as (typeof moved)[number])?.name ?? code
  const lacking = moved.filter((code) => (after.off.indicators.get(code)?.lacks ?? '') !== '')
  return {
    forms: [...new Set([...changedForms(before, after), ...headed, ...asking])],
    emptied: titles(
      before.forms.filter((form) => asks(form) && !after.forms.some((one) => one.code === form.code && asks(one))),
    ),
    indicators: moved.map(named),
    stopped: moved.filter((code) => !after.indicators.has(code)).map(named),
    anew: moved.filter((code) => anew.has(code) && after.indicators.has(code)).map(named),
    narrowed: moved.filter((code) => narrowed.has(code) && after.indicators.has(code)).map(named),
    reworded: reworded.map(named),
    lacking: lacking.map(named),
    scored: scheme.flatMap(({ indicator }) => (moved.includes(indicator) ? [named(indicator)] : [])),
    isUnscored: scheme.length > 0 && scheme.every(({ indicator }) => !after.indicators.has(indicator)),
    idle: newlyIdle(before, after).map((code) => known.items.get(code)?.name ?? code),
    unread: await unreadOf(db, before, after),
    published: published.length,
    // Who helps, and what has to stand behind a figure, changes none.
    previews: parts.every(({ kind }) => kind === 'duty') ? [] : previews.filter((period) => period >= from),
  }
}

/** Own indicators that measure what they measured: only their words, decimals or department are other. */
function rewordedBy(parts: readonly Part[], { indicators, period }: Definitions): string[] {
  return parts.flatMap(({ kind, body }) => {
    const now = kind === 'indicatorEdit' ? indicators.get(body.code as IndicatorCode) : undefined
    return now === undefined || now.breaks.includes(period) ? [] : [now.code]
  })
}

/** Indicators that are made of what some forms ask. */
function indicatorsOn({ forms, indicators }: Definitions, codes: readonly string[]): ReadonlySet<string> {
  if (codes.length === 0) return new Set()
  const items = new Set<string>(
    forms.flatMap(({ code, cells }) => (codes.includes(code) ? cells.map(({ item }) => item as string) : [])),
  )
  const all = [...indicators.values()]
  return new Set(
    all.flatMap((one) => (indicatorItems({ indicators: all }, one).some((item) => items.has(item)) ? [one.code] : [])),
  )
}

/** What districts that are asked no more have typed already. */
async function unreadOf(db: Db, before: Definitions, { excused, period }: Definitions): Promise<string[]> {
  const words: string[] = []
  for (const form of before.forms) {
    const gone = before.units.filter(({ code }) => {
      const key = partsKey(form.code, code)
      return excused.has(key) && !before.excused.has(key)
    })
    words.push(...(await unreadWords(db, { form, gone, from: period })))
  }
  return words
}

/** Forms that ask for something else than before, by name. */
function changedForms(before: Definitions, after: Definitions): string[] {
  const cells = ({ forms, items }: Definitions) =>
    new Map(forms.map((form) => [form.code, JSON.stringify(form.cells.map((one) => [one, items.get(one.item)]))]))
  const [was, is] = [cells(before), cells(after)]
  const all = [...before.forms, ...after.forms.filter(({ code }) => !was.has(code))]
  return titles(all.filter(({ code }) => was.get(code) !== is.get(code)))
}

function asks({ cells }: CatalogueForm): boolean {
  return cells.length > 0
}

function titles(forms: readonly CatalogueForm[]): string[] {
  return forms.map(({ name }) => `《${name}》`)
}

/** Items that are still asked, and that no indicator uses any more. */
function newlyIdle(before: Definitions, after: Definitions) {
  const used = (side: Definitions) => {
    const indicators = [...side.indicators.values()]
    return new Set(indicators.flatMap((one) => indicatorItems({ indicators }, one)))
  }
  const [was, is] = [used(before), used(after)]
  const asked = new Set(after.forms.flatMap(({ cells }) => cells.map(({ item }) => item)))
  return [...asked].filter((code) => was.has(code) && !is.has(code))
}
