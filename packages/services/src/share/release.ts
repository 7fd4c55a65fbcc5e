import type { ReleaseListItem } from '@cg/contract/release/head'
import type { OverviewFacts } from '@cg/contract/release/overview'
import type { Services } from '../context.ts'
import { notFound } from '../errors.ts'
import { listReleases, readAnswer } from '../release/read/releases.ts'
import type { Context } from '../context.ts'
import type { ShareRelease } from './scope.ts'

type Reader = Services & Pick<Context, 'actor'>

/** The release that a link shows now: its own, or the newest of the newest quarter. */
export async function shareReleaseOf(ctx: Reader, code: string | null): Promise<ShareRelease & { code: string }> {
  const { items } = await listReleases(ctx)
  const item = code === null ? items[0] : items.find((one) => one.head.code === code)
  if (item === undefined) throw notFound(code === null ? '任何一次发布' : `发布 ${code}`)
  const { head } = item
  return { code: head.code, hasScheme: head.scheme !== null, measures: await measuresOf(ctx, head.code) }
}

/** Of releases that were asked for: they never change. */
const known = new WeakMap<Services['store'], Map<string, readonly string[]>>()

async function measuresOf(ctx: Reader, code: string): Promise<readonly string[]> {
  const ofStore = known.get(ctx.store) ?? new Map<string, readonly string[]>()
  known.set(ctx.store, ofStore)
  const found = ofStore.get(code)
  if (found !== undefined) return found
  const { body } = await readAnswer({ store: ctx.store, now: ctx.now, actor: ctx.actor }, code, 'overview')
  const facts = JSON.parse(body.toString('utf8')) as OverviewFacts
  const measures = facts.rankings.map((ranking) => ranking.measure.code)
  ofStore.set(code, measures)
  return measures
}

/** The one release of a link, and the head of the one that corrected it: a superseded release says so wherever it is. */
export async function listSharedReleases(ctx: Context): Promise<{ items: ReleaseListItem[] }> {
  const { items } = await listReleases(ctx)
  const own = items.find((item) => item.head.code === ctx.share?.release)
  return {
    items: items.filter((item) => item === own || (item.isCurrent && item.head.period === own?.head.period)),
  }
}
