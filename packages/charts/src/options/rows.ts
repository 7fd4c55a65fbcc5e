import { must } from '@cg/domain/must'
import type { Row, Tone } from '../model.ts'
import { textWidth, wrapText } from '../text-layout.ts'
import type { ChartTheme } from '../theme.ts'
import { nameShare } from './fit.ts'
import type { RowLayout, RowSpace } from './row-layout.ts'
import { aboveLayout } from './rows-above.ts'
import type { Box, DrawingSettings, Target } from './settings.ts'
import { plain } from './settings.ts'

/** Divides the plot; letters shrink when lines get close. */
export function rowLayout(rows: readonly Row[], plot: Box, settings: DrawingSettings, space: RowSpace): RowLayout {
  const height = Math.min(plot.height - space.top - space.bottom, rows.length * settings.fontSize * 5.5)
  const rowHeight = height / Math.max(1, rows.length)
  const fontSize = lettersFor(rows, rowHeight, plot.width, settings.fontSize)
  const above = aboveLayout(rows, plot, space, { height, rowHeight, fontSize, unbroken: settings.unbroken })
  if (above !== null) return above
  const hasRank = rows.some((row) => row.rank !== '')
  const rankWidth = hasRank ? Math.ceil(fontSize * 1.9) : 0
  const room = { fontSize, rowHeight, width: plot.width, unbroken: settings.unbroken }
  const names = rows.map((row) => nameLines(row.name, room))
  const longest = Math.max(0, ...names.flat().map(textWidth))
  const nameWidth = Math.ceil(longest * fontSize) + 8
  const left = plot.left + rankWidth + nameWidth + (space.leftGap ?? 6)
  return {
    grid: { left, top: plot.top + space.top, width: plot.left + plot.width - space.right - left, height },
    rankWidth,
    nameWidth,
    rowHeight,
    fontSize,
    wordsRight: plot.left + plot.width,
    names,
    drop: 0,
  }
}

/** Letters shrink with the rows; a little more when long names then stand in two lines. */
function lettersFor(rows: readonly Row[], rowHeight: number, width: number, wanted: number): number {
  const one = Math.max(8, Math.min(wanted, Math.round(rowHeight * 0.62)))
  const two = Math.floor(Math.min(one, rowHeight / twoLines))
  const isLong = rows.some((row) => textWidth(row.name) * one > width * nameShare)
  return isLong && two >= wanted * 0.7 ? two : one
}

/** Height of two lines in em. */
const twoLines = 2.3

type NameRoom = {
  readonly fontSize: number
  readonly rowHeight: number
  readonly width: number
  readonly unbroken: readonly string[] | undefined
}

/** A name takes at most three tenths of the width, in two lines, where the row is high enough for two; it breaks after a colon first. */
function nameLines(name: string, { fontSize, rowHeight, width, unbroken }: NameRoom): string[] {
  const most = Math.max(fontSize * 5.2, width * nameShare)
  if (rowHeight < fontSize * twoLines || textWidth(name) * fontSize <= most) return [name]
  const cut = name.indexOf('：') + 1
  const halves = [name.slice(0, cut), name.slice(cut)]
  if (cut > 0 && halves.every((half) => textWidth(half) * fontSize <= most * 1.15)) return halves
  const lines = wrapText(name, fontSize, most, unbroken)
  return lines.length > 2
    ? wrapText(name, fontSize, Math.max(most, (textWidth(name) * fontSize) / 2 + fontSize), unbroken)
    : lines
}

/** The whole width of each row: where a click or the keyboard finds it. */
export function rowTargets(rows: readonly Row[], layout: RowLayout, plot: Box): Target[] {
  return rows.map((row, at) => ({
    key: row.key,
    detail: row.detail,
    box: { left: plot.left, top: layout.grid.top + at * layout.rowHeight, width: plot.width, height: layout.rowHeight },
  }))
}

function rankText({ rank }: Row): string {
  return rank === '' ? '—' : rank
}

const rankGap = 9

/**
 * By the number of digits, the space before them: ECharts centres a right-aligned part of a label that another part
 * follows, so that the units would not stand under each other.
 */
function rankStyles(rows: readonly Row[], { rankWidth, fontSize }: RowLayout): [number, Record<string, unknown>][] {
  const room = rankWidth - rankGap
  return [...new Set(rows.map((row) => rankText(row).length))].map((digits) => {
    const before = Math.max(0, room - digits * digitWidth * fontSize)
    return [digits, { width: room - before, align: 'left', padding: [0, rankGap, 0, before] }]
  })
}

/** em of a digit in the bundled face. */
const digitWidth = 0.56

const tones = ['plain', 'context', 'focus', 'compare'] as const

/** The colour of a row's name by its tone. */
export function nameColours(theme: ChartTheme): Readonly<Record<Tone, string>> {
  return { plain: theme.ink, context: theme.ink2, focus: theme.primary, compare: theme.highlight }
}

/** The reader chose this row: its name is bold. */
export function isMarked(tone: Tone): boolean {
  return tone === 'focus' || tone === 'compare'
}

/** Rank (right-aligned) and name (left-aligned) as the labels of the category axis, first row on top. */
export function rowAxis(
  rows: readonly Row[],
  layout: RowLayout,
  settings: DrawingSettings,
  leftGap = 6,
): Record<string, unknown> {
  const { theme, fontFamily } = settings
  // A line height makes ECharts put an unseen surface behind every label: only where a name has two lines.
  const leading = layout.names.some((lines) => lines.length > 1)
    ? { lineHeight: Math.round(layout.fontSize * 1.2) }
    : {}
  const base = { fontFamily, fontSize: layout.fontSize, ...leading, textBorderWidth: 0 }
  const colours = nameColours(theme)
  const styles = tones.flatMap((tone) => [
    ...rankStyles(rows, layout).map(([key, rank]) => [
      `r${key}${tone}`,
      { ...base, ...rank, color: isMarked(tone) ? colours[tone] : theme.ink3 },
    ]),
    [`n${tone}`, { ...base, color: colours[tone], fontWeight: isMarked(tone) ? 'bold' : 'normal' }],
  ])
  const label = (_: string, at: number) => {
    const row = rows[at]
    if (row === undefined) return ''
    const place = (text: string) => (layout.rankWidth === 0 ? '' : `{r${text.length}${row.tone}|${text}}`)
    return must(layout.names[at])
      .map((line, index) => `${place(index > 0 ? ' ' : rankText(row))}{n${row.tone}|${plain(line)}}`)
      .join('\n')
  }
  return {
    type: 'category',
    inverse: true,
    data: rows.map((row) => row.key),
    show: layout.drop === 0,
    axisLine: { show: false },
    axisTick: { show: false },
    splitLine: { show: false },
    axisLabel: {
      interval: 0,
      align: 'left',
      margin: layout.rankWidth + layout.nameWidth + leftGap,
      formatter: label,
      rich: Object.fromEntries(styles),
    },
  }
}

/** ECharts' grid from a box, with nothing moved by itself. */
export function gridOf(box: Box): Record<string, unknown> {
  return {
    left: box.left,
    top: box.top,
    width: box.width,
    height: box.height,
    containLabel: false,
    outerBoundsMode: 'none',
  }
}
