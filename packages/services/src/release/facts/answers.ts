import type { ReleaseHead } from '@cg/contract/release/head'
import { must } from '@cg/domain/must'
import { canonicalJson } from '../../catalogue/hash.ts'
import { packCells } from '../stored/cell-table.ts'
import { equityFacts } from './equity-page.ts'
import { indicatorFacts, matrixFacts } from './indicator.ts'
import { listedUnits } from './equity.ts'
import { profileFacts } from './profile.ts'
import { qualityFacts } from './quality.ts'
import { overviewFacts } from './overview.ts'
import { rankingFacts } from './ranking.ts'
import { planFacts } from './plan.ts'
import { registerFacts, registerIndex } from './registers.ts'
import { cityTargets, unitTargets } from './targets.ts'
import { scoreFacts } from './score.ts'
import { talkOf } from './talk.ts'
import { prepareRendering } from './rendering.ts'
import { explainedScore } from './later.ts'
import { seriesOf } from '../compute/figures.ts'
import type { Figures } from '../compute/figures.ts'
import { headBytes, headName, ownBytes } from '../stored/own-bytes.ts'
import type { Headed } from '../stored/own-bytes.ts'
import { packSeries } from '../stored/result-table.ts'

/** What leaders may ask a release for. */
export type PublicAnswer =
  | 'overview'
  | 'matrix'
  | 'quality'
  | 'equity'
  | `ranking/${string}`
  | `indicator/${string}`
  | `unit/${string}`
  | 'targets'
  | `targets/${string}`
  | 'plan'
  | 'registers'
  | `register/${string}`
  | 'talk'

/** What only later releases, passports and checks read. */
export type InnerAnswer = 'basis' | 'cells' | 'series'

/** The head and every answer of a release as bytes to be stored, by name. The same head and figures give the same bytes. */
export function renderAnswers(head: ReleaseHead, figures: Figures): Map<string, Buffer> {
  const rendering = prepareRendering(head, figures)
  const answers = new Map<string, Buffer>([[headName, headBytes(head)]])
  const say = (name: PublicAnswer, facts: Headed): unknown => answers.set(name, ownBytes(head, facts))
  const score = scoreFacts(rendering)
  const rankings = figures.basis.indicators.map((_, i) => rankingFacts(rendering, i))
  say('overview', overviewFacts(rendering, { score, rankings }))
  say('matrix', matrixFacts(rendering))
  say('quality', qualityFacts(rendering))
  const targets = cityTargets(rendering)
  say('targets', targets)
  const listed = figures.ranked.length > listedUnits ? [] : figures.ranked
  for (const unit of listed) say(`targets/${must(figures.basis.units[unit]).code}`, unitTargets(rendering, unit))
  say('equity', equityFacts(rendering))
  const explained = score === null ? null : explainedScore(figures, score)
  if (explained !== null) say('ranking/score', explained)
  const { talk: seed, guide } = figures.basis
  const talk = seed === undefined ? null : talkOf({ talk: seed, areas: guide.areas, rows: targets.rows })
  for (const [i, { code }] of figures.basis.indicators.entries()) {
    const facts = indicatorFacts(rendering, i)
    talk?.take(code, facts)
    say(`ranking/${code}`, must(rankings[i]))
    say(`indicator/${code}`, facts)
  }
  say('plan', planFacts(rendering))
  say('registers', registerIndex(rendering))
  for (const register of figures.basis.registers ?? []) {
    const facts = registerFacts(rendering, register)
    talk?.takeRegister(facts)
    say(`register/${register.code}`, facts)
  }
  if (talk !== null) say('talk', talk.facts(targets))
  const ground = { indicators: rendering.indicators, rankings, score: explained }
  const profiled = rendering.units.code.length > listedUnits ? [] : rendering.units.code
  for (const [u, code] of profiled.entries()) say(`unit/${code}`, profileFacts(rendering, ground, u))
  return answers
}

/** The frozen input and series, as bytes. They do not depend on the head. */
export function innerBytes(figures: Figures): Map<InnerAnswer, Buffer> {
  return new Map([
    ['basis', Buffer.from(canonicalJson(figures.basis))],
    ['cells', packCells(figures.input.cells)],
    ['series', packSeries(seriesOf(figures))],
  ])
}
