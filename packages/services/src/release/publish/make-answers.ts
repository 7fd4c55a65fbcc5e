import type { ReleaseHead } from '@cg/contract/release/head'
import { releaseAnswer } from '@cg/db/schema'
import type { Db, Store } from '@cg/db/store'
import { must } from '@cg/domain/must'
import type { Period } from '@cg/domain/period'
import { eq } from 'drizzle-orm'
import { ServiceError } from '../../errors.ts'
import { computeFigures } from '../compute/figures.ts'
import type { Figures } from '../compute/figures.ts'
import { KeptEngines } from '../compute/kept-engines.ts'
import { keptAnswers } from '../facts/answers.ts'
import { KeptParts } from '../facts/kept-parts.ts'
import { prepareRendering } from '../facts/rendering.ts'
import type { Rendering } from '../facts/rendering.ts'
import type { ReleaseInput } from '../input/input.ts'
import { KeptReads } from '../input/kept-reads.ts'
import { KeptReleases, loadInput } from '../input/load-input.ts'
import { rankedUnits } from '../stored/basis.ts'
import type { ReleaseBasis } from '../stored/basis.ts'
import { releaseHead } from '../stored/head.ts'
import { madeAnswer } from '../stored/made-answer.ts'
import type { MadeAnswer } from '../stored/made-answer.ts'
import { headBytes, headName } from '../stored/own-bytes.ts'
import { wholeOf } from '../stored/packed-bytes.ts'
import type { ReleaseRow } from '../stored/preview-row.ts'
import { sha256 } from '../stored/sha256.ts'
import { frozenShape } from '../stored/shape.ts'
import { inputHash } from './digest.ts'

/*
 * Of the head of its release an answer holds nothing but the moment it was prepared at, and where it holds other answers
 * (the cockpit its rankings) their whole head. So answers are made before it is known which number they will bear, and a
 * release is published with the very bytes of its preview.
 */

/** All answers of a release but its head, made under a head that is not theirs. */
type Making = {
  /** Those whose bytes are the same under any head. */
  readonly answers: ReadonlyMap<string, MadeAnswer>
  /** Those that hold the head besides, whole: made once it is known. */
  readonly headed: ReadonlyMap<string, Buffer>
  readonly head: Buffer
}

export function makeAnswers(figures: Figures, preparedAt: string): Making {
  return makeFrom(prepareRendering(headOf(figures, preparedAt), figures))
}

const headOf = ({ basis }: Figures, preparedAt: string): ReleaseHead =>
  releaseHead(basis, { sequence: 1, preparedAt, reason: null }, null)

function makeFrom(rendering: Rendering): Making {
  const own = headBytes(rendering.head)
  const [answers, headed] = [new Map<string, MadeAnswer>(), new Map<string, Buffer>()]
  // One after the other, so that a nation's are never all held unpacked.
  for (const { name, from, keep } of keptAnswers(rendering)) {
    if (keep !== null) {
      answers.set(name, keep(madeAnswer))
      continue
    }
    from((body) => {
      if (body.includes(own)) headed.set(name, Buffer.from(body))
      else answers.set(name, madeAnswer(body))
    })
  }
  return { answers, headed, head: own }
}

type Made = { readonly basis: ReleaseBasis; readonly making: Making }

/** What a preview says, computed anew as far as anything has changed since the one before. */
export class KeptPreview {
  readonly #engines = new KeptEngines()
  readonly #parts = new KeptParts()
  readonly input = { reads: new KeptReads(), releases: new KeptReleases() }

