import { footerLines } from '@cg/charts/model'
import { chartKinds } from '@cg/contract/chart'
import { gallery } from '@cg/charts/testing/gallery'
import { must } from '@cg/domain/must'
import JSZip from 'jszip'
import { describe, expect, test } from 'vitest'
import { nativeChart } from './forms.ts'
import { checkPptx } from './check.ts'
import { pagesOf } from './model-pages.ts'
import { renderPptx } from './pptx.ts'
import { partNames, partText } from '../testing/zip.ts'

function slideWords(xml: string): string {
  return [...xml.matchAll(/<a:t>([^<]*)<\/a:t>/g)]
    .map((match) => match[1])
    .join('')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
}

describe.each(gallery().map((model) => [model.kind, model] as const))('the slide of %s', (_, model) => {
  test('is sound, editable, titled and carries its six lines', async () => {
    const bytes = await renderPptx([model])
    expect(await checkPptx(bytes)).toEqual([])
    const slide = await partText(bytes, 'ppt/slides/slide1.xml')
    const words = slideWords(slide).replaceAll(/[\s　｜]/gu, '')
    for (const line of [model.title, model.lines.subtitle, ...footerLines(model.lines)])
      expect(words).toContain(line.replaceAll(/[\s　｜]/gu, ''))
    expect((await partNames(bytes)).filter((name) => name.startsWith('ppt/charts/chart'))).toHaveLength(
      nativeChart(model) === null ? 0 : 1,
    )
    expect(await partText(bytes, 'ppt/notesSlides/notesSlide1.xml')).toContain(must(model.table.rows[0]?.[1]).text)
    expect(await partText(bytes, 'ppt/theme/theme1.xml')).toContain('<a:ea typeface="微软雅黑"')
  })

  test('is the same bytes every time', async () => {
    expect(Buffer.from(await renderPptx([model])).equals(Buffer.from(await renderPptx([model])))).toBe(true)
  })
})

describe('a deck', () => {
  test('of all kinds is sound', async () => {
    const bytes = await renderPptx(gallery())
    expect(await checkPptx(bytes)).toEqual([])
    expect((await partNames(bytes)).filter((name) => /slides\/slide\d+\.xml$/.test(name))).toHaveLength(
      gallery().flatMap(pagesOf).length,
    )
  })

  test('puts the first unit on top and leaves gaps as gaps', async () => {
    const bytes = await renderPptx(gallery())
    const bars = await partText(bytes, 'ppt/charts/chart1.xml')
    expect(bars).toMatch(/<c:catAx>.*?<c:orientation val="maxMin"\/>/)
    expect(bars).toContain('<c:dispBlanksAs val="gap"/>')
    expect(bars).toContain('<c:ptCount val="12"/>')
    expect(bars).not.toContain('<c:pt idx="11"><c:v>0</c:v>')
  })

  test('with hostile words stays sound and inert', async () => {
    const hostile = '</a:t><script>&"\u0008 =HYPERLINK("http://x")'
    const models = gallery().map((model) => ({
      ...model,
      title: hostile,
      altText: hostile,
      lines: { ...model.lines, source: hostile },
    }))
    const bytes = await renderPptx(models)
    expect(await checkPptx(bytes)).toEqual([])
    expect((await partNames(bytes)).filter((name) => /vba|macro/i.test(name))).toEqual([])
  })

  test('of a preview is marked on every slide', async () => {
    const bytes = await renderPptx(gallery({}, { state: 'preview', code: '试看-2026Q3' }))
    for (let page = 1; page <= chartKinds.length; page += 1)
      expect(slideWords(await partText(bytes, `ppt/slides/slide${page}.xml`))).toContain('试看 · 未发布')
  })
})

describe('the structural check', () => {
  async function broken(part: string, change: (text: string) => string): Promise<string[]> {
    const zip = await JSZip.loadAsync(await renderPptx(gallery().slice(0, 1)))
    zip.file(part, change(await must(zip.file(part)).async('string')), { createFolders: false })
    return await checkPptx(await zip.generateAsync({ type: 'uint8array' }))
  }
  const chart = 'ppt/charts/chart1.xml'

  test.each([
    [
      'a third axis id',
      chart,
      (text: string) => text.replace('</c:barChart>', '<c:axId val="3"/></c:barChart>'),
      /axis ids/,
    ],
    [
      'bridged gaps',
      chart,
      (text: string) => text.replace('dispBlanksAs val="gap"', 'dispBlanksAs val="span"'),
      /blanks/,
    ],
    ['an empty point', chart, (text: string) => text.replace(/<c:v>92\.4<\/c:v>/, '<c:v></c:v>'), /empty point/],
    ['a text without a Chinese face', chart, (text: string) => text.replace(/<a:ea [^>]*>/, ''), /East-Asian/],
    ['a point beyond the list', chart, (text: string) => text.replace('<c:pt idx="3">', '<c:pt idx="99">'), /points/],
    [
      'a relation that leads nowhere',
      'ppt/charts/_rels/chart1.xml.rels',
      (text: string) => text.replace('chart-data1', 'lost'),
      /does not exist/,
    ],
    [
      'a type of a part that is not there',
      '[Content_Types].xml',
      (text: string) =>
        text.replace('</Types>', '<Override PartName="/ppt/slideMasters/slideMaster9.xml" ContentType="x"/></Types>'),
      /slideMaster9/,
    ],
    [
      'an outside link',
      'ppt/slides/_rels/slide1.xml.rels',
      (text: string) => text.replace('<Relationship ', '<Relationship TargetMode="External" '),
      /outside/,
    ],
    ['a tag that stays open', 'ppt/slides/slide1.xml', (text: string) => text.replace('</p:sld>', ''), /stays open/],
    ['a bare ampersand', 'ppt/slides/slide1.xml', (text: string) => text.replace('</a:t>', ' & </a:t>'), /ampersand/],
    [
      'a missing title',
      'ppt/slides/slide1.xml',
      (text: string) => text.replace('type="title"', 'type="body"'),
      /title/,
    ],
  ])('finds %s', async (_, part, change, finding) => {
    expect((await broken(part, change)).join('\n')).toMatch(finding)
  })
})
