import type { ChartKind, ChartSpec } from '@cg/contract/chart'
import { factsOfKind } from '@cg/contract/chart'
import type { MapSheet } from '@cg/contract/map'
import { isDrawable } from './drawable.ts'
import { kinds } from './kinds.ts'
import type { FactsByName } from './kinds.ts'
import { changed, withLate } from './late.ts'
import type { ChartModel } from './model.ts'
import { ChartRefusal, nothingToDraw } from './refusal.ts'

/** The reply a spec was answered with; which one it needs, `factsNeeded` says. `sheet`: the outlines, for `map` alone. */
export type ChartFacts = {
  [F in keyof FactsByName]: { readonly facts: F; readonly data: FactsByName[F]; readonly sheet?: MapSheet }
}[keyof FactsByName]

/** Screen and server both come through here: the same spec over the same facts is the same chart; one without a single figure is refused. */
export function chartFromSpec(spec: ChartSpec, facts: ChartFacts): ChartModel {
  const model = modelOf(spec, facts)
  // A list of what is 未报 or 不可计算 is asked for because it has no figures.
  if (spec.standing === undefined && !isDrawable(model.body)) throw nothingToDraw(model.neutralTitle, model.file.period)
  return spec.title === undefined ? model : titled(model, spec.title)
}

/** A chart under a title of somebody's own; the alt text says so. */
export function titled(model: ChartModel, title: string): ChartModel {
  return changed(withLate(model, { altText: () => `${title}（自拟标题）。${model.altText}` }), {
    title,
    titleSource: 'given',
  } as const)
}

/** As chartFromSpec, also without a single figure: on a page that says of every card and unit why it has none. */
export function chartOfStates(spec: ChartSpec, facts: ChartFacts): ChartModel {
  return modelOf(spec, facts)
}

/** TypeScript cannot see that a kind's builder and the facts just compared with `factsOfKind` belong together. */
function modelOf(spec: ChartSpec, facts: ChartFacts): ChartModel {
  if (factsOfKind[spec.kind] !== facts.facts)
    throw new ChartRefusal(`图表类型 ${spec.kind} 不能由这组数据画出`, '请换一种图表')
  const build = kinds[spec.kind] as (
    data: ChartFacts['data'],
    spec: ChartSpec & { kind: ChartKind },
    sheet: MapSheet | undefined,
  ) => ChartModel
  return build(facts.data, spec, facts.sheet)
}
