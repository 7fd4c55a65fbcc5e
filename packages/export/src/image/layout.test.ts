import type { ChartModel } from '@cg/charts/model'
import { pictureSizes } from '@cg/charts/settings-for'
import { stampChart } from '@cg/charts/stamp'
import { gallery } from '@cg/charts/testing/gallery'
import { chartPresets } from '@cg/contract/chart'
import type { ChartPreset } from '@cg/contract/chart'
import { describe, expect, it } from 'vitest'
import type { DrawnBox } from '../testing/drawn-texts.ts'
import { drawnTexts } from '../testing/drawn-texts.ts'
import { qrCells } from './qr.ts'

/* Every kind in every size: no text lies on another, none is cut off, none lies under the QR code. */

const link = 'https://cg.yunchuan.gov.cn/materials/check?c=KRNQCWMRFC'
const stamp = { code: 'KRNQCWMRFC', link, seal: '104128-9f3a5c07d2e1' }
const models = gallery().map((model) => stampChart(model, stamp))

/** Of a line's height its letters fill some three quarters; what touches with its air lies on nothing. */
const [air, side] = [0.16, 0.5]

function lettersOf({ text, left, top, right, bottom }: DrawnBox): DrawnBox {
  const height = bottom - top
  return { text, left: left + side, right: right - side, top: top + height * air, bottom: bottom - height * air }
}

function meet(one: DrawnBox, other: DrawnBox): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom
}

function faultsOf(model: ChartModel, preset: ChartPreset): string[] {
  const qr = qrCells(model)
  const boxes = drawnTexts(model, { preset, theme: 'light', isTransparent: false, qr })
  expect(boxes.filter(({ text }) => text === 'QR').length).toBe(1)
  expect(boxes.length).toBeGreaterThan(8)
  return faultsIn(boxes, pictureSizes[preset])
}

function faultsIn(drawn: readonly DrawnBox[], { width, height }: { width: number; height: number }): string[] {
  const boxes = drawn.map(lettersOf)
  const cut = boxes.filter(({ left, right, top, bottom }) => left < 0 || top < 0 || right > width || bottom > height)
  const lain = boxes.flatMap((one, at) =>
    boxes.slice(at + 1).flatMap((other) => (meet(one, other) ? [`${one.text} | ${other.text}`] : [])),
  )
  return [...cut.map(({ text }) => `cut off: ${text}`), ...lain]
}

describe.each(chartPresets)('%s', (preset) => {
  it.each(models.map((model) => [model.kind, model] as const))('%s', (_, model) => {
    expect(faultsOf(model, preset)).toEqual([])
  })
})

it('finds what lies on something and what is cut off', () => {
  const at = (text: string, left: number, top: number) => ({ text, left, top, right: left + 30, bottom: top + 12 })
  const boxes = [at('甲', 10, 10), at('乙', 35, 15), at('丙', 80, 10), at('丁', 4, 22)]
  expect(faultsIn(boxes, { width: 100, height: 60 })).toEqual(['cut off: 丙', '甲 | 乙'])
})
