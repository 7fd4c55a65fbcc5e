import { withCorrection } from '@cg/charts/lines'
import { gallery } from '@cg/charts/testing/gallery'
import { readXlsx } from 'hucre/xlsx'
import { expect, test } from 'vitest'
import { renderCsv } from './sheet/csv.ts'
import { renderXlsx } from './sheet/xlsx.ts'
import { renderPptx } from './slides/pptx.ts'
import { partNames, partText } from './testing/zip.ts'

const [model] = gallery({}, { code: 'CG-2026Q3-01' })
const paths = ['/?pub=CG-2026Q3-02', '/releases/difference?from=CG-2026Q3-01&to=CG-2026Q3-02']

test('a file of a superseded release gives the paths to its correction and to what differs; no other does', async () => {
  if (model === undefined) throw new Error('no model')
  const corrected = withCorrection(model, 'CG-2026Q3-02')
  const deck = await renderPptx([corrected])
  const notes = (await partNames(deck)).find((name) => name.endsWith('notesSlide1.xml')) ?? ''
  const spoken = (await partText(deck, notes)).replaceAll('&amp;', '&')
  const told = JSON.stringify((await readXlsx(await renderXlsx(corrected))).sheets[0]?.rows)
  for (const path of paths) {
    expect(renderCsv(corrected)).toContain(path)
    expect(spoken).toContain(path)
    expect(told).toContain(path)
  }
  expect(renderCsv(model)).not.toContain('/releases/difference')
})
