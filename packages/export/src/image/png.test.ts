import type { ChartModel } from '@cg/charts/model'
import { gallery } from '@cg/charts/testing/gallery'
import { indicatorFacts } from '@cg/charts/testing/fixtures'
import { chartFromSpec } from '@cg/charts/from-spec'
import { pictureSizes } from '@cg/charts/settings-for'
import { stampChart } from '@cg/charts/stamp'
import { themes } from '@cg/charts/theme'
import { chartPresets } from '@cg/contract/chart'
import { must } from '@cg/domain/must'
import { createCanvas, loadImage } from '@napi-rs/canvas'
import { describe, expect, test } from 'vitest'
import jsQR from 'jsqr'
import { renderChart } from '../render.ts'
import type { RenderRequest } from '../render.ts'
import { drawPicture, renderPng } from './png.ts'
import { textsOf } from '../stamp/texts.ts'
import { qrCells } from './qr.ts'

const pixels = {
  slide: [1920, 1080],
  half: [960, 1080],
  document: [1843, 1037],
  phone: [1080, 1440],
  poster: [3840, 2160],
  square: [1080, 1080],
} as const
const ranking = gallery()[0]
if (ranking === undefined) throw new Error('empty gallery')

async function read(bytes: Uint8Array) {
  const image = await loadImage(Buffer.from(bytes))
  const canvas = createCanvas(image.width, image.height)
  const context = canvas.getContext('2d')
  context.drawImage(image, 0, 0)
  return { width: image.width, height: image.height, data: context.getImageData(0, 0, image.width, image.height).data }
}

/** The library is CommonJS: its function is the default of its default. */
const readQr = jsQR as unknown as typeof jsQR.default

type Picture = Awaited<ReturnType<typeof read>>

/** How many pixels of a colour stand in a column of the picture. */
function countColour(picture: Picture, colour: string, x: number): number {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
  let count = 0
  for (let y = 0; y < picture.height; y += 1) {
    const at = (y * picture.width + x) * 4
    if (picture.data[at] === red && picture.data[at + 1] === green && picture.data[at + 2] === blue) count += 1
  }
  return count
}

describe('pictures', () => {
  test.each(chartPresets)('%s has its pixels and its dots per inch', async (preset) => {
    const bytes = await renderPng(ranking, { preset, theme: 'light', isTransparent: false })
    const { width, height } = await loadImage(Buffer.from(bytes))
    expect([width, height]).toEqual(pixels[preset])
    const at = Buffer.from(bytes).indexOf('pHYs')
    expect(at).toBe(37)
    expect(Buffer.from(bytes).readUInt32BE(at + 4)).toBe(Math.round(pictureSizes[preset].dpi / 0.0254))
  })

  test('stay below 500 kB, 4K posters and transparent ones too', async () => {
    const sizeOf = async (model: ChartModel, isTransparent: boolean) =>
      (await renderPng(model, { preset: 'poster', theme: 'light', isTransparent })).length
    for (const model of gallery()) expect(await sizeOf(model, false), model.kind).toBeLessThan(500_000)
    expect(await sizeOf(ranking, true)).toBeLessThan(500_000)
  })

  test('lose nothing that the eye sees by having a palette', async () => {
    const preset = 'document'
    for (const kind of ['tartan', 'tile-map', 'kpi'] as const) {
      const model = must(gallery().find((candidate) => candidate.kind === kind))
      for (const theme of ['light', 'dark'] as const) {
        const drawn = await drawPicture(model, { preset, theme, isTransparent: false })
        const kept = await read(await renderPng(model, { preset, theme, isTransparent: false }))
        const before = new Uint8Array(drawn.pixels.buffer)
        let worst = 0
        for (const [at, part] of before.entries()) worst = Math.max(worst, Math.abs(part - must(kept.data[at])))
        expect(worst, `${kind} ${theme}`).toBeLessThanOrEqual(10)
      }
    }
  })

  test('may be transparent', async () => {
    const clear = await read(await renderPng(ranking, { preset: 'slide', theme: 'light', isTransparent: true }))
    const white = await read(await renderPng(ranking, { preset: 'slide', theme: 'light', isTransparent: false }))
    expect([clear.data[3], white.data[3]]).toEqual([0, 255])
  })

  test('are the same when several are begun at once', async () => {
    const draw = (model: ChartModel) => renderPng(model, { preset: 'poster', theme: 'light', isTransparent: false })
    const models = gallery().slice(0, 3)
    const alone: Uint8Array[] = []
    for (const model of models) alone.push(await draw(model))
    expect(await Promise.all(models.map(draw))).toEqual(alone)
  })

  test('are the same bytes every time', async () => {
    for (const model of gallery().slice(0, 4)) {
      const once = await renderPng(model, { preset: 'half', theme: 'dark', isTransparent: false })
      expect(
        Buffer.from(await renderPng(model, { preset: 'half', theme: 'dark', isTransparent: false })).equals(
          Buffer.from(once),
        ),
        model.kind,
      ).toBe(true)
    }
  })

  test('a missing quarter breaks the line, a reported one does not', async () => {
    const facts = indicatorFacts()
    const gap = chartFromSpec({ kind: 'trend', measure: 'JN03' }, { facts: 'indicator', data: facts })
    const value = facts.citySeries.value.map((own) => own ?? 71)
    const whole = chartFromSpec(
      { kind: 'trend', measure: 'JN03' },
      {
        facts: 'indicator',
        data: { ...facts, citySeries: { ...facts.citySeries, value, state: value.map(() => 'reported') } },
      },
    )
    const drawn = async (model: typeof gap) =>
      countLine(await read(await renderPng(model, { preset: 'slide', theme: 'light', isTransparent: false })))
    const [broken, joined] = [await drawn(gap), await drawn(whole)]
    expect(joined - broken).toBeGreaterThan(150)
  })

  test('a title of forty characters stands whole within every width', async () => {
    const title = '四十个字的标题用来检验任何尺寸的图片都能把标题完整画出而不会被右侧边缘截断或者省略'
    expect(Array.from(title).length).toBeGreaterThanOrEqual(40)
    for (const preset of ['slide', 'half', 'document', 'phone', 'square'] as const) {
      const picture = await read(
        await renderPng({ ...ranking, title }, { preset, theme: 'light', isTransparent: false }),
      )
      const margin = Math.round(picture.width * 0.02)
      for (let x = picture.width - margin; x < picture.width; x += 1)
        expect(countColour(picture, themes.light.ink, x), `${preset} at ${x}`).toBe(0)
    }
  })
})

