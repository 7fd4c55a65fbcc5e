import type { ReleaseHead } from '@cg/contract/release/head'
import { must } from '@cg/domain/must'
import { basisText } from '../stored/basis-text.ts'
import { packCells } from '../stored/cell-table.ts'
import { frozenResults, frozenScores } from './frozen-columns.ts'
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
import { noHead } from './noted-view.ts'
import { ofPart, prepareRendering } from './rendering.ts'
import type { Rendering } from './rendering.ts'
import { explainedScore } from './later.ts'
import { seriesOf } from '../compute/figures.ts'
import type { Figures } from '../compute/figures.ts'
import { headBytes, headName, ownBytes, withOwnBytes } from '../stored/own-bytes.ts'
import type { Headed } from '../stored/own-bytes.ts'
import { packResults } from '../stored/result-columns.ts'
import { packSeries } from '../stored/result-table.ts'
import { packScores } from '../stored/score-columns.ts'

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
export type InnerAnswer = 'basis' | 'cells' | 'series' | 'results' | 'scores'

/** The head and every answer of a release as bytes, by name, without what only checks read. */
export function renderAnswers(head: ReleaseHead, figures: Figures): Map<string, Buffer> {
  return new Map<string, Buffer>([[headName, headBytes(head)], ...publicAnswers(head, figures)])
}

/** What a release freezes besides its head, one after the other: what leaders are answered, without the head, and what checks read. */
export function* ownAnswers(head: ReleaseHead, figures: Figures): Generator<readonly [string, Buffer]> {
  yield* innerBytes(figures)
  yield* publicAnswers(head, figures)
}

/** The same head and figures give the same bytes. */
function* publicAnswers(head: ReleaseHead, figures: Figures): Generator<readonly [PublicAnswer, Buffer]> {
  const size = sizeOf(figures)
  for (const [name, facts] of publicFacts(prepareRendering(head, figures))) yield [name, ownBytes(head, facts, size)]
}

const sizeOf = ({ ranked }: Figures): { isSmall: boolean } => ({ isSmall: ranked.length <= listedUnits })

/** Answers what is made of bytes that last no longer than that. */
type From = <T>(make: (bytes: Buffer) => T) => T

/** An answer to be frozen. `keep`: takes what was made of the same bytes before; null: nothing is kept of this one. */
type Freezable = { readonly name: string; readonly from: From; readonly keep: From | null }

/** Its rows are kept one by one, with their bytes. */
const isOfRows = (name: PublicAnswer): boolean => name === 'targets' || name.startsWith('targets/')

/** The same answers with what is kept of earlier previews: of an indicator that nothing has changed of its bytes too. */
export function* keptAnswers(rendering: Rendering): Generator<Freezable> {
  const { isSmall } = sizeOf(rendering.figures)
  const size = { isSmall }
  for (const [name, body] of innerBytes(rendering.figures)) yield { name, from: (make) => make(body), keep: null }
  for (const [name, facts, own] of publicFacts(rendering)) {
    const isOfKept = rendering.partOf !== null && isOfRows(name)
    const from: From = (make) => withOwnBytes(rendering.head, facts, { isSmall: isSmall && !isOfKept, use: make })
    const keep: From = (make) =>
      ofPart(rendering, must(own).i, `frozen ${name}`, () =>
        withOwnBytes(must(own).facts.release, must(own).facts, { ...size, use: make }),
      )
    yield { name, from, keep: own === undefined || rendering.partOf === null ? null : keep }
  }
}

/** An answer that holds nothing but what is rendered of one indicator; `facts`: under no head. */
type OfIndicator = { readonly i: number; readonly facts: Headed }

function ofIndicator<F extends Headed>(
  rendering: Rendering,
  i: number,
  [name, make]: readonly [string, (from: Rendering, i: number) => F],
): { readonly facts: F; readonly own: OfIndicator } {
  // A noted head would keep all that was read beside it.
  const facts = ofPart(rendering, i, name, (from) => {
    const made = make(from, i)
    return from === rendering ? made : { ...made, release: noHead }
  })
  return { facts: { ...facts, release: rendering.head }, own: { i, facts } }
}

function* publicFacts(rendering: Rendering): Generator<readonly [PublicAnswer, Headed, OfIndicator?]> {
  const { figures } = rendering
  const score = scoreFacts(rendering)
  const ranked = figures.basis.indicators.map((_, i) => ofIndicator(rendering, i, ['ranking', rankingFacts]))
  const rankings = ranked.map(({ facts }) => facts)
  yield ['overview', overviewFacts(rendering, { score, rankings })]
  yield ['matrix', matrixFacts(rendering)]
  yield ['quality', qualityFacts(rendering)]
  const targets = cityTargets(rendering)
  yield ['targets', targets]
  const listed = figures.ranked.length > listedUnits ? [] : figures.ranked
  for (const unit of listed) yield [`targets/${must(figures.basis.units[unit]).code}`, unitTargets(rendering, unit)]
  yield ['equity', equityFacts(rendering)]
  const explained = score === null ? null : explainedScore(figures, score)
  if (explained !== null) yield ['ranking/score', explained]
  const { talk: seed, guide } = figures.basis
  const talk = seed === undefined ? null : talkOf({ talk: seed, areas: guide.areas, rows: targets.rows })
  for (const [i, { code }] of figures.basis.indicators.entries()) {
    const { facts, own } = ofIndicator(rendering, i, ['indicator', indicatorFacts])
    talk?.take(code, facts)
    yield [`ranking/${code}`, must(rankings[i]), must(ranked[i]).own]
    yield [`indicator/${code}`, facts, own]
  }
  yield ['plan', planFacts(rendering)]
  yield ['registers', registerIndex(rendering)]
  for (const register of figures.basis.registers ?? []) {
    const facts = registerFacts(rendering, register)
    talk?.takeRegister(facts)
    yield [`register/${register.code}`, facts]
  }
  if (talk !== null) yield ['talk', talk.facts(targets)]
  const ground = { indicators: rendering.indicators, rankings, score: explained }
  const profiled = rendering.units.code.length > listedUnits ? [] : rendering.units.code
  for (const [u, code] of profiled.entries()) yield [`unit/${code}`, profileFacts(rendering, ground, u)]
}

/** The frozen input, series and figures, as bytes. They do not depend on the head. */
export function innerBytes(figures: Figures): Map<InnerAnswer, Buffer> {
  const scores = frozenScores(figures)
  return new Map<InnerAnswer, Buffer>([
    ['basis', Buffer.from(basisText(figures.basis))],
    ['cells', packCells(figures.input.cells)],
    ['series', packSeries(seriesOf(figures))],
    ['results', packResults(frozenResults(figures))],
    ...(scores === null ? [] : [['scores', packScores(scores)] as const]),
  ])
}
