import { bulletinModel } from '@cg/charts/bulletin/bulletin'
import { bulletinAnswers } from '@cg/charts/testing/bulletin-fixture'
import JSZip from 'jszip'
import { expect, it } from 'vitest'
import { officeFindings } from '../testing/office.ts'
import { partBytes, partNames, partText } from '../testing/zip.ts'
import { renderBulletinDocx } from './docx.ts'
import { readTemplate } from './template.ts'

/* The office's own paper: a 通报 that somebody restyled in Word and took as template. */

const model = { ...bulletinModel(bulletinAnswers(), {}, null), demo: null }
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

type Change = (part: string) => string

async function changed(changes: Readonly<Record<string, Change>>, more: (zip: JSZip) => void = () => undefined) {
  const zip = await JSZip.loadAsync(await renderBulletinDocx(model, {}))
  for (const [name, change] of Object.entries(changes)) {
    const text = await zip.file(name)?.async('string')
    if (text === undefined) throw new Error(`no ${name}`)
    zip.file(name, change(text))
  }
  more(zip)
  return await zip.generateAsync({ type: 'uint8array' })
}

/** Styles with Word's own ids, the text in 四号; another left edge; a header with a picture. */
async function letterhead(): Promise<Uint8Array> {
  const image = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/image'
  const relations = `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${image}" Target="media/image1.png"/></Relationships>`
  return await changed(
    {
      'word/styles.xml': (text) =>
        text
          .replace('w:styleId="TongbaoZhengwen"', 'w:styleId="af7"')
          .replace(/(w:styleId="af7">.*?<w:sz w:val=")32/u, '$128')
          .replace(/<w:style [^>]*w:styleId="TongbaoBiaowen">.*?<\/w:style>/u, ''),
      'word/document.xml': (text) => text.replaceAll(/w:left="1587"/gu, 'w:left="1701"'),
      'word/header1.xml': (text) => text.replace(/<w:p>.*<\/w:p>/u, '<w:p><w:r><w:t>云川市产改办</w:t></w:r></w:p>'),
    },
    (zip) => {
      zip.file('word/media/image1.png', picture)
      zip.file('word/_rels/header1.xml.rels', relations)
    },
  )
}

it('takes styles, page setup, header and footers from a template, and adds the styles it lacks', async () => {
  const template = await readTemplate(await letterhead())
  const bytes = await renderBulletinDocx(model, { comments: true }, template)
  expect(await officeFindings(bytes, 'docx')).toEqual([])
  const [document, styles] = [await partText(bytes, 'word/document.xml'), await partText(bytes, 'word/styles.xml')]
  expect(document).toContain('<w:pStyle w:val="af7"/>')
  expect(document).not.toContain('TongbaoZhengwen')
  expect(styles).toMatch(/w:styleId="af7">.*?<w:sz w:val="28"/u)
  expect(styles.match(/w:styleId="TongbaoBiaowen"/gu)?.length).toBe(1)
  // Of its upright section: the template ends with an annex on its side.
  expect(document).toMatch(/<w:sectPr>(?:(?!<\/w:sectPr>).)*?w:h="16838"\/>(?:(?!<\/w:sectPr>).)*?w:left="1701"/u)
  expect(document.match(/w:orient="landscape"/gu)?.length).toBe(1)
  expect(await partText(bytes, 'word/header101.xml')).toContain('云川市产改办')
  expect(Buffer.from(await partBytes(bytes, 'word/media/image1.png')).equals(picture)).toBe(true)
  expect(await partText(bytes, '[Content_Types].xml')).toContain('<Default Extension="png" ContentType="image/png"/>')
  // What the text says is the release's, whatever the template said.
  expect(document.replaceAll(/<[^>]+>/gu, '')).toContain('技能培训覆盖率为82.6%')
})

it('keeps 演示数据 and 试看 at the head whatever header the template has', async () => {
  const template = await readTemplate(await letterhead())
  const bytes = await renderBulletinDocx({ ...model, demo: '演示数据', watermark: '试看 · 未发布' }, {}, template)
  expect(await officeFindings(bytes, 'docx')).toEqual([])
  const names = (await partNames(bytes)).filter((name) => /header/u.test(name))
  const headers = await Promise.all(names.map((name) => partText(bytes, name)))
  expect(headers.some((text) => text.includes('演示数据') && text.includes('试看 · 未发布'))).toBe(true)
})

it.each([
  [
    '模板里缺少这些样式：通报标题、通报一级标题。',
    () =>
      changed({
        'word/styles.xml': (text) => text.replace('"通报标题"', '"标题"').replace('"通报一级标题"', '"标题 1"'),
      }),
  ],
  ['这个文件不是 Word 文档。', async () => new TextEncoder().encode('PK? no')],
  [
    '这个文件不是 Word 文档。',
    () =>
      changed({
        'word/styles.xml': (text) => text.replace('<w:styles', '<!DOCTYPE x SYSTEM "file:///etc/passwd"><w:styles'),
      }),
  ],
  ['模板里有宏或嵌入的对象。', () => changed({}, (zip) => void zip.file('word/vbaProject.bin', 'x'))],
  [
    '模板的页眉或页脚里有链接',
    () =>
      changed({}, (zip) => {
        const outside = '<Relationship Id="r1" Type="image" Target="http://example.org/a.png" TargetMode="External"/>'
        zip.file('word/_rels/header1.xml.rels', `<Relationships>${outside}</Relationships>`)
      }),
  ],
  ['模板不能超过 1 MB。', async () => new Uint8Array(1024 * 1024 + 1)],
] as const)('refuses in words: %s', async (words, bytes) => {
  await expect(readTemplate(await bytes())).rejects.toThrow(words)
})
