import { readFileSync } from 'node:fs'
import type { BookLine, BookMeasure, FigureBook, SpeechMark } from '@cg/domain/speech/book'

/*
 * Sentences written from the real speech and the habits of such texts before the grammar was read, each figure with the
 * mark that its author would give it: `{95.7%|一}`. `held.txt` is for measuring alone: nobody mends the grammar by it.
 */

type StoredLine = { readonly values: BookLine['values'] } & Partial<BookLine>
const read = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8')

/** Every figure of the demo city's release of 2026Q2, over nine of its quarters; what was reported has no state. */
export function outsideBook(): FigureBook {
  const [head = '', ...measures] = read('book.ndjson').trimEnd().split('\n')
  const book = JSON.parse(head) as Omit<FigureBook, 'measures'>
  return { ...book, measures: measures.map((line) => JSON.parse(line, withStates) as BookMeasure) }
}

function withStates(key: string, value: unknown): unknown {
  if (key !== 'lines' && key !== 'yearToDate') return value
  const lines = Object.entries(value as Record<string, StoredLine>)
  return Object.fromEntries(
    lines.map(([code, line]) => [code, { states: line.values.map(() => 'reported'), ...line } as BookLine]),
  )
}

const marks: Readonly<Record<string, SpeechMark>> = {
  一: 'equal',
  不: 'differs',
  明: 'unclear',
  未: 'missing',
  单: 'unit',
  填: 'fill',
}

export type Due = { readonly start: number; readonly end: number; readonly mark: SpeechMark }
export type Annotated = { readonly text: string; readonly dues: readonly Due[] }

/** The sentences of one file, their figures found by place. */
export function outsideSentences(name: 'seen' | 'held'): Annotated[] {
  return read(`${name}.txt`).trimEnd().split('\n').map(annotated)
}

function annotated(line: string): Annotated {
  const dues: Due[] = []
  let text = ''
  let from = 0
  for (const found of line.matchAll(/\{(?<figure>[^|}]*)\|(?<letter>.)\}/gu)) {
    text += line.slice(from, found.index)
    const { figure = '', letter = '' } = found.groups ?? {}
    const mark = marks[letter]
    if (mark === undefined) throw new Error(`${letter} is no mark: ${line}`)
    dues.push({ start: text.length, end: text.length + figure.length, mark })
    text += figure
    from = found.index + found[0].length
  }
  return { text: text + line.slice(from), dues }
}
