import type { BulletBody, BulletCard, GridBody, TilesBody } from '@cg/charts/model'
import { statusMarks, themes } from '@cg/charts/theme'
import { formatState } from '@cg/domain/number/number-format'
import { must } from '@cg/domain/must'
import { officeFace } from './chart-xml.ts'

import { chartFrame as frame, textInches } from './layout.ts'
import type { Slide } from './library.ts'

const theme = themes.light

function colour(value: string): string {
  return value.slice(1)
}

/** The tartan rug as a native table: fill, shape glyph and value stay editable text. */
export function drawGrid(slide: Slide, body: GridBody, altText: string): void {
  const names = Math.max(1.1, ...body.rows.map((row) => textInches(row.name, 12) + 0.2))
  const rowHeight = frame.h / (body.rows.length + 2)
  const base = {
    fontFace: officeFace,
    fontSize: 12,
    valign: 'middle' as const,
    margin: 0.02,
    border: { type: 'solid' as const, color: 'FFFFFF', pt: 2 },
  }
  const head = [
    { text: '单位', options: { ...base, bold: true, color: colour(theme.ink2) } },
    ...body.columns.map((column) => ({
      text: column.name,
      options: { ...base, align: 'center' as const, bold: true, color: colour(theme.ink2) },
    })),
  ]
  const rows = body.rows.map((row) => [
    { text: row.name, options: { ...base, color: colour(theme.ink) } },
    ...row.cells.map((cell) => {
      const mark = cell.light === null ? '' : `${statusMarks[cell.light].glyph} `
      const fill =
        cell.light === null ? (cell.value === null ? theme.missingFill : theme.card) : theme.status[cell.light].tint
      const ink = cell.light === null ? theme.ink2 : theme.status[cell.light].ink
      return {
        text: `${mark}${cell.text}`,
        options: {
          ...base,
          align: 'center' as const,
          bold: cell.light !== null,
          fill: { color: colour(fill) },
          color: colour(ink),
        },
      }
    }),
  ])
  const last = [
    { text: '滞后单位', options: { ...base, color: colour(theme.ink2) } },
    ...body.totals.map((total) => ({
      text: total.replace('滞后', ''),
      options: { ...base, align: 'center' as const, color: colour(theme.ink2) },
    })),
  ]
  const width = (frame.w - names) / Math.max(1, body.columns.length)
  slide.addTable([head, ...rows, last], {
    x: frame.x,
    y: frame.y,
    w: frame.w,
    colW: [names, ...body.columns.map(() => width)],
    rowH: Array.from({ length: rows.length + 2 }, () => rowHeight),
    objectName: altText.slice(0, 200),
  })
}

/** Tiles as native rectangles with text. */
export function drawTiles(slide: Slide, body: TilesBody): void {
  const gap = 0.06
  const legend = 0.45
  const width = Math.min((frame.w - gap * (body.columns - 1)) / body.columns, 2.4)
  const height = Math.min((frame.h - legend - gap * (body.rows - 1)) / body.rows, width * 0.75)
  const left = frame.x + (frame.w - width * body.columns - gap * (body.columns - 1)) / 2
  for (const tile of body.tiles) {
    const shade = tile.shade
    slide.addText(
      [
        { text: tile.name, options: { fontSize: 14, breakLine: true } },
        { text: tile.figure.text, options: { fontSize: shade === null ? 14 : 20, bold: true } },
      ],
      {
        x: left + tile.column * (width + gap),
        y: frame.y + tile.row * (height + gap),
        w: width,
        h: height,
        shape: 'rect',
        fill: { color: colour(shade === null ? theme.missingFill : must(theme.sequential[shade])) },
        ...(shade === null
          ? {
              line: {
                color: colour(theme.missingLine),
                width: 1,
                dashType: tile.figure.state === 'not_applicable' ? 'solid' : 'dash',
              },
            }
          : {}),
        fontFace: officeFace,
        color: colour(shade === null ? theme.ink2 : must(theme.sequentialInk[shade])),
        align: 'left',
        valign: 'middle',
        margin: 8,
        objectName: `${tile.name} ${tile.figure.text}`,
      },
    )
  }
  drawTileLegend(slide, body, left, frame.y + body.rows * (height + gap) + 0.24)
}

function drawTileLegend(slide: Slide, body: TilesBody, left: number, y: number): void {
  let x = left
  const items = [
    ...body.classes.map((shade, at) => ({ text: `${shade.text}（${shade.count}）`, fill: must(theme.sequential[at]) })),
    ...body.missing.map((state) => ({ text: formatState(state), fill: theme.missingFill })),
  ]
  for (const item of items) {
    slide.addShape('rect', {
      x,
      y: y - 0.08,
      w: 0.25,
      h: 0.16,
      fill: { color: colour(item.fill) },
      line: { color: colour(theme.lineStrong), width: 0.5 },
      objectName: `图例 ${item.text}`,
    })
    const w = textInches(item.text, 12) + 0.15
    slide.addText(item.text, {
      x: x + 0.31,
      y: y - 0.14,
      w,
      h: 0.28,
      fontFace: officeFace,
      fontSize: 12,
      color: colour(theme.ink2),
      margin: 0,
      valign: 'middle',
      wrap: false,
      objectName: `图例文字 ${item.text}`,
    })
    x += 0.31 + w + 0.2
  }
}

