import { must } from '@cg/domain/must'
import { createCanvas, loadImage } from '@napi-rs/canvas'
import jsQR from 'jsqr'
import { expect, test } from 'vitest'
import { qrCells, qrPng, qrSvg } from './qr.ts'

/** The library is CommonJS: its function is the default of its default. */
const readQr = jsQR as unknown as typeof jsQR.default

test('a telephone reads the same address from the code of a paper and of a typeset page', async () => {
  const link = 'http://10.1.2.3:8080/materials/check?c=3K4YPPCHQN'
  const cells = must(qrCells({ stamp: { code: '3K4YPPCHQN', link } }))
  for (const file of [qrPng(cells), Buffer.from(qrSvg(cells))]) {
    const image = await loadImage(Buffer.from(file))
    const size = cells.length * 8
    const context = createCanvas(size, size).getContext('2d')
    context.drawImage(image, 0, 0, size, size)
    expect(readQr(context.getImageData(0, 0, size, size).data, size, size)?.data).toBe(link)
  }
})
