import { setImmediate } from 'node:timers/promises'
import type { IndicatorFacts } from '@cg/contract/release/indicator'
import type { MatrixFacts } from '@cg/contract/release/matrix'
import { parsePreviewCode } from '@cg/contract/release/preview-code'
import type { RankingFacts } from '@cg/contract/release/ranking'
import type { SpeechChange, SpeechCheck } from '@cg/contract/speech'
import type { Store } from '@cg/db/store'
import { must } from '@cg/domain/must'
import type { FigureBook, Finding } from '@cg/domain/speech/book'
import { findBySentence } from '@cg/domain/speech/check'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { invalid } from '../errors.ts'
import type { PublicAnswer } from '../release/facts/answers.ts'
import { readAnswer } from '../release/read/releases.ts'
import { loadStoredBasis } from '../release/stored/answers.ts'
import { loadReadable } from '../release/stored/readable.ts'
import { buildFigureBook } from './figure-book.ts'
import type { BookSource } from './figure-book.ts'

/**
 * The figures of a draft held against a release. Any signed-in user who may read the release. Of the draft nothing is
 * kept: the trail says that somebody checked one, and how long it was.
 */
export async function checkDraft(ctx: Context, { code, text }: { code: string; text: string }): Promise<SpeechCheck> {
  const { book, release } = await bookOf(ctx, code)
  const findings = await findIn(text, book)
  await record(ctx, 'speech.check', { code, text })
  return { release, findings }
}

type Taken = { readonly code: string; readonly text: string; readonly changes: readonly SpeechChange[] }

/** The same for a file of the draft with what was put in; refuses changes that are none of this text. */
export async function takeDraft(ctx: Context, { code, text, changes }: Taken): Promise<SpeechCheck> {
  const { book, release } = await bookOf(ctx, code)
  requireWithin(text, changes)
  const findings = await findIn(text, book)
  await record(ctx, 'speech.take', { code, text })
  return { release, findings }
}

async function record(
  ctx: Context,
  action: 'speech.check' | 'speech.take',
  { code, text }: { code: string; text: string },
): Promise<void> {
  await ctx.store.write(action, async (tx) => {
    const entry = { at: ctx.now().toISOString(), actor: ctx.actor, object: `release:${code}` }
    await audit(tx, { ...entry, action, detail: { characters: text.length } })
  })
}

/** In the order of the text, none over another or over the end of a line. */
function requireWithin(text: string, changes: readonly SpeechChange[]): void {
  let from = 0
  for (const { start, end, text: words } of changes) {
    const isWithin = start >= from && end > start && end <= text.length
    if (!isWithin || /[\r\n]/u.test(text.slice(start, end) + words))
      throw invalid('要改的地方和稿子对不上。请重新核对后再下载。', { reason: 'speech.changes' })
    from = end
  }
}

/** Who may not read the release may not have a file read beside it either. */
export async function requireSpeech(ctx: Context, { code }: { code: string }): Promise<void> {
  await ctx.store.read((db) => loadReadable(db, ctx, code))
}

/** How long the thread may be kept from everybody else. */
const longestMs = 10

async function findIn(text: string, book: FigureBook): Promise<Finding[]> {
  const findings: Finding[] = []
  let since = performance.now()
  for (const found of findBySentence(text, book)) {
    findings.push(...found)
    if (performance.now() - since < longestMs) continue
    await setImmediate()
    since = performance.now()
  }
  return findings
}

type Ready = { readonly book: FigureBook; readonly release: SpeechCheck['release'] }
const books = new WeakMap<Store, Map<string, Ready>>()
const mostBooks = 3

/** A published release never changes, so the book made of it is kept; a preview is made anew. */
async function bookOf(ctx: Context, code: string): Promise<Ready> {
  const kept = books.get(ctx.store) ?? new Map<string, Ready>()
  books.set(ctx.store, kept)
  const known = kept.get(code)
  if (known !== undefined) return known
  const made = await makeBook(ctx, code)
  if (parsePreviewCode(code) !== null) return made
  kept.set(code, made)
  const [oldest] = kept.keys()
  if (kept.size > mostBooks && oldest !== undefined) kept.delete(oldest)
  return made
}

async function makeBook(ctx: Context, code: string): Promise<Ready> {
  /** Written by renderAnswers, so each has the contract's type. */
  const read = async <T>(name: PublicAnswer): Promise<T> =>
    JSON.parse((await readAnswer(ctx, code, name)).body.toString('utf8')) as T
  const { release } = await read<MatrixFacts>('matrix')
  const basis = await ctx.store.read(async (db) => loadStoredBasis(db, (await loadReadable(db, ctx, code)).id))
  const sources: BookSource[] = []
  for (const indicator of basis.indicators) {
    const facts = await read<IndicatorFacts>(`indicator/${indicator.code}`)
    const ranking = await read<RankingFacts>(`ranking/${indicator.code}`)
    sources.push({ facts, ranking, indicator })
  }
  const score = release.scheme === null ? null : await read<RankingFacts>('ranking/score')
  const { code: cityCode, name, shortName } = must(basis.units.find(({ kind }) => kind === 'city'))
  const book = buildFigureBook({ code: cityCode, name, shortName }, { release, sources, items: basis.items, score })
  return { book, release }
}
