import JSZip from 'jszip'
import { describe, expect, it } from 'vitest'
import { readDraft } from './read-draft.ts'

async function docx(body: string): Promise<Uint8Array> {
  const zip = new JSZip()
  zip.file('[Content_Types].xml', '<Types/>')
  zip.file('word/document.xml', `<w:document><w:body>${body}</w:body></w:document>`)
  return zip.generateAsync({ type: 'uint8array' })
}
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('the text of a draft', () => {
  it('comes from Word paragraph by paragraph, without what was struck out', async () => {
    const body =
      '<w:p><w:r><w:t>全市</w:t></w:r><w:del w:id="1"><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins w:id="2"><w:r><w:t xml:space="preserve">&lt;5%</w:t></w:r></w:ins></w:p><w:p><w:r><w:tab/><w:t>第二段</w:t></w:r></w:p>'
    expect(await readDraft(await docx(body))).toEqual({ ok: true, text: '全市<5%\n\t第二段' })
  })

  it('comes from text in UTF-8 with a mark, UTF-16 and GBK', async () => {
    const [utf16, gbk] = [
      [0xff, 0xfe, 0x68, 0x51, 0x02, 0x5e],
      [0xc8, 0xab, 0xca, 0xd0],
    ]
    const same = [bytes('\ufeff全市'), new Uint8Array(utf16), new Uint8Array(gbk)]
    for (const one of same) expect(await readDraft(one)).toEqual({ ok: true, text: '全市' })
  })

  it('is refused with what to do where there is none', async () => {
    const words = async (file: Uint8Array) => JSON.stringify(await readDraft(file))
    expect(await words(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]))).toContain('另存为 .docx')
    expect(await words(bytes('PK\u0003\u0004 broken'))).toContain('文件已损坏')
    expect(await words(new Uint8Array([1, 0, 0, 2, 3]))).toContain('不认识这种文件')
    expect(await words(await docx('<w:p/>'))).toContain('没有文字')
  })
})
