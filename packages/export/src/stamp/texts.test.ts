import JSZip from 'jszip'
import { describe, expect, it } from 'vitest'
import { textsOf } from './texts.ts'

/* What office programs do when they save a file again, and what stays what it says. */

async function zipped(parts: Readonly<Record<string, string>>): Promise<Uint8Array> {
  const zip = new JSZip()
  for (const [name, text] of Object.entries(parts)) zip.file(name, text)
  return await zip.generateAsync({ type: 'uint8array' })
}

const slide = (body: string) => zipped({ 'ppt/slides/slide1.xml': `<p:sld>${body}</p:sld>` })

describe('a slide says the same', () => {
  const lines = ['数据来源：市人社局', '截至2026年6月30日']

  it.each([
    ['with a line end within its text', `<a:p><a:r><a:t>${lines.join('\n')}</a:t></a:r></a:p>`],
    ['with a break', `<a:p><a:r><a:t>${lines[0]}</a:t></a:r><a:br/><a:r><a:t>${lines[1]}</a:t></a:r></a:p>`],
    ['with a paragraph each', lines.map((line) => `<a:p><a:r><a:t>${line}</a:t></a:r></a:p>`).join('')],
    [
      'with a line in runs',
      `<a:p><a:r><a:t>数据来源：</a:t></a:r><a:r><a:t>市人社局</a:t></a:r></a:p><a:p><a:r><a:t>${lines[1]}</a:t></a:r></a:p>`,
    ],
    [
      'with a page number that was counted',
      `<a:p><a:fld><a:t>7</a:t></a:fld></a:p><a:p><a:r><a:t>${lines.join('\n')}</a:t></a:r></a:p>`,
    ],
  ])('%s', async (_, body) => {
    expect(await textsOf(await slide(body), 'pptx')).toEqual(lines)
  })
})

it('a document says the same with other feet and numbers of pages', async () => {
  const field = (number: string) =>
    `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>${number}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`
  const foot = (number: string) =>
    `<w:ftr><w:p><w:r><w:t>— </w:t></w:r>${field(number)}<w:r><w:t> —</w:t></w:r></w:p></w:ftr>`
  const body = { 'word/document.xml': '<w:p><w:r><w:t>培训覆盖率</w:t></w:r><w:r><w:t>95.1%。</w:t></w:r></w:p>' }
  const own = await zipped({ ...body, 'word/footer1.xml': foot('1') })
  const others = { 'word/footer1.xml': foot('8'), 'word/footer2.xml': foot('9'), 'word/footer3.xml': foot('10') }
  expect(await textsOf(own, 'docx')).toEqual(['培训覆盖率95.1%。', '— —'])
  expect(await textsOf(await zipped({ ...body, ...others }), 'docx')).toEqual(await textsOf(own, 'docx'))
})

describe('a workbook says the same', () => {
  const book = (cell: string, shared: string) =>
    zipped({
      'xl/workbook.xml': '<workbook><sheets><sheet name="数据" sheetId="1" r:id="rId1"/></sheets></workbook>',
      'xl/_rels/workbook.xml.rels':
        '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
      'xl/worksheets/sheet1.xml': `<worksheet><sheetData><row r="1">${cell}</row></sheetData></worksheet>`,
      'xl/sharedStrings.xml': shared,
    })

  it.each([
    [
      'with shared strings',
      '<c r="A1" t="s"><v>0</v></c><c r="B1"><v>95.10</v></c>',
      '<sst><si><t>安平县</t></si></sst>',
    ],
    ['with strings in place', '<c r="A1" t="inlineStr"><is><t>安平县</t></is></c><c r="B1" s="3"><v>95.1</v></c>', ''],
    [
      'with runs and an empty cell',
      '<c r="A1" t="s"><v>0</v></c><c r="B1"><v>95.100000000000001</v></c><c r="C1" s="1"/>',
      '<sst><si><r><t>安平</t></r><r><t>县</t></r></si></sst>',
    ],
  ])('%s', async (_, cells, shared) => {
    expect(await textsOf(await book(cells, shared), 'xlsx')).toEqual(['数据!A1 安平县', '数据!B1 95.1'])
  })
})

it('a table says the same in the encoding and with the quotes of Excel', async () => {
  const own = new TextEncoder().encode('\ufeff单位,值\r\n安平县,95.1\r\n')
  const quoted = new TextEncoder().encode('"单位","值"\n"安平县",95.1\n')
  expect(await textsOf(quoted, 'csv')).toEqual(await textsOf(own, 'csv'))
  expect(await textsOf(own, 'csv')).toHaveLength(2)
})
