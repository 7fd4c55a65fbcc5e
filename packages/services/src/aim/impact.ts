import type { AimImpact } from '@cg/contract/aim'
import { release, schemeVersion } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { needsTarget } from '@cg/domain/score/scoring-rule'
import { inArray } from 'drizzle-orm'
import { indicatorItems } from '../release/words.ts'
import { parseScheme } from '../release/stored/scheme.ts'
import type { AimPlace, AimStanding } from './standing.ts'

/** What changes of these places reach: the next release, the forms and scored items behind it, previews under way. */
export async function impactOf(db: Db, places: readonly AimPlace[], standing: AimStanding): Promise<AimImpact> {
  const touched = new Set(places.map(({ indicator }) => indicator))
  const releases = await db
    .select({ period: release.period, state: release.state })
    .from(release)
    .where(inArray(release.state, ['published', 'preview']))
  const inState = (state: 'published' | 'preview') => [
    ...new Set(releases.flatMap((one) => (one.state === state ? [one.period] : []))),
  ]
  return {
    indicators: touched.size,
    forms: formsOf(touched, standing),
    scored: await scoredBy(db, places, standing),
    published: inState('published').length,
    previews: inState('preview').toSorted(),
  }
}

function formsOf(touched: ReadonlySet<string>, { indicators, forms }: AimStanding): string[] {
  const basis = { indicators: [...indicators.values()] }
  const items = new Set(basis.indicators.flatMap((one) => (touched.has(one.code) ? indicatorItems(basis, one) : [])))
  return forms.flatMap(({ name, cells }) => (cells.some(({ item }) => items.has(item)) ? [`《${name}》`] : []))
}

/** Items scored by the targets that change, of the scheme that scores each of their years. */
async function scoredBy(db: Db, places: readonly AimPlace[], { indicators }: AimStanding): Promise<string[]> {
  const adopted = await db
    .select()
    .from(schemeVersion)
    .where(inArray(schemeVersion.state, ['adopted', 'locked']))
  const newest = adopted.toSorted((left, right) => right.year - left.year || right.version - left.version)
  const scored = places.flatMap(({ indicator, year }) => {
    const scheme = year === null ? undefined : newest.find((one) => one.year <= year)
    if (scheme === undefined) return []
    const item = parseScheme(scheme).items.find((one) => one.indicator === indicator)
    return item !== undefined && needsTarget(item.rule) ? [indicators.get(indicator)?.name ?? indicator] : []
  })
  return [...new Set(scored)]
}
