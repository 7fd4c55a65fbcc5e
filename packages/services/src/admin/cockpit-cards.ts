import type { CockpitCards } from '@cg/contract/cockpit'
import { leastCards, mostCards } from '@cg/contract/cockpit'
import { release } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { makePeriod, parsePeriod, shiftPeriod, yearOf } from '@cg/domain/period'
import { eq, max } from 'drizzle-orm'
import { audit } from '../audit.ts'
import { loadDefinitions, usualCards } from '../catalogue/read.ts'
import type { Context } from '../context.ts'
import { ServiceError, invalid } from '../errors.ts'
import { hasCityRole, requireCityRole } from '../permission.ts'
import { readSetting, writeSetting } from '../settings.ts'

/** Which indicators head the cockpit, by year, and what may be chosen. */
export async function readCockpitCards({ store, actor, now }: Context): Promise<CockpitCards> {
  requireCityRole(actor, 'reviewer', 'publisher')
  const mayChoose = hasCityRole(actor, 'publisher')
  return store.read(async (db) => ({ ...(await load(db, now())), mayChoose }))
}

export type CardsInput = {
  readonly year: number
  readonly indicators: readonly string[]
  /** The year's own choice as the writer saw it. */
  readonly seen: readonly string[] | null
}

/**
 * Chooses what heads the cockpit of a year's releases and of later years until another choice. What is published keeps
 * its own; a past year is closed. Errors: a year before the newest release, an unknown indicator, a choice that another
 * person changed meanwhile.
 */
export async function saveCockpitCards(ctx: Context, { year, indicators, seen }: CardsInput): Promise<CockpitCards> {
  requireCityRole(ctx.actor, 'publisher')
  return ctx.store.write('cockpit.choose', async (tx) => {
    const { years, indicators: known, nextYear } = await load(tx, ctx.now())
    if (year < nextYear) {
      throw invalid(`${year}年的发布已经定稿，首屏指标不能再改。请选择${nextYear}年或以后的年份。`, {
        reason: 'cockpit.past_year',
      })
    }
    const unknown = indicators.filter((code) => !known.some((one) => one.code === code))
    if (unknown.length > 0) {
      throw invalid(`目录中没有指标${unknown.join('、')}，或它不作评价。请从列表中选择。`, {
        reason: 'cockpit.unknown_indicator',
      })
    }
    if (indicators.length < leastCards || indicators.length > mostCards) {
      throw invalid(`首屏应有${leastCards}—${mostCards}项指标，现为${indicators.length}项。`, {
        reason: 'cockpit.count',
      })
    }
    const own = years.find((one) => one.year === year)?.indicators ?? null
    if (JSON.stringify(own) !== JSON.stringify(seen)) {
      throw new ServiceError('conflict', `${year}年的首屏指标刚被他人修改。请重新打开本页，核对后再改。`, {
        reason: 'cockpit.changed',
      })
    }
    const others = years.filter((one) => one.year !== year)
    await writeSetting(tx, 'cockpitCards', [...others, { year, indicators: [...indicators] }])
    await audit(tx, {
      at: ctx.now().toISOString(),
      actor: ctx.actor,
      action: 'cockpit.choose',
      object: `cockpit:${year}`,
      detail: { before: own === null ? null : { indicators: own }, after: { indicators: [...indicators] } },
    })
    return { ...(await load(tx, ctx.now())), mayChoose: true }
  })
}

async function load(db: Db, now: Date): Promise<Omit<CockpitCards, 'mayChoose'>> {
  const [newest] = await db
    .select({ period: max(release.period) })
    .from(release)
    .where(eq(release.state, 'published'))
  const published = newest?.period ?? null
  const nextYear = published === null ? now.getFullYear() : yearOf(shiftPeriod(parsePeriod(published), 1))
  const catalogue = await loadDefinitions(db, makePeriod(nextYear, 4))
  const chosen = (await readSetting(db, 'cockpitCards')) ?? []
  return {
    years: chosen.toSorted((left, right) => right.year - left.year),
    usual: [...usualCards(catalogue)],
    indicators: [...catalogue.indicators.values()].flatMap(({ code, name, dimension, isAssessed }) =>
      isAssessed ? [{ code, name, dimension }] : [],
    ),
    nextYear,
  }
}
