import JSZip from 'jszip'

const firstSheet = 'xl/worksheets/sheet1.xml'

/** The workbook as a person would leave it who writes over these cells of its first sheet. */
export async function withCells(
  bytes: Uint8Array,
  cells: Readonly<Record<string, string | number>>,
): Promise<Uint8Array> {
  const zip = await JSZip.loadAsync(bytes)
  let xml = (await zip.file(firstSheet)?.async('string')) ?? ''
  for (const [name, value] of Object.entries(cells)) {
    const style = new RegExp(`<c r="${name}"[^>]*?( s="\\d+")`).exec(xml)?.[1] ?? ''
    const text =
      typeof value === 'number'
        ? `<c r="${name}"${style}><v>${value}</v></c>`
        : `<c r="${name}"${style} t="inlineStr"><is><t>${value}</t></is></c>`
    const written = xml.replace(new RegExp(`<c r="${name}"[^>]*?(?:/>|>.*?</c>)`, 's'), text)
    if (written === xml) throw new Error(`no cell ${name}`)
    xml = written
  }
  zip.file(firstSheet, xml)
  return zip.generateAsync({ type: 'uint8array' })
}
