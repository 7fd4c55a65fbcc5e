import type { BulletinEdit, BulletinModel, BulletinParagraph, BulletinRun } from '@cg/contract/bulletin'
import { quotedNumbers } from '@cg/domain/number/quoted-numbers'
import { strangeWorded, wordedNumbers } from '@cg/domain/speech/worded'
import { ChartRefusal } from '../refusal.ts'
import { lengthOf } from './length.ts'
import { chineseOrdinal } from './written.ts'

type Sources = Pick<BulletinModel, 'numbers' | 'names'>

/**
 * A paragraph's text as the office wrote it: numbers that stand in the paragraph as published keep their source, others
 * are text.
 */
export function editedRuns(paragraph: BulletinParagraph, text: string, { numbers, names }: Sources): BulletinRun[] {
  const own = paragraph.runs.flatMap(({ number }) => numbers.filter(({ id }) => id === number))
  const runs: BulletinRun[] = []
  let at = 0
  for (const found of quotedNumbers(text, names)) {
    const known = own.find((one) => one.text === found.text)
    if (known === undefined) continue
    if (found.start > at) runs.push({ text: text.slice(at, found.start), number: null })
    runs.push({ text: found.text, number: known.id })
    at = found.end
  }
  if (at < text.length) runs.push({ text: text.slice(at), number: null })
  return runs
}

/**
 * Numbers of an edited text, in digits or in Chinese characters, that do not stand in the paragraph as published:
 * 与发布值不符.
 */
export function strangeNumbers(paragraph: BulletinParagraph, text: string, sources: Sources): string[] {
  const own = paragraph.runs.flatMap((run) => (run.number === null ? [] : [run.text]))
  const published = paragraph.runs.map((run) => run.text).join('')
  // 百分之80 is one number, whichever way it is read.
  const mixed = wordedNumbers(text)
  const digits = quotedNumbers(text, sources.names).filter(
    (found) => !own.includes(found.text) && !mixed.some((one) => one.start < found.end && found.start < one.end),
  )
  return [...digits, ...strangeWorded(text, published)]
    .toSorted((left, right) => left.start - right.start)
    .map((found) => found.text)
}

/** The draft with what the office wrote otherwise or left out. Throws ChartRefusal for a paragraph that it does not have. */
export function withEdits(model: BulletinModel, edits: readonly BulletinEdit[]): BulletinModel {
  if (edits.length === 0) return model
  const byId = new Map(edits.map((edit) => [edit.id, edit]))
  const unknown = edits.find(({ id }) => !model.paragraphs.some((paragraph) => paragraph.id === id))
  if (unknown !== undefined) throw new ChartRefusal('改写过的一段在这份通报里已经没有了。请刷新页面，核对后重新下载。')
  const kept = model.paragraphs.flatMap((paragraph): BulletinParagraph[] => {
    const edit = byId.get(paragraph.id)
    if (edit === undefined) return [paragraph]
    const text = edit.text?.trim() ?? ''
    return text === '' ? [] : [{ ...paragraph, runs: editedRuns(paragraph, text, model) }]
  })
  const paragraphs = renumbered(kept)
  return { ...model, paragraphs, length: lengthOf(paragraphs) }
}

/** Topics without a text beneath go; the others are counted anew within their section. */
function renumbered(paragraphs: readonly BulletinParagraph[]): BulletinParagraph[] {
  let count = 0
  return paragraphs.flatMap((paragraph, at): BulletinParagraph[] => {
    if (paragraph.kind === 'heading') count = 0
    if (paragraph.kind !== 'topic') return [paragraph]
    const next = paragraphs[at + 1]
    if (next === undefined || next.kind === 'topic' || next.kind === 'heading') return []
    const text = paragraph.runs.map((run) => run.text).join('')
    const runs = [{ text: text.replace(/^（[一二三四五六七八九十]+）/u, `（${chineseOrdinal(count)}）`), number: null }]
    count += 1
    return [{ ...paragraph, runs }]
  })
}
