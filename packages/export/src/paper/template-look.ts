import { ChartRefusal } from '@cg/charts/refusal'
import type JSZip from 'jszip'

/** A part that is taken over, under a name of its own. */
export type TakenPart = { readonly name: string; readonly content: string | Uint8Array; readonly type: string }

type Reference = { readonly kind: 'header' | 'footer'; readonly side: string; readonly part: string }

/** Page setup, header and footers of a template, with what they need. */
export type TemplateLook = {
  /** <w:pgSz/> and <w:pgMar/> of its upright section; null where it has none. */
  readonly size: string | null
  readonly edges: string | null
  readonly references: readonly Reference[]
  readonly parts: readonly TakenPart[]
  /** Beside the document: theme and numbering, by relation. */
  readonly beside: readonly { readonly relation: string; readonly target: string }[]
  readonly differsByPage: boolean
}

type Relation = { readonly id: string; readonly target: string; readonly isOutside: boolean }
type Read = (zip: JSZip, name: string) => Promise<string | null>

const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml'
const pictures: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
}

/** The first section that stands upright, as the text of a 通报 does: annexes may lie on their side behind it. */
function uprightSection(document: string): string {
  const sections = [...document.matchAll(/<w:sectPr[\s>].*?<\/w:sectPr>/gsu)].map(([section]) => section)
  return sections.find((section) => !/<w:pgSz\s[^>]*w:orient="landscape"/u.test(section)) ?? ''
}

/** What a template's upright section looks like. Throws ChartRefusal for what leads out of the file. */
export async function lookOf(zip: JSZip, document: string, read: Read): Promise<TemplateLook> {
  const section = uprightSection(document)
  const relations = relationsOf(await read(zip, 'word/_rels/document.xml.rels'))
  const references: Reference[] = []
  const parts: TakenPart[] = []
  for (const [tag, kind = ''] of section.matchAll(/<w:(header|footer)Reference\s[^>]*>/gu)) {
    const target = relations.find(({ id }) => id === attribute(tag, 'r:id'))?.target
    if (target === undefined || (kind !== 'header' && kind !== 'footer')) continue
    references.push({ kind, side: attribute(tag, 'w:type') ?? 'default', part: theirs(target) })
    parts.push(...(await endParts(zip, { kind, target, read })))
  }
  const beside = await besideParts(zip, read)
  return {
    size: /<w:pgSz\s[^>]*\/>/u.exec(section)?.[0] ?? null,
    edges: /<w:pgMar\s[^>]*\/>/u.exec(section)?.[0] ?? null,
    references,
    parts: [...uniqueParts(parts), ...beside.map(({ part }) => part)],
    beside: beside.map(({ relation, target }) => ({ relation, target })),
    differsByPage: /<w:evenAndOddHeaders\s*(?:w:val="(?:1|true|on)"\s*)?\/>/u.test(
      (await read(zip, 'word/settings.xml')) ?? '',
    ),
  }
}

function attribute(tag: string, name: string): string | undefined {
  return new RegExp(`\\s${name}="([^"]*)"`, 'u').exec(tag)?.[1]
}

function relationsOf(text: string | null): Relation[] {
  return [...(text ?? '').matchAll(/<Relationship\s[^>]*>/gu)].map(([tag]) => ({
    id: attribute(tag, 'Id') ?? '',
    target: attribute(tag, 'Target') ?? '',
    isOutside: attribute(tag, 'TargetMode') === 'External',
  }))
}

/** Not the name of a part of ours, which a template may have begun as: header1.xml → header101.xml. */
function theirs(target: string): string {
  return target.replace(/\d*(?=\.xml$)/u, (number) => String(100 + (Number(number) % 100)))
}

type End = { readonly kind: 'header' | 'footer'; readonly target: string; readonly read: Read }

/** A header or footer with its pictures. */
async function endParts(zip: JSZip, { kind, target, read }: End): Promise<TakenPart[]> {
  if (!/^[\w-]{1,60}\.xml$/u.test(target)) throw outside
  const content = await read(zip, `word/${target}`)
  if (content === null) return []
  const parts: TakenPart[] = [{ name: `word/${theirs(target)}`, content, type: `${word}.${kind}+xml` }]
  const relations = await read(zip, `word/_rels/${target}.rels`)
  if (relations === null) return parts
  for (const relation of relationsOf(relations)) {
    const extension = relation.target.split('.').at(-1)?.toLowerCase() ?? ''
    const type = pictures[extension]
    if (relation.isOutside || type === undefined || !/^media\/[\w-]{1,60}\.\w{3,4}$/u.test(relation.target))
      throw outside
    const bytes = await zip.file(`word/${relation.target}`)?.async('uint8array')
    if (bytes !== undefined) parts.push({ name: `word/${relation.target}`, content: bytes, type })
  }
  return [...parts, { name: `word/_rels/${theirs(target)}.rels`, content: relations, type: '' }]
}

const outside = new ChartRefusal(
  '模板的页眉或页脚里有链接、图表或其他格式的图片。请只保留文字、线条和 PNG、JPG 图片后再上传。',
)

/** One picture may stand in several headers. */
function uniqueParts(parts: readonly TakenPart[]): TakenPart[] {
  return [...new Map(parts.map((part) => [part.name, part])).values()]
}

const office = 'application/vnd.openxmlformats-officedocument'

/** What styles refer to. */
async function besideParts(zip: JSZip, read: Read): Promise<{ part: TakenPart; relation: string; target: string }[]> {
  const known = [
    { relation: 'theme', target: 'theme/theme1.xml', type: `${office}.theme+xml` },
    { relation: 'numbering', target: 'numbering.xml', type: `${word}.numbering+xml` },
  ]
  const found = await Promise.all(
    known.map(async ({ relation, target, type }) => {
      const content = await read(zip, `word/${target}`)
      // A picture as a bullet, or in the theme, would be one more way out of the file.
      const isPlain = content !== null && zip.file(relationsOfPart(`word/${target}`)) === null
      return isPlain ? [{ part: { name: `word/${target}`, content, type }, relation, target }] : []
    }),
  )
  return found.flat()
}

/** word/theme/theme1.xml → word/theme/_rels/theme1.xml.rels */
function relationsOfPart(name: string): string {
  const at = name.lastIndexOf('/') + 1
  return `${name.slice(0, at)}_rels/${name.slice(at)}.rels`
}
