import { equityClaims } from '@cg/contract/claims/equity'
import type { EquityFacts } from '@cg/contract/release/equity'
import { missingNames } from '@cg/contract/release/equity'
import { namesWords } from '@cg/domain/claim/words'
import { industrialBases } from '@cg/domain/indicator'
import { must } from '@cg/domain/must'
import type { Figures } from '../compute/figures.ts'
import { cityAt } from '../stored/basis.ts'
import { quarterWords } from '../words.ts'
import { gapSeriesOf } from './gap-series.ts'
import { overviewNotes } from './overview.ts'
import type { Rendering } from './rendering.ts'
import { resourceFacts } from './resources.ts'
import { swarmFacts } from './swarm.ts'

/** Who stands on either side of the industrial base; nothing where the release has no such gap. */
function baseNotes(figures: Figures): string[] {
  const { basis, engine } = figures
  const { bases } = basis.guide
  const children = Array.from(must(engine.tree.children[cityAt])).map((at) => must(basis.units[at]))
  const sides = industrialBases.map((base) => {
    const own = children.filter(({ industrialBase }) => industrialBase === base)
    const names = own.map(({ shortName }) => shortName)
    return { count: own.length, words: `${bases[base]}为${namesWords(names, missingNames)}` }
  })
  if (sides.some(({ count }) => count === 0)) return []
  return [
    `${sides.map(({ words }) => words).join('，')}；按${quarterWords(basis.period)}的划分，此前各季按同一批单位比较。`,
  ]
}

/** 均衡性: gaps between areas and groups over time, resources against need, kinds of enterprise unit by unit. */
export function equityFacts({ head, figures }: Rendering): EquityFacts {
  const facts = {
    release: head,
    gaps: gapSeriesOf(figures),
    resources: resourceFacts(figures),
    ...swarmFacts(figures),
    notes: [...overviewNotes(figures), ...baseNotes(figures)],
  }
  return { ...facts, claims: equityClaims(facts) }
}
