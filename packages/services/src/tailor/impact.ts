import type { CatalogueImpact } from '@cg/contract/catalogue-change'
import type { Db } from '@cg/db/store'
import type { CatalogueForm, Definitions } from '../catalogue/read.ts'
import { loadScheme } from '../release/input/load-scheme.ts'
import { indicatorItems } from '../release/words.ts'
import type { Change } from './change.ts'
import type { Sides, Tailored } from './standing.ts'

/** What a change reaches from its first quarter on: forms, indicators, the scheme of that quarter, previews under way. */
export async function impactOf(
  db: Db,
  { known, published, previews }: Tailored,
  { before, after }: Sides,
  { from, kind, body }: Change,
): Promise<CatalogueImpact> {
  const [more, fewer] = before.indicators.size > after.indicators.size ? [before, after] : [after, before]
  const isAnew = (code: string): boolean => kind === 'definition' && code === body.code
  const moved = [...more.indicators.keys()].filter((code) => !fewer.indicators.has(code) || isAnew(code))
  const scheme = (await loadScheme(db, from))?.body.items ?? []
  const named = (code: string) => more.indicators.get(code as (typeof moved)[number])?.name ?? code
  const lacking = moved.filter((code) => (after.off.indicators.get(code)?.lacks ?? '') !== '')
  return {
    forms: [...new Set([...changedForms(before, after), ...(kind === 'header' ? [`《${body.name}》`] : [])])],
    emptied: titles(
      before.forms.filter((form) => asks(form) && !after.forms.some((one) => one.code === form.code && asks(one))),
    ),
    indicators: moved.map(named),
    lacking: lacking.map(named),
    scored: scheme.flatMap(({ indicator }) => (moved.includes(indicator) ? [named(indicator)] : [])),
    isUnscored: scheme.length > 0 && scheme.every(({ indicator }) => !after.indicators.has(indicator)),
    idle: newlyIdle(before, after).map((code) => known.items.get(code)?.name ?? code),
    published: published.length,
    previews: previews.filter((period) => period >= from),
  }
}

/** Forms that ask for more or less than before, by name. */
function changedForms(before: Definitions, after: Definitions): string[] {
  const cells = ({ forms }: Definitions) => new Map(forms.map((form) => [form.code, form.cells.length]))
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
