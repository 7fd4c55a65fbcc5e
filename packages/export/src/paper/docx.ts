import type { BulletinAnnex, BulletinLayout, BulletinModel } from '@cg/contract/bulletin'
import JSZip from 'jszip'
import { cleanTexts } from '../clean-model.ts'
import { xmlText } from '../inert-text.ts'
import { bodyXml, commentsXml, propertiesXml } from './docx-body.ts'
import { documentXml, footerXml, headerXml, sectionXml, settingsXml } from './docx-frame.ts'
import { fontsXml, stylesXml } from './docx-styles.ts'
import { annexXml } from './docx-table.ts'
import { usualLine } from './measure.ts'

/**
 * A 通报 as DOCX in the layout of GB/T 9704—2012. The parts are written here rather than by a library: fields within content
 * controls, comments on them, exact grids and the same bytes for the same model are a handful of parts.
 */
export async function renderBulletinDocx(given: BulletinModel, layout: BulletinLayout): Promise<Uint8Array> {
  const model = cleanTexts(given) as BulletinModel
  const { line = usualLine, bold: isBold = false, comments: hasComments = false } = layout
  const parts: [name: string, content: string][] = [
    ['[Content_Types].xml', typesXml(hasComments)],
    ['_rels/.rels', rootRelations],
    ['docProps/core.xml', coreXml(model)],
    ['docProps/custom.xml', propertiesXml(model)],
    ['word/document.xml', documentXml(contentXml(model, line, hasComments))],
    ['word/_rels/document.xml.rels', relationsXml(hasComments)],
    ['word/styles.xml', stylesXml({ line, isBold })],
    ['word/fontTable.xml', fontsXml()],
    ['word/settings.xml', settingsXml],
    ['word/header1.xml', headerXml(model)],
    ['word/footer1.xml', footerXml('odd')],
    ['word/footer2.xml', footerXml('even')],
    ...(hasComments ? ([['word/comments.xml', commentsXml(model)]] as [string, string][]) : []),
  ]
  const zip = new JSZip()
  const date = new Date(model.generatedAt)
  for (const [name, content] of parts) zip.file(name, content, { date, createFolders: false })
  return await zip.generateAsync({
    type: 'uint8array',
    compression: 'DEFLATE',
    compressionOptions: { level: 6 },
    platform: 'DOS',
  })
}

/** The text, then the annexes, those that lie on their side in sections of their own. */
function contentXml(model: BulletinModel, line: number, hasComments: boolean): string {
  const groups: { isWide: boolean; xml: string }[] = [{ isWide: false, xml: bodyXml(model, hasComments) }]
  for (const [at, annex] of model.annexes.entries()) {
    const xml = annexXml(annex, labelOf(model.annexes, at))
    const last = groups.at(-1)
    if (last !== undefined && last.isWide === annex.isWide) last.xml += xml
    else groups.push({ isWide: annex.isWide, xml })
  }
  return groups
    .map(({ isWide, xml }, at) => {
      const section = sectionXml(isWide, line)
      return at === groups.length - 1
        ? `${xml}${section}`
        : `${xml}<w:p><w:pPr><w:spacing w:line="20" w:lineRule="exact"/>${section}</w:pPr></w:p>`
    })
    .join('')
}

function labelOf(annexes: readonly BulletinAnnex[], at: number): string {
  return annexes.length === 1 ? '附件' : `附件${at + 1}`
}

const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packaged = 'http://schemas.openxmlformats.org/package/2006'

function typesXml(hasComments: boolean): string {
  const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml'
  const overrides = [
    ['/word/document.xml', `${word}.document.main+xml`],
    ['/word/styles.xml', `${word}.styles+xml`],
    ['/word/fontTable.xml', `${word}.fontTable+xml`],
    ['/word/settings.xml', `${word}.settings+xml`],
    ['/word/header1.xml', `${word}.header+xml`],
    ['/word/footer1.xml', `${word}.footer+xml`],
    ['/word/footer2.xml', `${word}.footer+xml`],
    ...(hasComments ? [['/word/comments.xml', `${word}.comments+xml`]] : []),
    ['/docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml'],
    ['/docProps/custom.xml', 'application/vnd.openxmlformats-officedocument.custom-properties+xml'],
  ].map(([part, type]) => `<Override PartName="${part}" ContentType="${type}"/>`)
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${overrides.join('')}</Types>`
}

const rootRelations = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="${packaged}/relationships"><Relationship Id="rDocument" Type="${office}/officeDocument" Target="word/document.xml"/><Relationship Id="rCore" Type="${packaged}/relationships/metadata/core-properties" Target="docProps/core.xml"/><Relationship Id="rCustom" Type="${office}/custom-properties" Target="docProps/custom.xml"/></Relationships>`

function relationsXml(hasComments: boolean): string {
  const own = [
    ['rStyles', 'styles', 'styles.xml'],
    ['rFonts', 'fontTable', 'fontTable.xml'],
    ['rSettings', 'settings', 'settings.xml'],
    ['rHeader', 'header', 'header1.xml'],
    ['rOdd', 'footer', 'footer1.xml'],
    ['rEven', 'footer', 'footer2.xml'],
    ...(hasComments ? [['rComments', 'comments', 'comments.xml']] : []),
  ].map(([id, type, target]) => `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`)
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="${packaged}/relationships">${own.join('')}</Relationships>`
}

function coreXml({ title, generatedAt, release }: BulletinModel): string {
  const date = generatedAt.replace(/\.\d+Z$/u, 'Z')
  const stamp = (name: string): string => `<dcterms:${name} xsi:type="dcterms:W3CDTF">${date}</dcterms:${name}>`
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="${packaged}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${xmlText(title.join(''))}</dc:title><dc:creator>产改进展监测平台</dc:creator><cp:keywords>${xmlText(release)}</cp:keywords>${stamp('created')}${stamp('modified')}</cp:coreProperties>`
}
