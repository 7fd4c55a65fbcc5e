import JSZip from 'jszip'

/** The workbook with one number changed, as Excel would save it. */
export async function replaceNumber(bytes: Buffer, from: number, to: number): Promise<Buffer> {
  const zip = await JSZip.loadAsync(bytes)
  const name = Object.keys(zip.files).find((file) => file.endsWith('worksheets/sheet1.xml')) ?? ''
  const sheet = (await zip.file(name)?.async('string')) ?? ''
  const changed = sheet.replace(`<v>${from}</v>`, `<v>${to}</v>`)
  if (changed === sheet) throw new Error(`no cell of the workbook holds ${from}`)
  zip.file(name, changed)
  return zip.generateAsync({ type: 'nodebuffer' })
}

/** The workbook with texts changed wherever they stand, as Excel would save it. */
export async function replaceTexts(bytes: Buffer, pairs: readonly (readonly [string, string])[]): Promise<Buffer> {
  const zip = await JSZip.loadAsync(bytes)
  const left = new Set(pairs.map(([from]) => from))
  for (const name of Object.keys(zip.files).filter((file) => file.endsWith('.xml'))) {
    const before = (await zip.file(name)?.async('string')) ?? ''
    let text = before
    for (const [from, to] of pairs) {
      if (text.includes(from)) left.delete(from)
      text = text.replaceAll(from, to)
    }
    if (text !== before) zip.file(name, text)
  }
  if (left.size > 0) throw new Error(`no cell of the workbook holds ${[...left].join(', ')}`)
  return zip.generateAsync({ type: 'nodebuffer' })
}
