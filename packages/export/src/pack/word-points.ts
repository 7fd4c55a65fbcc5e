import { wrapText } from '@cg/charts/text-layout'
import type { Section } from '../page/slide-words.ts'
import type { Frame } from '../slides/layout.ts'

/** Letters of a page of sentences, the same on each of its slides: 20 points where all of it fits, at least the 16 that it was split for. */
export function wordPoints(slides: readonly (readonly Section[])[], room: Frame): number {
  return [20, 18].find((points) => slides.every((sections) => heightAt(sections, points, room) <= room.h * 72)) ?? 16
}

function heightAt(sections: readonly Section[], points: number, room: Frame): number {
  const width = (room.w * 72 - points) * 0.94
  const texts = sections.flatMap(({ title, items }) => [...(title === '' ? [] : [title]), ...items])
  return texts.reduce((sum, text) => sum + wrapText(text, points, width, []).length * points * 1.45 + points / 3, 0)
}
