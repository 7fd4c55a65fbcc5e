import { AppraisalInput } from '@cg/contract/appraisal'
import { OwnIndicatorInput, OwnItemInput } from '@cg/contract/catalogue-own'
import { strictObject } from '@cg/contract/schema'
import { Type } from '@cg/contract/type'
import { must } from '@cg/domain/must'
import type { Period } from '@cg/domain/period'
import type { Services } from '@cg/services/context'
import { openAppraisal } from '@cg/services/appraisal/open'
import { giveScore } from '@cg/services/appraisal/score'
import { readSeed } from '../seed-file.ts'
import { changeCatalogue } from './change-catalogue.ts'
import type { Wanted } from './change-catalogue.ts'
import { contextOf } from './context.ts'
import type { People } from './people.ts'
import { fraction } from './random.ts'

const { numerator: _numerator, ...ofIndicator } = OwnIndicatorInput.properties
const Scored = strictObject({
  item: OwnItemInput,
  /** Computed of the item alone, whose code is given when it is added. */
  indicator: strictObject(ofIndicator),
  changeReason: Type.String(),
  reason: AppraisalInput.properties.reason,
  scale: AppraisalInput.properties.scale,
  /** Logins. */
  scorers: Type.Array(Type.String()),
  /** Has not begun, so that a first visitor finds something to score. */
  silent: Type.String(),
  /** What is written of a score. */
  given: Type.Array(strictObject({ reason: Type.String(), evidence: Type.String() }), { minItems: 1 }),
})

/**
 * 定性评分 of the open quarter: the city has added an item in points and the mean of it, the office has opened the scoring,
 * some have scored and one has not begun.
 */
export async function openScoring(
  services: Services,
  people: People,
  quarter: { readonly period: Period; readonly at: Date },
): Promise<void> {
  const scored = readSeed(Scored, new URL('../../demo/appraisal.json', import.meta.url))
  const { item, indicator, scale, reason } = scored
  const { period: from, at } = quarter
  const added = { at, reason: scored.changeReason }
  const code = await add(services, people, { ...added, change: { kind: 'item', from, body: item } })
  const computed = { ...indicator, numerator: [code] }
  await add(services, people, { ...added, change: { kind: 'indicator', from, body: computed } })
  const scorers = scored.scorers.map((login) => people.named(login))
  const { items } = await openAppraisal(contextOf(services, people.reviewer, at), {
    period: from,
    item: code,
    scale,
    scorers: scorers.map(({ userId }) => userId),
    least: 3,
    reason,
  })
  const { id, units } = must(items[0])
  for (const scorer of scorers.filter(({ login }) => login !== scored.silent)) {
    for (const unit of units) {
      const key = `${scorer.login}|${unit.code}`
      const { points } = must(scale[Math.floor(fraction(`${unit.code}#0`) * 2.2 + fraction(key) * 1.4)])
      const words = must(scored.given[Math.floor(fraction(`${key}#2`) * scored.given.length)])
      await giveScore(contextOf(services, scorer, at), { id, unit: unit.code, points, ...words })
    }
  }
}

/** Adds to the catalogue; the code of what was added. */
async function add(services: Services, people: People, wanted: Wanted): Promise<string> {
  const board = await changeCatalogue(services, people, wanted)
  const rows = wanted.change.kind === 'indicator' ? board.indicators : board.items
  return must(rows.findLast(({ isOwn }) => isOwn)).code
}
