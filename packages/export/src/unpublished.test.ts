import { chartFormats } from '@cg/contract/chart'
import type { ChartFormat } from '@cg/contract/chart'
import type { ChartModel } from '@cg/charts/model'
import { gallery } from '@cg/charts/testing/gallery'
import { expect, it } from 'vitest'
import { renderChart } from './render.ts'
import { partNames, partText } from './testing/zip.ts'

/* Whatever leaves a preview says 试看, in every kind of chart and of file; nothing published does. */

const mark = '试看 · 未发布'
const previews = gallery({}, { state: 'preview', code: '试看-2026Q3', publishedAt: null })
const published = gallery()
/** All words of a file; of a picture without words, null. */
async function wordsOf(format: ChartFormat, bytes: Uint8Array): Promise<string | null> {
  if (format === 'png') return null
  if (format === 'svg' || format === 'csv') return new TextDecoder().decode(bytes)
  const parts = (await partNames(bytes)).filter((name) => name.endsWith('.xml'))
  return (await Promise.all(parts.map((name) => partText(bytes, name)))).join('\n')
}

const isMarked = (words: string) => words.replaceAll(/<[^>]+>/g, '').includes(mark)

for (const format of chartFormats) {
  it(`marks every chart of a preview as ${format}, and no chart of a release`, async () => {
    for (const [at, model] of previews.entries()) {
      const file = await renderChart(model, { format, preset: 'half' })
      expect(file.fileName, model.kind).toContain('试看-2026Q3')
      const words = await wordsOf(format, file.bytes)
      if (words === null) expect(await differsByMark(model, file.bytes), model.kind).toBe(true)
      else expect([model.kind, isMarked(words)]).toEqual([model.kind, true])
      const other = published[at]
      if (other === undefined || words === null) continue
      const plain = await wordsOf(format, (await renderChart(other, { format, preset: 'half' })).bytes)
      expect([other.kind, isMarked(plain ?? '')]).toEqual([other.kind, false])
    }
  })
}

/** A picture without the mark is another picture. */
async function differsByMark(model: ChartModel, bytes: Uint8Array): Promise<boolean> {
  const bare = await renderChart({ ...model, watermark: null }, { format: 'png', preset: 'half' })
  return !Buffer.from(bare.bytes).equals(Buffer.from(bytes))
}

it('marks letters turned into outlines too', async () => {
  const [model] = previews
  if (model === undefined) throw new Error('the gallery is empty')
  const request = { format: 'svg', letters: 'outlines' } as const
  const [marked, bare] = [await renderChart(model, request), await renderChart({ ...model, watermark: null }, request)]
  expect(marked.bytes.byteLength).toBeGreaterThan(bare.bytes.byteLength)
})
