import { bulletinModel } from '@cg/charts/bulletin/bulletin'
import { stampBulletin } from '@cg/charts/stamp'
import { bulletinAnswers } from '@cg/charts/testing/bulletin-fixture'
import { must } from '@cg/domain/must'
import JSZip from 'jszip'
import { getDocumentProxy } from 'unpdf'
import { describe, expect, it } from 'vitest'
import { qrCells, qrPng, qrWords } from '../image/qr.ts'
import { officeFindings } from '../testing/office.ts'
import { partNames, partText } from '../testing/zip.ts'
import { renderBulletinDocx } from './docx.ts'
import { renderBulletin } from './render-bulletin.ts'

/* The paper as Word opens it and as a ruler measures it. */

const model = bulletinModel(bulletinAnswers(), {}, null)
const millimetres = (twips: string | undefined): number => (Number(twips) * 25.4) / 1440

function attribute(xml: string, element: string, name: string): string | undefined {
  return new RegExp(`<w:${element} [^>]*w:${name}="([^"]*)"`, 'u').exec(xml)?.[1]
}

describe('a 通报 as DOCX', () => {
  it.each([
    ['as it is', model, {}],
    [
      'with comments, bold, of a preview',
      { ...model, watermark: '试看 · 未发布' },
      { comments: true, bold: true, line: 28 as const },
    ],
    ['without annexes', { ...model, annexes: [], demo: null }, {}],
  ])('has nothing that the Open XML SDK finds wrong: %s', async (_, given, layout) => {
    expect(await officeFindings(await renderBulletinDocx(given, layout), 'docx')).toEqual([])
  })

  it('keeps the measures of GB/T 9704: paper, edges, 22 lines of 28 characters', async () => {
    const bytes = await renderBulletinDocx(model, {})
    const [document, styles] = [await partText(bytes, 'word/document.xml'), await partText(bytes, 'word/styles.xml')]
    const edges = ['top', 'right', 'bottom', 'left'].map((side) =>
      Math.round(millimetres(attribute(document, 'pgMar', side))),
    )
    expect(edges).toEqual([37, 26, 35, 28])
    expect([
      Math.round(millimetres(attribute(document, 'pgSz', 'w'))),
      Math.round(millimetres(attribute(document, 'pgSz', 'h'))),
    ]).toEqual([210, 297])
    const text = must(/<w:style [^>]*w:styleId="TongbaoZhengwen">.*?<\/w:style>/u.exec(styles)?.[0])
    const line = Number(attribute(text, 'spacing', 'line'))
    expect([Math.floor(((225 / 25.4) * 1440) / line), attribute(text, 'spacing', 'lineRule')]).toEqual([22, 'exact'])
    const letter = 16 * 20 + Number(/<w:spacing w:val="(-?\d+)"\/>/u.exec(text)?.[1])
    expect(Math.floor(((156 / 25.4) * 1440) / letter)).toBe(28)
    expect(text).toContain('w:eastAsia="仿宋_GB2312"')
    expect(attribute(text, 'ind', 'firstLineChars')).toBe('200')
  })

  it('names a Chinese face in every style of its own, and every style in Chinese', async () => {
    const styles = await partText(await renderBulletinDocx(model, {}), 'word/styles.xml')
    const own = styles.match(/<w:style [^>]*w:customStyle.*?<\/w:style>/gu) ?? []
    expect(own.length).toBe(14)
    for (const style of own) expect(style).toMatch(/<w:name w:val="通报[^"]+"\/>.*w:eastAsia="[^"]+"/u)
    expect(styles).toMatch(/通报标题.*?w:eastAsia="方正小标宋简体"(?:(?!<w:b\/>).)*?<w:sz w:val="44"\/>/u)
  })

  it('holds each number as a field of a property of the same name, tagged with where it comes from', async () => {
    const bytes = await renderBulletinDocx(model, { comments: true })
    const [document, custom] = [
      await partText(bytes, 'word/document.xml'),
      await partText(bytes, 'docProps/custom.xml'),
    ]
    const fields = [...document.matchAll(/DOCPROPERTY (CG_n\d+) [^>]*>(.*?)<\/w:fldSimple>/gu)]
    expect(fields.length).toBe(model.numbers.length)
    for (const [, name = '', content = ''] of fields) {
      const shown = /<w:t [^>]*>([^<]*)</u.exec(content)?.[1]
      expect(custom).toContain(`name="${name}"><vt:lpwstr>${shown}</vt:lpwstr>`)
    }
    expect(document).toContain('<w:tag w:val="CG-2026Q3-01/JN03/city"/>')
    const comments = await partText(bytes, 'word/comments.xml')
    expect(comments.match(/<w:comment /gu)?.length).toBe(model.numbers.length)
    expect(comments).toContain(
      '82.6%：技能培训覆盖率，全市，2026年第三季度。发布编号CG-2026Q3-01，取自indicators/JN03/city/value。',
    )
    expect(await partNames(await renderBulletinDocx(model, {}))).not.toContain('word/comments.xml')
  })

  it('gives every table its column widths, repeats its head, and lays the wide ones on their side', async () => {
    const document = await partText(await renderBulletinDocx(model, {}), 'word/document.xml')
    const tables = document.match(/<w:tbl>.*?<\/w:tbl>/gu) ?? []
    expect(tables.length).toBe(model.annexes.length)
    for (const [at, table] of tables.entries()) {
      const widths = [...table.matchAll(/<w:gridCol w:w="(\d+)"/gu)].map(([, width]) => Number(width))
      expect(widths.length).toBe(must(model.annexes[at]).columns.length)
      const room = must(model.annexes[at]).isWide ? 225 : 156
      expect(widths.reduce((sum, width) => sum + width, 0)).toBeLessThanOrEqual(((room + 0.5) / 25.4) * 1440)
      expect(table).toContain('<w:tblHeader/>')
    }
    expect(document.match(/w:orient="landscape"/gu)?.length).toBe(1)
  })

  it('leaves what the office fills in, ends with the release, and shows 演示数据 and 试看', async () => {
    const bytes = await renderBulletinDocx({ ...model, watermark: '试看 · 未发布' }, {})
    const words = (await partText(bytes, 'word/document.xml')).replaceAll(/<[^>]+>/gu, '')
    for (const blank of ['〔　　　　〕号', '签发人：〔　　　　〕', '〔主送机关〕', '〔发文机关署名〕（印章）'])
      expect(words).toContain(blank)
    expect(words).toContain('发布编号：CG-2026Q3-01')
    const header = await partText(bytes, 'word/header1.xml')
    expect([header.includes('演示数据'), header.includes('试看 · 未发布')]).toEqual([true, true])
  })

  it('is the same bytes for the same draft, and no markup of a hostile name', async () => {
    const [first, second] = [await renderBulletinDocx(model, {}), await renderBulletinDocx(model, {})]
    expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true)
    const hostile = { ...model, foot: ['<w:p>&"\u202e=1+1'] }
    const bytes = await renderBulletinDocx(hostile, {})
    expect(await officeFindings(bytes, 'docx')).toEqual([])
    expect(await partText(bytes, 'word/document.xml')).toContain('&lt;w:p&gt;&amp;&quot;=1+1')
  })
})

