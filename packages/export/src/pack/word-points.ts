import { wrapText } from '@cg/charts/text-layout'
import type { Section } from '../page/slide-words.ts'
import type { Frame } from '../slides/layout.ts'

/** Letters of sentences, the largest that fit; smaller ones than the last are not read from the back of a room. */
const sizes = [24, 22, 20, 18]
const leastSize = 16
const lineHeight = 1.45

/** Letters of a page of sentences, the same on each of its slides: 24 points where all of it fits, at least the 16 that it was split for. */
export function wordPoints(slides: readonly (readonly Section[])[], room: Frame): number {
  return sizes.find((points) => slides.every((sections) => fits(sections, points, room))) ?? leastSize
}

/** What stands in which column, and how far apart its paragraphs are. */
export function wordColumns(
  { sections, split, points }: { sections: readonly Section[]; split: number | null; points: number },
  room: Frame,
): { own: readonly Section[]; frame: Frame; gap: number }[] {
  const frames = split === null ? [room] : columnsOf(room)
  const gap = Math.min(...frames.map((frame, at) => wordGap(partOf(at), points, frame)))
  return frames.map((frame, at) => ({ own: partOf(at), frame, gap }))

  function partOf(at: number): readonly Section[] {
    if (split === null) return sections
    return at === 0 ? sections.slice(0, split) : sections.slice(split)
  }
}

/** Points below each paragraph: what little there is spreads over the slide. */
function wordGap(sections: readonly Section[], points: number, room: Frame): number {
  const left = room.h * 72 - heightAt(sections, points, room)
  const each = left / Math.max(1, paragraphs(sections).length)
  return Math.round(Math.max(points / 3, Math.min(points * 0.8, points / 3 + each)))
}

/** Inches between two columns of sentences. */
const columnGap = 0.5

/** One of two columns of a room. */
function columnsOf(room: Frame): readonly [Frame, Frame] {
  const w = (room.w - columnGap) / 2
  return [
    { ...room, w },
    { ...room, x: room.x + w + columnGap, w },
  ]
}

/** Where the right of two columns begins, and the letters with which both fit; null where they do not. */
export function columnSplit(sections: readonly Section[], room: Frame): { at: number; points: number } | null {
  const [column] = columnsOf(room)
  const splits = (points: number) =>
    sections
      .map((_, at) => ({
        at,
        points,
        high: Math.max(heightAt(sections.slice(0, at), points, column), heightAt(sections.slice(at), points, column)),
      }))
      .slice(1)
      .toSorted((one, other) => one.high - other.high)
      .slice(0, 1)
  return (
    [...sizes.filter((size) => size <= 20), leastSize].flatMap(splits).find(({ high }) => high <= room.h * 72) ?? null
  )
}

function fits(sections: readonly Section[], points: number, room: Frame): boolean {
  return heightAt(sections, points, room) <= room.h * 72
}

function paragraphs(sections: readonly Section[]): string[] {
  return sections.flatMap(({ title, items }) => [...(title === '' ? [] : [title]), ...items])
}

function heightAt(sections: readonly Section[], points: number, room: Frame): number {
  const width = (room.w * 72 - points) * 0.94
  return paragraphs(sections).reduce(
    (sum, text) => sum + wrapText(text, points, width, []).length * points * lineHeight + points / 3,
    0,
  )
}
