import type { BulletinNumber, BulletinParagraph, BulletinRun } from '@cg/contract/bulletin'
import { quotedNumbers } from '@cg/domain/number/quoted-numbers'

/** Where the numbers of a sentence come from. */
export type NumberSource = Omit<BulletinNumber, 'id' | 'text'>

/** A sentence without its full stop. `exact`: of single numbers in it, as they are printed, where they stand by themselves. */
export type Said = {
  readonly text: string
  readonly source: NumberSource
  readonly exact?: readonly { readonly text: string; readonly path: string }[]
}

export type Writing = {
  /** Paragraphs and numbers so far. */
  readonly paragraphs: BulletinParagraph[]
  readonly numbers: BulletinNumber[]
  /** Names in which digits stand that are no numbers. */
  readonly names: readonly string[]
}

type Kind = BulletinParagraph['kind']

/** A paragraph without numbers to follow: headings, blanks. */
export function writePlain(writing: Writing, id: string, kind: Kind, text: string): void {
  writing.paragraphs.push({ id, kind, runs: [{ text, number: null }] })
}

/** A paragraph of sentences, each closed by a full stop; none without any. */
export function writeSaid(writing: Writing, id: string, said: readonly Said[]): void {
  if (said.length === 0) return
  const runs = said.flatMap((one) => runsOf(writing, { ...one, text: `${one.text.replace(/。$/u, '')}。` }))
  writing.paragraphs.push({ id, kind: 'text', runs })
}

function runsOf({ numbers, names }: Writing, { text, source, exact = [] }: Said): BulletinRun[] {
  const runs: BulletinRun[] = []
  let at = 0
  for (const found of quotedNumbers(text, names)) {
    if (found.start > at) runs.push({ text: text.slice(at, found.start), number: null })
    const id = `n${numbers.length + 1}`
    const path = exact.find((one) => one.text === found.text)?.path ?? source.path
    numbers.push({ id, ...source, path, text: found.text })
    runs.push({ text: found.text, number: id })
    at = found.end
  }
  if (at < text.length) runs.push({ text: text.slice(at), number: null })
  return runs
}

/** 一、 二、 … 十 */
export function chineseOrdinal(at: number): string {
  return '一二三四五六七八九十'[at] ?? String(at + 1)
}