it('bears in the DOCX the code of its check as the PDF does, which Word opens, and no picture without one', async () => {
  const stamp = { code: 'K7QF3MXNAD', link: 'https://cg.example.cn/check?code=K7QF3MXNAD', seal: '412-9f3a5c07d2e1' }
  const task = {
    model: stampBulletin(model, stamp),
    format: 'docx',
    layout: { comments: true },
    template: null,
  } as const
  const { bytes } = await renderBulletin({ ...task, stamp })
  expect(await officeFindings(bytes, 'docx')).toEqual([])
  const document = await partText(bytes, 'word/document.xml')
  expect(document).toContain(`name="${qrWords}"`)
  // Beside the line that says the code.
  const beside = document.split('</w:p>').find((paragraph) => paragraph.includes('<w:drawing>')) ?? ''
  expect(beside.replace(/<w:drawing>.*<\/w:drawing>/u, '').replaceAll(/<[^>]+>/gu, '')).toBe(
    stampBulletin(model, stamp).foot[0],
  )
  const zip = await JSZip.loadAsync(bytes)
  const png = await must(zip.file('word/media/cg-stamp.png')).async('uint8array')
  expect(Buffer.from(png).equals(Buffer.from(qrPng(must(qrCells({ stamp })))))).toBe(true)
  const plain = await renderBulletin({ ...task, model, stamp: undefined })
  expect((await partNames(plain.bytes)).filter((name) => name.includes('media'))).toEqual([])
})

it('says the same in the PDF, tagged and on A4, with the code of its check beside its last lines', async () => {
  const stamp = { code: 'K7QF3MXNAD', link: null, seal: '412-9f3a5c07d2e1' }
  const { bytes, fileName } = await renderBulletin({
    model: stampBulletin(model, stamp),
    format: 'pdf',
    layout: {},
    template: null,
    stamp,
  })
  expect(fileName).toBe('2026Q3_情况通报_CG-2026Q3-01.pdf')
  const pdf = await getDocumentProxy(new Uint8Array(bytes))
  const pages: string[] = []
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const { items } = await (await pdf.getPage(number)).getTextContent()
    pages.push(items.map((item) => ('str' in item ? item.str : '')).join(''))
  }
  const words = pages.join('').replaceAll(/\s/gu, '')
  for (const { runs, kind } of model.paragraphs.filter((one) => one.kind === 'heading' || one.kind === 'topic'))
    expect(words, kind).toContain(runs.map((run) => run.text).join(''))
  expect(words).toContain('技能培训覆盖率为82.6%')
  expect((await pdf.getPage(1)).getViewport({ scale: 1 }).width).toBeCloseTo(595.28, 0)
  expect((await pdf.getMarkInfo())?.Marked).toBe(true)
  expect(Reflect.get((await pdf.getMetadata()).info, 'Keywords')).toContain('核验码：K7QF3-MXNAD')
  const foot = pages.findIndex((page) => page.includes('K7QF3-MXNAD'))
  expect(JSON.stringify(await (await pdf.getPage(foot + 1)).getStructTree())).toContain(qrWords)
})