/** Columns of the picture in which the line's colour occurs. */
function countLine(picture: Picture): number {
  return Array.from({ length: picture.width * 0.78 }, (_, x) => x).filter(
    (x) => countColour(picture, themes.light.primary, x) > 0,
  ).length
}

describe('the QR code of a picture', () => {
  const stamp = { code: 'KRNQCWMRFC', link: 'https://cg.yunchuan.gov.cn/materials/check?c=KRNQCWMRFC' }

  test.each(chartPresets)(
    'is read from %s, dark and transparent too, and leads to where the file is checked',
    async (preset) => {
      for (const [theme, isTransparent] of [
        ['light', false],
        ['dark', false],
        ['red', true],
      ] as const) {
        const qr = qrCells({ stamp })
        const { data, width, height } = await read(await renderPng(ranking, { preset, theme, isTransparent, qr }))
        expect(readQr(data, width, height)?.data).toBe(stamp.link)
      }
    },
  )

  test('holds the code alone where the platform knows no address of its own', async () => {
    const qr = qrCells({ stamp: { ...stamp, link: null } })
    const { data, width, height } = await read(
      await renderPng(ranking, { preset: 'slide', theme: 'light', isTransparent: false, qr }),
    )
    expect(readQr(data, width, height)?.data).toBe('KRNQC-WMRFC')
  })

  test('stands by itself in pictures for slides and documents, elsewhere when it is asked for, and nowhere without a code', async () => {
    const stamped = stampChart(ranking, stamp)
    const has = async (model: ChartModel, request: Partial<RenderRequest>) => {
      const { bytes } = await renderChart(model, { format: 'png', ...request })
      const { data, width, height } = await read(bytes)
      return readQr(data, width, height) !== null
    }
    expect(await has(stamped, { preset: 'slide' })).toBe(true)
    expect(await has(stamped, { preset: 'document' })).toBe(true)
    expect(await has(stamped, { preset: 'slide', qr: 'without' })).toBe(false)
    expect(await has(stamped, { preset: 'square' })).toBe(false)
    expect(await has(stamped, { preset: 'square', qr: 'with' })).toBe(true)
    expect(await has(ranking, { preset: 'slide', qr: 'with' })).toBe(false)
  })
})

test('own words stand across a picture, but never in place of those of a preview', async () => {
  const draw = async (model: ChartModel, watermark?: string) =>
    Buffer.from((await renderChart(model, { format: 'svg', watermark })).bytes).toString('utf8')
  expect(await draw(ranking, '内部资料')).toContain('>内部资料<')
  expect(await draw({ ...ranking, watermark: '试看 · 未发布' }, '内部资料')).not.toContain('内部资料')
  expect(await draw(ranking)).not.toContain('内部资料')
})

test('党建红 changes the frame and leaves the data their colours', async () => {
  const [light, red] = await Promise.all(
    (['light', 'red'] as const).map(async (theme) =>
      read(await renderPng(ranking, { preset: 'slide', theme, isTransparent: false })),
    ),
  )
  const { brandRed, primary } = themes.light
  expect(countColour(must(red), brandRed, 3)).toBe(12)
  expect(countColour(must(light), brandRed, 3)).toBe(0)
  const bars = (picture: Picture) => countColour(picture, primary, 300)
  expect(bars(must(red))).toBe(bars(must(light)))
})

test('what a stamped picture says is told as a reader of the file finds it', async () => {
  const model = { ...must(gallery()[0]), stamp: { code: 'ABCDEFGHJK', link: null } }
  for (const theme of ['light', 'dark'] as const) {
    const { bytes, texts } = await renderChart(model, { format: 'png', theme })
    expect(texts).toEqual(await textsOf(bytes, 'png'))
  }
  const clear = await renderChart(model, { format: 'png', background: 'transparent' })
  expect(clear.texts).toEqual(await textsOf(clear.bytes, 'png'))
})