  make(input: ReleaseInput, preparedAt: string): Made {
    const engine = this.#engines.over(input)
    const figures = computeFigures(input, { engine })
    const rendering = prepareRendering(headOf(figures, preparedAt), figures)
    return { basis: figures.basis, making: makeFrom(this.#parts.renew(rendering, engine)) }
  }
}

const kept = new WeakMap<Store, KeptPreview>()

/** What this process keeps of the last preview of a store. */
export function keptPreview(store: Store): KeptPreview {
  const found = kept.get(store) ?? new KeptPreview()
  kept.set(store, found)
  return found
}

/** What is kept grows with the units: 20 MB of a city of 12 with 16 quarters. */
const mostKeptUnits = 60

/** A preview with what is the same as in the last one that this process made; of a larger city all is made anew. */
function makePreview(own: KeptPreview, input: ReleaseInput, preparedAt: string): Made {
  if (rankedUnits(input.basis).length > mostKeptUnits) {
    const figures = computeFigures(input)
    return { basis: figures.basis, making: makeAnswers(figures, preparedAt) }
  }
  return own.make(input, preparedAt)
}

/** A preview but for the number it will bear. */
export type MadePreview = Made & { readonly catalogueHash: string; readonly inputHash: string }

/** A quarter, and the instant at which it is read. */
export type AskedPreview = { readonly period: Period; readonly preparedAt: string }

/** Reads a quarter as it stands and makes its preview, in this process; refused while no form of it was accepted. */
export async function previewNow(
  { read }: Pick<Store, 'read'>,
  { period, preparedAt }: AskedPreview,
  own = new KeptPreview(),
): Promise<MadePreview> {
  const { loaded, ...input } = await read((db) => loadInput(db, period, preparedAt, own.input))
  requireFigures(input.cells.keys.length, period)
  const made = makePreview(own, input, preparedAt)
  return { ...made, catalogueHash: loaded.catalogueHash, inputHash: inputHash(made.basis, input.cells) }
}

function requireFigures(keys: number, period: string): void {
  if (keys > 0) return
  throw new ServiceError('conflict', `${period} 还没有一张审核通过的报表，没有可以试看的数据。请先审核报表。`, {
    reason: 'release.empty',
  })
}

/** The answers as they are stored under a head, itself first. */
export function answersUnder(head: ReleaseHead, making: Making): Map<string, MadeAnswer> {
  const own = headBytes(head)
  return new Map([[headName, madeAnswer(own)], ...making.answers, ...rewritten(making.headed, making.head, own)])
}

function rewritten(headed: ReadonlyMap<string, Buffer>, before: Buffer, now: Buffer): [string, MadeAnswer][] {
  return Array.from(headed, ([name, body]) => [name, madeAnswer(replaceIn(body, before, now))])
}

function replaceIn(body: Buffer, before: Buffer, now: Buffer): Buffer {
  const parts: Buffer[] = []
  let from = 0
  for (let at = body.indexOf(before); at >= 0; at = body.indexOf(before, from)) {
    parts.push(body.subarray(from, at), now)
    from = at + before.length
  }
  return Buffer.concat([...parts, body.subarray(from)])
}

type Digests = Pick<MadeAnswer, 'hash' | 'packedHash'>

type Prepared = {
  readonly id: number
  readonly version: number
  readonly digests: ReadonlyMap<string, Digests>
  readonly headed: readonly string[]
  readonly head: Buffer
}

const prepared = new WeakMap<Store, Prepared>()

/** Remembers what this process stored of a preview, in digests; of one preview, since they are published one by one. */
export function rememberPreview(
  store: Store,
  { id, version }: { readonly id: number; readonly version: number },
  { head, answers, headed }: { head: ReleaseHead; answers: ReadonlyMap<string, MadeAnswer>; headed: Making['headed'] },
): void {
  const digests = new Map(Array.from(answers, ([name, { hash, packedHash }]) => [name, { hash, packedHash }]))
  prepared.set(store, { id, version, digests, headed: [...headed.keys()], head: headBytes(head) })
}

/**
 * What is stored of a preview as it is published: digests of all answers and those that are other bytes now, or all answers
 * where they were computed again.
 */
export type Published =
  | { readonly digests: ReadonlyMap<string, Digests>; readonly changed: ReadonlyMap<string, MadeAnswer> }
  | ReadonlyMap<string, MadeAnswer>

/** A preview to be published: what it was computed from, and its answers under the head of its release. */
export type Previewed = { readonly basis: ReleaseBasis; readonly under: (head: ReleaseHead) => Published }

/**
 * A preview as it lies in the file, where this process made its answers and they lie there as it put them. Null where
 * another process made them, or any byte differs: they are computed again.
 */
export async function previewedAnswers(store: Store, db: Db, row: ReleaseRow): Promise<Previewed | null> {
  const known = prepared.get(store)
  if (known === undefined || known.id !== row.id || known.version !== row.inputVersion) return null
  const lying = await db.select().from(releaseAnswer).where(eq(releaseAnswer.releaseId, row.id))
  const isAsMade = ({ name, hash, packedHash, shape, body }: (typeof lying)[number]): boolean => {
    const made = known.digests.get(name)
    if (made === undefined || shape !== frozenShape) return false
    return made.hash === hash && made.packedHash === packedHash && sha256(body) === (packedHash ?? hash)
  }
  if (lying.length !== known.digests.size || !lying.every(isAsMade)) return null
  const byName = new Map(lying.map((one) => [one.name, one]))
  const whole = (name: string): Buffer => must(wholeOf(must(byName.get(name))))
  return {
    basis: JSON.parse(whole('basis').toString('utf8')) as ReleaseBasis,
    under(head) {
      const headed = new Map(known.headed.map((name) => [name, whole(name)]))
      const own = headBytes(head)
      const changed = new Map([[headName, madeAnswer(own)], ...rewritten(headed, known.head, own)])
      return { digests: new Map([...known.digests, ...changed]), changed }
    },
  }
}
