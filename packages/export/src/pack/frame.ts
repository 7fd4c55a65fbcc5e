import type { ChartLines, ChartModel } from '@cg/charts/model'
import type { PackModel, Told } from '@cg/charts/pack/pack-model'
import { flowParts, wrapText, wrapTitle } from '@cg/charts/text-layout'
import type { ChartTheme } from '@cg/charts/theme'
import { themes } from '@cg/charts/theme'
import type { Footer } from '../slides/frame.ts'
import type { Frame } from '../slides/layout.ts'
import { contentFrame, slide as size, textInches } from '../slides/layout.ts'
import { titleBox } from '../slides/master.ts'
import { agendaLines } from './slides.ts'
import type { AgendaLine, PackSlide, Shown } from './slides.ts'

/* What deck and PDF of a material have in common: where things stand on a slide, in inches, and what its foot says. */

export const theme: ChartTheme = themes.light

/** Room at the right of the foot for the number of the slide. */
const numberInches = 1.1
const footBottom = 7.34

/** The foot of a slide: what is on it is from where, and which release; over it the room for its content. */
export function footOf(shown: Shown, { foot, unbroken }: Pick<PackModel, 'foot' | 'unbroken'>): Footer {
  const parts = [...linesOf(shown).flatMap(chartParts), foot.unit, foot.asOf, foot.release]
  const own = [...new Set([...wordSources(shown), ...parts])]
  const width = (size.width - 2 * size.margin - numberInches) * 72 * 0.94
  const flow = (words: readonly string[], points: number) => flowParts(words, points, width, unbroken)
  const points = flow(own, 12).length <= 2 ? 12 : 10.5
  const whole = flow(own, points)
  const lines = whole.length <= 2 ? whole : flow(own.map(shortened), points)
  return { lines, points, top: footBottom - (lines.length * points * 1.45) / 72 }
}

function wordSources(shown: Shown): string[] {
  if (shown.kind === 'words') return [shown.source]
  return shown.kind === 'two-charts' && shown.told !== null ? [shown.told.source] : []
}

/** What is too long for the foot is whole in the notes and in the workbook. */
function shortened(words: string): string {
  const letters = Array.from(words)
  if (letters.length <= longest) return words
  const cut = letters.slice(0, longest - 1).join('')
  // Not within a clause that follows another one, and never within a number.
  const clause = /^.*[；。，、](?=.)/u.exec(cut)?.[0].slice(0, -1) ?? ''
  return `${Array.from(clause).length > longest / 4 ? clause : cut.replace(/[\d.,%×÷\s]+$/u, '')}…`
}

const longest = 52

/** Two charts share a foot: their definitions stand in the notes. */
function chartParts(lines: ChartLines, _: number, { length }: readonly ChartLines[]): string[] {
  const { map, source, definition, note } = lines
  return [map ?? '', source, ...(length > 1 ? [] : [definition, note ?? ''])].filter((part) => part !== '')
}

function linesOf(shown: Shown): ChartLines[] {
  return modelsOf(shown).map(({ lines }) => lines)
}

export function modelsOf(shown: Shown): ChartModel[] {
  if (shown.kind === 'chart' || shown.kind === 'table') return [shown.model]
  return shown.kind === 'two-charts' ? [shown.left, shown.right] : []
}

/** What stands below the title: measure, unit, scope, period. */
export function subtitleOf(shown: Shown): string {
  if (shown.kind === 'words') return shown.subtitle
  return shown.kind === 'chart' || shown.kind === 'table' ? shown.model.lines.subtitle : ''
}

/** Between title or subtitle and foot. */
export function roomOf(shown: Shown, foot: Footer): Frame {
  const room = contentFrame(foot.top)
  return subtitleOf(shown) === '' ? { ...room, y: room.y - 0.3, h: room.h + 0.3 } : room
}

const gap = 0.3
/** Title and subtitle of one of two charts. */
export const headInches = 0.78

/** Letters of the sentences below two charts. */
export const toldPoints = 14

/** The agenda in its columns: one, or two that break where a chapter begins if one does near the middle. */
export function agendaColumns(lines: readonly AgendaLine[]): readonly (readonly AgendaLine[])[] {
  if (lines.length <= agendaLines) return [lines]
  const middle = Math.ceil(lines.length / 2)
  const at = [0, -1, 1, -2, 2].map((step) => middle + step).find((place) => lines[place]?.isChapter === true) ?? middle
  return [lines.slice(0, at), lines.slice(at)]
}

/** Inches between two columns of the agenda. */
export const agendaGap = 0.4

/** Height of a line of the agenda, in inches: few lines stand further apart. */
export function agendaRow(lines: number, room: Frame): number {
  return Math.min(0.56, room.h / Math.max(1, lines))
}

type Halves = { readonly charts: readonly [Frame, Frame]; readonly told: Frame | null }

/** The halves of a slide with two charts, below their own heads, and the room of the sentences below them. */
export function halvesOf(room: Frame, told: Told | null): Halves {
  const below = told === null ? 0 : toldInches(told, room.w)
  const w = (room.w - gap) / 2
  const left = { ...room, y: room.y + headInches, h: room.h - headInches - below, w }
  return {
    charts: [left, { ...left, x: room.x + w + gap }],
    told: told === null ? null : { ...room, y: room.y + room.h - below + 0.1, h: below - 0.1 },
  }
}

function toldInches({ items }: Told, width: number): number {
  const lines = items.flatMap((item) => wrapText(item, toldPoints, (width * 72 - toldPoints) * 0.94, []))
  return 0.14 + ((lines.length + 1) * toldPoints * 1.4 + items.length * 5) / 72
}

/** A title as it is set: at most two lines. */
export function setTitle(
  title: string,
  unbroken: readonly string[],
): { readonly points: number; readonly lines: readonly string[] } {
  const points = [28, 24].find((one) => textInches(title, one) <= titleBox.w * 0.92) ?? 20
  return { points, lines: wrapTitle(title, points, titleBox.w * 72 * 0.96, unbroken) }
}

/** What one of two charts is called above it: the left one's finding is the slide's title already. */
export function halfTitles({ page, shown }: PackSlide): [string, string] {
  if (shown.kind !== 'two-charts') return ['', '']
  const { left, right } = shown
  return [page.written === null ? left.neutralTitle : left.title, right.title]
}
