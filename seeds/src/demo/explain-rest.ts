import type { Context } from '@cg/services/context'
import { saveExplanations } from '@cg/services/entry/check/explain'
import { unexplainedOf } from '@cg/services/entry/check/findings'
import type { FormKey } from '@cg/services/entry/form/access'
import { readForm } from '@cg/services/entry/form/read-form'
import { explain } from './people.ts'

/** A filler writes a sentence about everything in the form that still wants one. */
export async function explainRest(filler: Context, key: FormKey): Promise<void> {
  const { findings } = await readForm(filler, key)
  const items = unexplainedOf(findings).map((finding) => {
    const { rule, item, unit, breakdown } = finding
    return { rule, item, unit, breakdown, text: explain(finding), version: 0 }
  })
  if (items.length > 0) await saveExplanations(filler, key, { items })
}
