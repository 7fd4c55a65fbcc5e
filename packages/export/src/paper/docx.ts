import type { Stamp } from '@cg/charts/model'
import type { BulletinAnnex, BulletinLayout, BulletinModel } from '@cg/contract/bulletin'
import JSZip from 'jszip'
import { cleanTexts } from '../clean-model.ts'
import { xmlText } from '../inert-text.ts'
import { codePng, codeRelation } from './docx-code.ts'
import { bodyXml, commentsXml, propertiesXml } from './docx-body.ts'
import { documentXml, sectionXml, settingsXml } from './docx-frame.ts'
import type { BodyWriting } from './docx-body.ts'
import type { Section } from './docx-frame.ts'
import { endsOf, inStylesOf } from './docx-ends.ts'
import type { PartRelation } from './docx-ends.ts'
import { fontsXml, paperStyleNames, stylesXml, withOwnStyles } from './docx-styles.ts'
import type { Leading } from './docx-styles.ts'
import { annexXml } from './docx-table.ts'
import { usualLine } from './measure.ts'
import type { PaperTemplate } from './template.ts'

/**
 * A 通报 as DOCX in the layout of GB/T 9704—2012. The parts are written here rather than by a library: fields within content
 * controls, comments on them, exact grids and the same bytes for the same model are a handful of parts.
 */
export async function renderBulletinDocx(
  given: BulletinModel,
  layout: BulletinLayout,
  template: PaperTemplate | null = null,
  stamp?: Stamp,
): Promise<Uint8Array> {
  const model = cleanTexts(given) as BulletinModel
  const { line = usualLine, bold: isBold = false, comments: hasComments = false } = layout
  const leading = { line, isBold }
  const ends = endsOf(model, template)
  const section = { line, references: ends.references, size: template?.size ?? null, edges: template?.edges ?? null }
  const png = codePng(stamp)
  const writing = { hasComments, hasCode: png !== undefined }
  const document = documentXml(contentXml(model, section, writing))
  const parts: Part[] = [
    ['docProps/core.xml', coreXml(model), 'application/vnd.openxmlformats-package.core-properties+xml'],
    [
      'docProps/custom.xml',
      propertiesXml(model),
      'application/vnd.openxmlformats-officedocument.custom-properties+xml',
    ],
    ['word/document.xml', inStylesOf(document, template), `${word}.document.main+xml`],
    ['word/styles.xml', stylesOf(template, leading), `${word}.styles+xml`],
    ['word/fontTable.xml', fontsXml(), `${word}.fontTable+xml`],
    ['word/settings.xml', settingsXml(ends.differsByPage), `${word}.settings+xml`],
    ...ends.parts.map(({ name, content, type }): Part => [
      name,
      ends.isOwn(name) ? inStylesOf(String(content), template) : content,
      type,
    ]),
    ...(hasComments ? [['word/comments.xml', commentsXml(model), `${word}.comments+xml`] as Part] : []),
    ...(png === undefined ? [] : [[`word/${codeRelation[2]}`, png, 'image/png'] as Part]),
  ]
  const besides = [...(hasComments ? [commentsRelation] : []), ...(png === undefined ? [] : [codeRelation])]
  return await archive(model, [
    ['[Content_Types].xml', typesXml(parts), ''],
    ['_rels/.rels', rootRelations, ''],
    ['word/_rels/document.xml.rels', relationsXml([...ends.relations, ...besides]), ''],
    ...parts,
  ])
}

/** A part with its content type; '' for what has none of its own. */
type Part = readonly [name: string, content: string | Uint8Array, type: string]

async function archive({ generatedAt }: BulletinModel, parts: readonly Part[]): Promise<Uint8Array> {
  const zip = new JSZip()
  const date = new Date(generatedAt)
  for (const [name, content] of parts) zip.file(name, content, { date, createFolders: false })
  return await zip.generateAsync({
    type: 'uint8array',
    compression: 'DEFLATE',
    compressionOptions: { level: 6 },
    platform: 'DOS',
  })
}

function stylesOf(template: PaperTemplate | null, leading: Leading): string {
  if (template === null) return stylesXml(leading)
  const lacking = paperStyleNames.filter((style) => template.ids[style] === undefined)
  return withOwnStyles(template.styles, lacking, leading)
}

/** The text, then the annexes, those that lie on their side in sections of their own. */
function contentXml(model: BulletinModel, section: Section, writing: BodyWriting): string {
  const groups: { isWide: boolean; xml: string }[] = [{ isWide: false, xml: bodyXml(model, writing) }]
  for (const [at, annex] of model.annexes.entries()) {
    const xml = annexXml(annex, labelOf(model.annexes, at))
    const last = groups.at(-1)
    if (last !== undefined && last.isWide === annex.isWide) last.xml += xml
    else groups.push({ isWide: annex.isWide, xml })
  }
  return groups
    .map(({ isWide, xml }, at) => {
      const own = sectionXml(isWide, section)
      return at === groups.length - 1
        ? `${xml}${own}`
        : `${xml}<w:p><w:pPr><w:spacing w:line="20" w:lineRule="exact"/>${own}</w:pPr></w:p>`
    })
    .join('')
}

function labelOf(annexes: readonly BulletinAnnex[], at: number): string {
  return annexes.length === 1 ? '附件' : `附件${at + 1}`
}

const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packaged = 'http://schemas.openxmlformats.org/package/2006'

const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml'

function typesXml(parts: readonly Part[]): string {
  const pictures = new Map(
    parts.flatMap(([name, , type]) =>
      type.startsWith('image/') ? [[name.split('.').at(-1) ?? '', type] as const] : [],
    ),
  )
  const defaults = [...pictures].map(([extension, type]) => `<Default Extension="${extension}" ContentType="${type}"/>`)
  const overrides = parts
    .filter(([, , type]) => type !== '' && !type.startsWith('image/'))
    .map(([part, , type]) => `<Override PartName="/${part}" ContentType="${type}"/>`)
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${defaults.join('')}${overrides.join('')}</Types>`
}

const rootRelations = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="${packaged}/relationships"><Relationship Id="rDocument" Type="${office}/officeDocument" Target="word/document.xml"/><Relationship Id="rCore" Type="${packaged}/relationships/metadata/core-properties" Target="docProps/core.xml"/><Relationship Id="rCustom" Type="${office}/custom-properties" Target="docProps/custom.xml"/></Relationships>`

const commentsRelation: PartRelation = ['rComments', 'comments', 'comments.xml']

function relationsXml(besides: readonly PartRelation[]): string {
  const own: readonly PartRelation[] = [
    ['rStyles', 'styles', 'styles.xml'],
    ['rFonts', 'fontTable', 'fontTable.xml'],
    ['rSettings', 'settings', 'settings.xml'],
    ...besides,
  ]
  const relations = own.map(
    ([id, type, target]) => `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`,
  )
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="${packaged}/relationships">${relations.join('')}</Relationships>`
}

function coreXml({ title, generatedAt, release }: BulletinModel): string {
  const date = generatedAt.replace(/\.\d+Z$/u, 'Z')
  const stamp = (name: string): string => `<dcterms:${name} xsi:type="dcterms:W3CDTF">${date}</dcterms:${name}>`
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="${packaged}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${xmlText(title.join(''))}</dc:title><dc:creator>产改进展监测平台</dc:creator><cp:keywords>${xmlText(release)}</cp:keywords>${stamp('created')}${stamp('modified')}</cp:coreProperties>`
}