/** Cards with number, bullet, base and target as shapes. */
export function drawCards(slide: Slide, body: BulletBody): void {
  const columns = body.cards.length === 1 ? 1 : body.cards.length <= 4 ? 2 : Math.ceil(body.cards.length / 2)
  const rows = Math.ceil(body.cards.length / columns)
  const gap = 0.2
  const w = (frame.w - gap * (columns - 1)) / columns
  const h = Math.min((frame.h - gap * (rows - 1)) / rows, 2.6)
  for (const [at, card] of body.cards.entries())
    drawCard(slide, card, {
      x: frame.x + (at % columns) * (w + gap),
      y: frame.y + Math.floor(at / columns) * (h + gap),
      w,
      h,
    })
}

type Box = { readonly x: number; readonly y: number; readonly w: number; readonly h: number }

function drawCard(slide: Slide, card: BulletCard, box: Box): void {
  const pad = 0.2
  const inner = { x: box.x + pad, w: box.w - 2 * pad }
  const text = (words: string, place: Box, size: number, ink: string, more: Record<string, unknown> = {}) =>
    slide.addText(words, {
      ...place,
      fontFace: officeFace,
      fontSize: size,
      color: colour(ink),
      margin: 0,
      valign: 'middle',
      ...more,
    })
  slide.addShape('rect', {
    ...box,
    fill: { color: 'FFFFFF' },
    line: { color: colour(theme.line), width: 1 },
    objectName: `卡片 ${card.name}`,
  })
  text(card.name, { x: inner.x, y: box.y + 0.12, w: inner.w - 1.1, h: 0.34 }, 16, theme.ink2)
  if (card.light !== null) {
    const colours = theme.status[card.light]
    text(
      `${statusMarks[card.light].glyph} ${statusMarks[card.light].word}`,
      { x: inner.x + inner.w - 1, y: box.y + 0.14, w: 1, h: 0.32 },
      14,
      colours.ink,
      { bold: true, align: 'center', fill: { color: colour(colours.tint) } },
    )
  }
  text(
    `${card.number}${card.unit}`,
    { x: inner.x, y: box.y + 0.5, w: inner.w, h: 0.7 },
    card.figure.value === null ? 24 : 36,
    card.figure.value === null ? theme.ink3 : theme.ink,
    { bold: true },
  )
  drawBullet(slide, card, { x: inner.x, y: box.y + 1.3, w: inner.w, h: 0.16 })
  if (card.baseline !== null)
    text(card.baseline.text, { x: inner.x, y: box.y + 1.52, w: inner.w / 2, h: 0.26 }, 12, theme.ink3)
  if (card.target !== null)
    text(card.target.text, { x: inner.x + inner.w / 2, y: box.y + 1.52, w: inner.w / 2, h: 0.26 }, 12, theme.ink3, {
      align: 'right',
    })
  if (card.change !== '') text(card.change, { x: inner.x, y: box.y + 1.8, w: inner.w, h: 0.3 }, 14, theme.ink2)
}

function drawBullet(slide: Slide, card: BulletCard, box: Box): void {
  const toX = (value: number) => box.x + (box.w * (value - card.scale.from)) / (card.scale.to - card.scale.from)
  slide.addShape('rect', { ...box, fill: { color: colour(theme.track) }, objectName: `底条 ${card.name}` })
  if (card.figure.value !== null) {
    const zero = toX(Math.max(0, card.scale.from))
    const end = toX(card.figure.value)
    slide.addShape('rect', {
      x: Math.min(zero, end),
      y: box.y,
      w: Math.abs(end - zero),
      h: box.h,
      fill: { color: colour(theme.primary) },
      objectName: `数值 ${card.name} ${card.figure.text}`,
    })
  }
  if (card.baseline !== null)
    slide.addShape('rect', {
      x: toX(card.baseline.value) - 0.012,
      y: box.y,
      w: 0.024,
      h: box.h,
      fill: { color: colour(theme.contextMark) },
      objectName: card.baseline.text,
    })
  if (card.target !== null)
    slide.addShape('rect', {
      x: toX(card.target.value) - 0.015,
      y: box.y - 0.06,
      w: 0.03,
      h: box.h + 0.12,
      fill: { color: colour(theme.ink) },
      objectName: card.target.text,
    })
}
