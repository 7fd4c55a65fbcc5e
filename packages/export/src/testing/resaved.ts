import { createCanvas, loadImage } from '@napi-rs/canvas'
import JSZip from 'jszip'

/** An Office file packed anew, as an office program saves it, with its parts of XML changed. */
export async function resavedOffice(
  bytes: Uint8Array,
  change: (name: string, text: string) => string,
): Promise<Uint8Array> {
  const zip = await JSZip.loadAsync(bytes)
  for (const [name, part] of Object.entries(zip.files))
    if (name.endsWith('.xml')) zip.file(name, change(name, await part.async('string')))
  return await zip.generateAsync({ type: 'uint8array', compression: 'DEFLATE', compressionOptions: { level: 1 } })
}

/** A PNG written anew by another program that keeps its texts; `spot`: with some of its pixels painted over. */
export async function resavedPng(bytes: Uint8Array, spot: boolean): Promise<Uint8Array> {
  const image = await loadImage(Buffer.from(bytes))
  const canvas = createCanvas(image.width, image.height)
  const context = canvas.getContext('2d')
  context.drawImage(image, 0, 0)
  if (spot) context.fillRect(100, 100, 3, 3)
  const headEnd = 33
  const texts = bytes.subarray(headEnd, Buffer.from(bytes).indexOf('pHYs') - 4)
  const plain = canvas.toBuffer('image/png')
  return Buffer.concat([plain.subarray(0, headEnd), texts, plain.subarray(headEnd)])
}
