import type { FigureBook, Finding } from './book.ts'
import { judgeClaim } from './judge.ts'
import { makeLexicon } from './lexicon.ts'
import { placeFinder } from './place.ts'
import type { Reader, Setting } from './parse.ts'
import { readSentence } from './read.ts'

const fresh: Setting = { place: null, time: null, isPlan: false, prior: null }
/** A chapter begins anew; within one, what 下一阶段 announced holds on through its paragraphs. */
const chapter = /^\s*[一二三四五六七八九十]+、/u
const ends = new Set(['。', '！', '？', '!', '?', ';', '；', '\n'])

/** Everything that can be checked in a draft, in the order of the text. Pure: the same draft and book give the same findings. */
export function checkSpeech(draft: string, book: FigureBook): Finding[] {
  return [...findBySentence(draft, book)].flat()
}

/** The same sentence by sentence, so that a server can do other things in between. */
export function* findBySentence(draft: string, book: FigureBook): Generator<Finding[]> {
  const text = plainText(draft)
  const reader = readerOf(book)
  let start = 0
  let setting = fresh
  let isPlan = false
  for (let at = 0; at <= text.length; at += 1) {
    const letter = text[at]
    if (letter !== undefined && !ends.has(letter)) continue
    const sentence = text.slice(start, at)
    if (chapter.test(sentence)) [isPlan, setting] = [false, fresh]
    const read = readSentence(reader, sentence, setting)
    yield read.claims.flatMap((claim) => judgeClaim(book, claim, start) ?? [])
    isPlan ||= /下一(?:阶段|步)/u.test(sentence)
    const prior =
      letter === ';' || letter === '；' ? (read.claims.findLast(({ kind }) => kind === 'level') ?? null) : null
    setting = letter === '\n' ? { ...fresh, isPlan } : { ...read.setting, prior }
    start = at + 1
  }
}

const readers = new WeakMap<FigureBook, Reader>()

/** The words of a book, made into patterns once. */
function readerOf(book: FigureBook): Reader {
  const known = readers.get(book)
  if (known !== undefined) return known
  const reader = { book, lexicon: makeLexicon(book.measures), places: placeFinder(book) }
  readers.set(book, reader)
  return reader
}

/** Full-width digits and signs as narrow ones, letter by letter, so that places in the text stay. */
function plainText(draft: string): string {
  return draft.replaceAll(/[０-９．％]/gu, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0xfee0))
}
