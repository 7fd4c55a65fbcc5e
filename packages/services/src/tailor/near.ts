import { nearness } from '@cg/domain/nearness'
import { partsOf } from './change.ts'
import type { Change } from './change.ts'
import type { Tailored } from './standing.ts'

/** From here on names or meanings are so much alike that somebody has to say that it is another number. */
const likely = { name: 0.6, definition: 0.75 } as const

/** The most neighbours that are named for one thing: the likest. */
const most = 3

/**
 * What is there already and much like what would be added or renamed: the same number is never asked twice, and names tell
 * it only where they are letter for letter the same.
 */
export function nearOf(tailored: Tailored, change: Change): string[] {
  return partsOf(change).flatMap(({ kind, body }) => {
    if (kind === 'item' || kind === 'itemEdit') return nearItems(tailored, body.code, body.item)
    if (kind === 'indicator') return nearIndicators(tailored, body.code, body.indicator)
    return []
  })
}

type Meant = { readonly name: string; readonly definition: string }

function nearItems({ known, layer }: Tailored, code: string, item: Meant): string[] {
  const was = layer.items.findLast((own) => own.code === code)?.item
  // Only what is said anew is asked about.
  if (was !== undefined && was.name === item.name && was.definition === item.definition) return []
  const formOf = (other: string) => known.forms.find(({ cells }) => cells.some((line) => line.item === other))?.name
  return likest([...known.items.values()], code, item).map((one) => {
    const form = formOf(one.code)
    const where = form === undefined ? '现在不在报表中填报' : `已在《${form}》中填报`
    return `“${item.name}”与数据项“${one.name}”相近（${where}）。它的口径：${sentence(one.definition)}`
  })
}

function nearIndicators({ known }: Tailored, code: string, indicator: Meant): string[] {
  return likest([...known.indicators.values()], code, indicator).map(
    (one) => `“${indicator.name}”与指标“${one.name}”相近。它的口径：${sentence(one.definition)}`,
  )
}

function likest<One extends Meant & { readonly code: string }>(
  all: readonly One[],
  code: string,
  { name, definition }: Meant,
): One[] {
  return all
    .filter((one) => one.code !== code)
    .map((one) => ({ one, name: nearness(one.name, name), meaning: nearness(one.definition, definition) }))
    .filter((found) => found.name >= likely.name || found.meaning >= likely.definition)
    .toSorted((a, b) => Math.max(b.name, b.meaning) - Math.max(a.name, a.meaning))
    .slice(0, most)
    .map(({ one }) => one)
}

function sentence(text: string): string {
  return text.endsWith('。') ? text : `${text}。`
}
