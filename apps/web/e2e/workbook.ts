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
