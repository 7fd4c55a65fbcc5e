import type { Told } from '@cg/charts/pack/pack-model'
import type { PageTable } from '@cg/charts/page/page-model'
import type { PackSkin } from '@cg/contract/skin'
import { tableLook } from '../page/slide-table.ts'
import { officeFace } from '../slides/chart-text.ts'
import type { Frame } from '../slides/layout.ts'
import type { Slide } from '../slides/library.ts'
import { skins } from '../skins.ts'
import { agendaColumns, agendaGap, agendaRow, theme, toldPoints } from './frame.ts'
import type { AgendaLine, Shown } from './slides.ts'
import { wordColumns } from './word-points.ts'

/* What stands between title and foot of a material's slides, besides charts. */

const cell = { fontFace: officeFace, valign: 'middle' as const, margin: 0.04 }

type ShownWords = Pick<Extract<Shown, { readonly kind: 'words' }>, 'sections' | 'split' | 'points'>

/** Chapters with their numbers, titles, and the slide each begins on. */
export function drawAgenda(slide: Slide, lines: readonly AgendaLine[], room: Frame, skin: PackSkin): void {
  if (lines.length === 0) return drawRefused(slide, '材料中还没有可列入目录的页。', room)
  const columns = agendaColumns(lines)
  const w = (room.w - agendaGap * (columns.length - 1)) / columns.length
  const rowH = agendaRow(Math.max(...columns.map((column) => column.length)), room)
  for (const [at, column] of columns.entries())
    drawAgendaColumn(
      slide,
      column,
      { ...room, x: room.x + at * (w + agendaGap), w, h: rowH },
      {
        skin,
        points: columns.length === 1 ? { chapter: 20, page: 18 } : { chapter: 16, page: 14 },
        name: columns.length === 1 ? '目录' : `目录 ${at + 1}`,
      },
    )
}

type AgendaLook = {
  readonly skin: PackSkin
  readonly points: { readonly chapter: number; readonly page: number }
  readonly name: string
}

/** `box`: its height is that of a line. */
function drawAgendaColumn(
  slide: Slide,
  lines: readonly AgendaLine[],
  box: Frame,
  { skin, points, name }: AgendaLook,
): void {
  const border = { type: 'none' as const }
  const apart = { type: 'solid' as const, color: 'FFFFFF', pt: 4 }
  slide.addTable(
    lines.map(({ text, slide: at, isChapter, number }) => [
      {
        text: number,
        options: {
          ...cell,
          border: [apart, border, apart, border],
          fontSize: points.page,
          bold: true,
          color: 'FFFFFF',
          align: 'center' as const,
          ...(number === '' ? {} : { fill: { color: skins[skin].main.slice(1) } }),
        },
      },
      {
        text: `　${text}`,
        options: {
          ...cell,
          border,
          fontSize: isChapter ? points.chapter : points.page,
          bold: isChapter,
          color: theme.ink.slice(1),
        },
      },
      {
        text: String(at),
        options: { ...cell, border, fontSize: points.page, color: theme.ink2.slice(1), align: 'right' as const },
      },
    ]),
    {
      x: box.x,
      y: box.y,
      w: box.w,
      colW: [0.5, box.w - 1.1, 0.6],
      rowH: box.h,
      objectName: name,
    },
  )
}

/** A table with its colours as a native table. */
export function drawPackTable(slide: Slide, table: PageTable, room: Frame): void {
  const look = tableLook(table, room)
  const border = { type: 'solid' as const, color: theme.line.slice(1), pt: 1 }
  const base = { ...cell, border, fontSize: look.points }
  const alignOf = (at: number) => (table.columns[at]?.isNumber === true ? ('right' as const) : ('left' as const))
  const head = table.columns.map(({ header }, at) => ({
    text: header,
    options: {
      ...base,
      bold: true,
      color: theme.ink2.slice(1),
      fill: { color: theme.page.slice(1) },
      align: alignOf(at),
    },
  }))
  const rows = table.rows.map((row) => {
    if (row.kind === 'section')
      return [
        { text: row.text, options: { ...base, bold: true, color: theme.ink.slice(1), colspan: table.columns.length } },
      ]
    return row.cells.map(({ text, fill, ink }, at) => ({
      text,
      options: {
        ...base,
        bold: row.isFocus,
        color: (ink ?? theme.ink).slice(1),
        align: alignOf(at),
        ...(fill === null ? {} : { fill: { color: fill.slice(1) } }),
      },
    }))
  })
  slide.addTable([head, ...rows], {
    x: room.x,
    y: room.y,
    w: look.widths.reduce((sum, one) => sum + one, 0),
    colW: [...look.widths],
    rowH: 0.38,
    objectName: '数据表',
  })
}

/** Sentences under their headings, larger where there are few, side by side where that takes one slide instead of two. */
export function drawPackWords(slide: Slide, { sections, split, points }: ShownWords, room: Frame): void {
  if (sections.length === 0) return drawRefused(slide, '本期没有可列的内容。', room)
  for (const [at, { own, frame, gap }] of wordColumns({ sections, split, points }, room).entries()) {
    const lines = own.flatMap(({ title, items }) => [
      ...(title === '' ? [] : [{ text: title, isHeading: true }]),
      ...items.map((text) => ({ text, isHeading: false })),
    ])
    drawLines(slide, lines, frame, { points, gap, name: at === 0 ? '正文' : `正文 ${at + 1}` })
  }
}

type Line = { readonly text: string; readonly isHeading: boolean }

type LinesLook = { readonly points: number; readonly gap: number; readonly name: string }

function drawLines(slide: Slide, lines: readonly Line[], room: Frame, { points, gap, name }: LinesLook): void {
  slide.addText(
    lines.map(({ text, isHeading }, at) => ({
      text,
      options: {
        bold: isHeading,
        breakLine: at < lines.length - 1,
        paraSpaceAfter: gap,
        ...(isHeading ? {} : { bullet: { indent: points } }),
      },
    })),
    {
      ...room,
      fontFace: officeFace,
      fontSize: points,
      color: theme.ink.slice(1),
      margin: 0,
      valign: 'top',
      objectName: name,
    },
  )
}

/** The sentences below two charts. */
export function drawTold(slide: Slide, { title, items }: Told, room: Frame): void {
  drawLines(slide, [{ text: title, isHeading: true }, ...items.map((text) => ({ text, isHeading: false }))], room, {
    points: toldPoints,
    gap: toldPoints / 3,
    name: '正文',
  })
}

/** Why a page says nothing, where its content would stand. */
export function drawRefused(slide: Slide, words: string, room: Frame): void {
  slide.addText(words, {
    x: room.x,
    y: room.y,
    w: room.w,
    h: 1.2,
    fontFace: officeFace,
    fontSize: 18,
    color: theme.ink2.slice(1),
    valign: 'middle',
    margin: 12,
    line: { color: theme.ink3.slice(1), width: 1, dashType: 'dash' },
    objectName: '说明',
  })
}
