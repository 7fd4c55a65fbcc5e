import type { BulletinModel } from '@cg/contract/bulletin'
import { footerXml, headerXml } from './docx-frame.ts'
import { paperStyleNames, paperStyles } from './docx-styles.ts'
import type { TakenPart } from './template-look.ts'
import type { PaperTemplate } from './template.ts'

export type PartRelation = readonly [id: string, type: string, target: string]

/** Header and footers of every page: ours, or a template's where it has them. */
export type Ends = {
  readonly references: string
  readonly relations: readonly PartRelation[]
  readonly parts: readonly TakenPart[]
  readonly differsByPage: boolean
  readonly isOwn: (name: string) => boolean
}

const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml'
const own = { header: 'header1.xml', odd: 'footer1.xml', even: 'footer2.xml' } as const

/** 演示数据 and 试看 stand at the head of every page: where there is one of them, no template's header takes its place. */
export function endsOf(model: BulletinModel, template: PaperTemplate | null): Ends {
  const isMarked = model.demo !== null || model.watermark !== null
  const taken = (template?.references ?? []).filter(({ kind }) => kind === 'footer' || !isMarked)
  const [hasHeader, hasFooter] = (['header', 'footer'] as const).map((wanted) =>
    taken.some(({ kind }) => kind === wanted),
  )
  const parts: TakenPart[] = []
  const relations: PartRelation[] = []
  const references: string[] = []
  const add = (kind: 'header' | 'footer', target: string, sides: readonly string[]): void => {
    const id = `rEnd${relations.length}`
    relations.push([id, kind, target])
    references.push(...sides.map((side) => `<w:${kind}Reference w:type="${side}" r:id="${id}"/>`))
  }
  if (hasHeader !== true) {
    parts.push({ name: `word/${own.header}`, content: headerXml(model), type: `${word}.header+xml` })
    add('header', own.header, ['default', 'even'])
  }
  for (const { kind, side, part } of taken) if (side !== 'first') add(kind, part, [side])
  if (hasFooter !== true) {
    parts.push({ name: `word/${own.odd}`, content: footerXml('odd'), type: `${word}.footer+xml` })
    parts.push({ name: `word/${own.even}`, content: footerXml('even'), type: `${word}.footer+xml` })
    add('footer', own.odd, ['default'])
    add('footer', own.even, ['even'])
  }
  for (const { relation, target } of template?.beside ?? [])
    relations.push([`rBeside${relations.length}`, relation, target])
  return {
    references: references.join(''),
    relations,
    parts: [...parts, ...(template?.parts ?? [])],
    differsByPage: hasFooter !== true || template?.differsByPage === true,
    isOwn: (name) => parts.some((part) => part.name === name),
  }
}

/** Our XML with the template's ids of the styles it has. */
export function inStylesOf(xml: string, template: PaperTemplate | null): string {
  if (template === null) return xml
  const byId = new Map(paperStyleNames.map((style) => [paperStyles[style].id as string, template.ids[style]]))
  return xml.replace(/(<w:pStyle w:val=")([^"]*)"/gu, (whole, start: string, id: string) => {
    const theirs = byId.get(id)
    return theirs === undefined ? whole : `${start}${theirs}"`
  })
}
