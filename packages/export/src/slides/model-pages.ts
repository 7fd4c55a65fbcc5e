import { changed } from '@cg/charts/late'
import type { ChartModel } from '@cg/charts/model'
import { formOf } from './forms.ts'

/** A model as one slide or page shows it; `part` is '' when one is enough, else （1/2）. */
export type SlidePage = { readonly model: ChartModel; readonly part: string }

/** A model in parts that can be read: of more rows than a slide takes, one after another. */
export function pagesOf(model: ChartModel): SlidePage[] {
  const bodies = formOf(model.body).pages(model.body)
  return bodies.map((body, at) => ({
    model: changed(model, { body }),
    part: bodies.length === 1 ? '' : `（${at + 1}/${bodies.length}）`,
  }))
}
