import { createHash } from 'node:crypto'
import type { ChartFacts } from '@cg/charts/from-spec'
import { factsNeeded } from '@cg/contract/chart'
import type { ChartSpec, FactsNeed } from '@cg/contract/chart'
import type { ReleaseDifference } from '@cg/contract/difference'
import type { MapSheet } from '@cg/contract/map'
import { townRanking } from '@cg/contract/release/profile'
import type { ProfileFacts } from '@cg/contract/release/profile'
import type { RankingFacts } from '@cg/contract/release/ranking'
import type { Context } from '@cg/services/context'
import { invalid } from '@cg/services/errors'
import { readMap, readMapInUse } from '@cg/services/map/versions'
import { readDifference } from '@cg/services/release/publish/difference'
import { readAnswer, readWholeRanking } from '@cg/services/release/read/releases'

/** The frozen answer that a chart is drawn from, as bytes. */
export type Answer = { readonly need: FactsNeed; readonly sheet?: MapSheet } & Awaited<ReturnType<typeof readAnswer>>

/** Reads what a chart of a release needs. */
export async function answerFor(ctx: Context, code: string, spec: ChartSpec): Promise<Answer> {
  const need = factsNeeded(spec)
  if (need === null) throw invalid('这种图表须指明指标（measure）。请从指标页导出。', { reason: 'chart.no_measure' })
  if (need.facts === 'difference') return { need, ...asAnswer(await readDifference(ctx, { code, from: need.before })) }
  if (need.facts === 'ranking' && need.within !== undefined)
    return { need, ...(await answerOfTowns(ctx, code, { ...need, within: need.within })) }
  const isWhole = spec.kind === 'bump' || spec.kind === 'rank-interval'
  if (isWhole && need.facts === 'ranking') return { need, ...(await readWholeRanking(ctx, code, need.measure)) }
  const answer = await readAnswer(ctx, code, answerName(need))
  return spec.kind === 'map' ? { need, ...answer, sheet: await sheetFor(ctx, spec, answer.body) } : { need, ...answer }
}

/** The towns of a unit by an indicator, which stand in the answer of the unit. */
async function answerOfTowns(
  ctx: Context,
  code: string,
  { within, measure }: { within: string; measure: string },
): ReturnType<typeof readAnswer> {
  const { body, etag } = await readAnswer(ctx, code, `unit/${within}`)
  const facts = townRanking(JSON.parse(body.toString('utf8')) as ProfileFacts, measure)
  if (facts === null)
    throw invalid('这次发布没有该单位乡镇街道在这项指标上的排名。请换一项指标，或另选一次发布。', {
      reason: 'chart.no_towns',
    })
  return { body: Buffer.from(JSON.stringify(facts)), etag }
}

/** What is compared when it is asked for, in the shape of what was frozen. */
function asAnswer(facts: ReleaseDifference): Awaited<ReturnType<typeof readAnswer>> {
  const body = Buffer.from(JSON.stringify(facts))
  return { body, etag: `"${createHash('sha256').update(body).digest('hex')}"` }
}

/** The outlines that a spec names, else those in use in the release's quarter. */
async function sheetFor(ctx: Context, spec: ChartSpec, body: Buffer): Promise<MapSheet> {
  if (spec.map !== undefined) return readMap(ctx, spec.map)
  const { release }: RankingFacts = JSON.parse(body.toString('utf8'))
  const sheet = await readMapInUse(ctx, release.period)
  if (sheet === null) throw invalid('本期没有在用的地图，请改看方块图。', { reason: 'map.none' })
  return sheet
}

function answerName(need: Exclude<FactsNeed, { facts: 'difference' }>): Parameters<typeof readAnswer>[2] {
  switch (need.facts) {
    case 'ranking':
      return `ranking/${need.measure}`
    case 'indicator':
      return `indicator/${need.indicator}`
    case 'targets':
      return need.unit === null ? 'targets' : `targets/${need.unit}`
    default:
      return need.facts
  }
}

/** The bytes were written from the contract's type of that answer when the release was published. */
export function factsFrom({ need, body, sheet }: Answer): ChartFacts {
  const facts = { facts: need.facts, data: JSON.parse(body.toString('utf8')) }
  return { ...facts, ...(sheet === undefined ? {} : { sheet }) } as ChartFacts
}
