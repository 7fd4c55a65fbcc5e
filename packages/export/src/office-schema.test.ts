import { gallery } from '@cg/charts/testing/gallery'
import { must } from '@cg/domain/must'
import JSZip from 'jszip'
import { describe, expect, test } from 'vitest'
import { renderPptx } from './slides/pptx.ts'
import { renderXlsx } from './sheet/xlsx.ts'
import { officeFindings } from './testing/office.ts'
import { partNames } from './testing/zip.ts'

// Starting the validator takes a second each time, and much longer on a busy machine.
describe('the Open XML SDK', { timeout: 180_000 }, () => {
  test('finds nothing wrong with a deck of all charts, and nothing with the workbooks inside', async () => {
    const deck = await renderPptx(gallery())
    expect(await officeFindings(deck, 'pptx')).toEqual([])
    const zip = await JSZip.loadAsync(deck)
    for (const name of (await partNames(deck)).filter((part) => part.endsWith('.xlsx')))
      expect(await officeFindings(await must(zip.file(name)).async('uint8array'), 'xlsx'), name).toEqual([])
  })

  const hostile = '</a:t><script>&"\u0008 =HYPERLINK("http://x")'
  test.each([
    ['units in focus', gallery({ focus: 'YC09', compare: 'YC10' })],
    ['a preview', gallery({}, { state: 'preview', code: '试看-2026Q3' })],
    ['hostile words', gallery().map((model) => ({ ...model, title: hostile, altText: hostile }))],
  ])('finds nothing wrong with a deck of %s', async (_, models) => {
    expect(await officeFindings(await renderPptx(models), 'pptx')).toEqual([])
  })

  test.each(gallery().map((model) => [model.kind, model] as const))(
    'finds nothing wrong with the workbook of %s',
    async (_, model) => {
      expect(await officeFindings(await renderXlsx(model), 'xlsx')).toEqual([])
    },
  )

  test('finds an element in the wrong place', async () => {
    const zip = await JSZip.loadAsync(await renderPptx(gallery().slice(0, 1)))
    const part = 'ppt/presentation.xml'
    const text = await must(zip.file(part)).async('string')
    zip.file(part, text.replace(/(<p:sldIdLst>.*?<\/p:sldIdLst>)(.*)(<p:sldSz[^>]*>)/, '$2$3$1'))
    const findings = await officeFindings(await zip.generateAsync({ type: 'uint8array' }), 'pptx')
    expect(findings.join('\n')).toMatch(/presentation\.xml/)
  })
})
