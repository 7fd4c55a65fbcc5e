import type { FigureBook, Finding } from './book.ts'
import { judgeClaim } from './judge.ts'
import { makeLexicon } from './lexicon.ts'
import { placeFinder } from './place.ts'
import type { Setting } from './parse.ts'
import { readSentence } from './read.ts'

const fresh: Setting = { place: null, time: null, isPlan: false }
/** A chapter begins anew; within one, what 下一阶段 announced holds on through its paragraphs. */
const chapter = /^\s*[一二三四五六七八九十]+、/u
const ends = new Set(['。', '！', '？', '!', '?', ';', '；', '\n'])

/** Everything that can be checked in a draft, in the order of the text. Pure: the same draft and book give the same findings. */
export function checkSpeech(draft: string, book: FigureBook): Finding[] {
  const text = plainText(draft)
  const reader = { book, lexicon: makeLexicon(book.measures), places: placeFinder(book) }
  const findings: Finding[] = []
  let start = 0
  let setting = fresh
  let isPlan = false
  for (let at = 0; at <= text.length; at += 1) {
    const letter = text[at]
    if (letter !== undefined && !ends.has(letter)) continue
    const sentence = text.slice(start, at)
    if (chapter.test(sentence)) [isPlan, setting] = [false, fresh]
    const read = readSentence(reader, sentence, setting)
    for (const claim of read.claims) {
      const finding = judgeClaim(book, claim, start)
      if (finding !== null) findings.push(finding)
    }
    isPlan ||= /下一(?:阶段|步)/u.test(sentence)
    setting = letter === '\n' ? { ...fresh, isPlan } : read.setting
    start = at + 1
  }
  return findings
}

/** Full-width digits and signs as narrow ones, letter by letter, so that places in the text stay. */
function plainText(draft: string): string {
  return draft.replaceAll(/[０-９．％]/gu, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0xfee0))
}
