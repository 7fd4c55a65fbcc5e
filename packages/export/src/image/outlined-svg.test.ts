import { gallery } from '@cg/charts/testing/gallery'
import { must } from '@cg/domain/must'
import { createCanvas, loadImage } from '@napi-rs/canvas'
import { describe, expect, test } from 'vitest'
import { illFormed } from '../well-formed.ts'
import { renderOutlinedSvg } from './outlined-svg.ts'
import { renderPng } from './png.ts'

const slide = { preset: 'slide', theme: 'light', isTransparent: false } as const

const [columns, rows] = [120, 67]

/** Grey of each square of 8 px of a picture drawn at 960 × 540. */
async function squares(file: Uint8Array): Promise<Float64Array> {
  const canvas = createCanvas(960, 540)
  canvas.getContext('2d').drawImage(await loadImage(Buffer.from(file)), 0, 0, 960, 540)
  const { data } = canvas.getContext('2d').getImageData(0, 0, 960, rows * 8)
  const grey = new Float64Array(columns * rows)
  for (let at = 0; at < data.length; at += 4) {
    const [x, y] = [(at / 4) % 960, Math.floor(at / 4 / 960)]
    const square = (y >> 3) * columns + (x >> 3)
    grey[square] = (grey[square] ?? 0) + ((data[at] ?? 0) + (data[at + 1] ?? 0) + (data[at + 2] ?? 0)) / 3 / 64
  }
  return grey
}

/** The square that differs most, 0 to 255: one other letter makes 62, another way to smooth edges 18. */
async function worstSquare(left: Uint8Array, right: Uint8Array): Promise<number> {
  const [one, other] = [await squares(left), await squares(right)]
  return Math.max(...one.map((grey, at) => Math.abs(grey - (other[at] ?? 0))))
}

describe.each(gallery().map((model) => [model.kind, model] as const))('%s with outlined letters', (_, model) => {
  const svg = renderOutlinedSvg(model, slide)

  test('holds no text, only shapes, and its words for a screen reader', () => {
    expect(illFormed(svg)).toBeNull()
    expect(/<text|<tspan|font-family|<script|<style|<image/.exec(svg)?.[0]).toBeUndefined()
    expect(svg).toMatch(/^<svg [^>]*viewBox="0 0 960 540"[^>]*aria-labelledby="cg-title cg-desc"><title id="cg-title">/)
    expect(svg.length).toBeLessThan(1_200_000)
  })

  test('is the same picture as the PNG when another program draws it', async () => {
    expect(await worstSquare(new TextEncoder().encode(svg), await renderPng(model, slide))).toBeLessThan(30)
  })
})

test('one other letter would be noticed', async () => {
  const model = must(gallery()[0])
  const other = renderOutlinedSvg({ ...model, title: `${model.title.slice(0, -1)}口` }, slide)
  expect(await worstSquare(new TextEncoder().encode(other), await renderPng(model, slide))).toBeGreaterThan(30)
})
