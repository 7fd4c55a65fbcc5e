import type { BulletinModel, BulletinNumber, BulletinParagraph, BulletinRun } from '@cg/contract/bulletin'
import { xmlText } from '../inert-text.ts'
import { codeRunXml } from './docx-code.ts'
import { paperStyles } from './docx-styles.ts'
import type { PaperStyle } from './docx-styles.ts'

/** A paragraph of ready runs. */
export function paragraphXml(style: PaperStyle, content: string): string {
  return `<w:p><w:pPr><w:pStyle w:val="${paperStyles[style].id}"/></w:pPr>${content}</w:p>`
}

/** A text as a run, a line break where it has one. */
export function runXml(text: string): string {
  return text
    .split('\n')
    .map((line, at) => `<w:r>${at === 0 ? '' : '<w:br/>'}<w:t xml:space="preserve">${xmlText(line)}</w:t></w:r>`)
    .join('')
}

/** Word takes no longer tag or title of a content control. */
const longestTag = 64

type NumberWriting = {
  readonly release: string
  readonly hasComments: boolean
  readonly numbers: ReadonlyMap<string, BulletinNumber>
}

/**
 * A number: a content control whose tag says release, indicator and unit, in it a field of the document's property of the
 * same name, so that the text and where it comes from stay together; with its passport as a comment where that is asked for.
 */
function numberXml(number: BulletinNumber, { release, hasComments }: NumberWriting): string {
  const place = Number(number.id.slice(1))
  const tag = [release, number.indicator ?? '-', number.unit ?? 'city'].join('/').slice(0, longestTag)
  const alias = Array.from(number.words).slice(0, longestTag).join('')
  const field = `<w:fldSimple w:instr=" DOCPROPERTY ${propertyName(number)} \\* MERGEFORMAT ">${runXml(number.text)}</w:fldSimple>`
  const control = `<w:sdt><w:sdtPr><w:alias w:val="${xmlText(alias)}"/><w:tag w:val="${xmlText(tag)}"/><w:id w:val="${100_000 + place}"/></w:sdtPr><w:sdtContent>${field}</w:sdtContent></w:sdt>`
  if (!hasComments) return control
  const mark = `<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:commentReference w:id="${place}"/></w:r>`
  return `<w:commentRangeStart w:id="${place}"/>${control}<w:commentRangeEnd w:id="${place}"/>${mark}`
}

/** 数n12: a name that nothing else of the document has. */
export function propertyName({ id }: BulletinNumber): string {
  return `CG_${id}`
}

function runsXml(runs: readonly BulletinRun[], writing: NumberWriting): string {
  return runs
    .map(({ text, number }) => {
      const known = number === null ? undefined : writing.numbers.get(number)
      return known === undefined ? runXml(text) : numberXml({ ...known, text }, writing)
    })
    .join('')
}

const styleOf: Readonly<Record<BulletinParagraph['kind'], PaperStyle>> = {
  salutation: 'salutation',
  text: 'text',
  blank: 'text',
  heading: 'heading',
  topic: 'topic',
}

/** `hasCode`: the picture of the file's code stands beside the last lines. */
export type BodyWriting = { readonly hasComments: boolean; readonly hasCode: boolean }

/** 文号 and 签发人 left blank, title, text, list of annexes, 署名 and 成文日期, what the data are. */
export function bodyXml(model: BulletinModel, { hasComments, hasCode }: BodyWriting): string {
  const numbers = new Map(shownNumbers(model).map((number) => [number.id, number]))
  const writing = { release: model.release, hasComments, numbers }
  const empty = paragraphXml('salutation', '')
  return [
    paragraphXml('number', `${runXml('〔　　　　〕号')}<w:r><w:tab/></w:r>${runXml('签发人：〔　　　　〕')}`),
    empty,
    paragraphXml('title', runXml(model.title.join('\n'))),
    empty,
    ...model.paragraphs.map((one) => paragraphXml(styleOf[one.kind], runsXml(one.runs, writing))),
    ...annexList(model),
    empty,
    paragraphXml('signature', runXml(signatureOf(model))),
    paragraphXml('date', runXml(model.date ?? '〔成文日期〕')),
    empty,
    ...model.foot.map((line, at) => paragraphXml('foot', (hasCode && at === 0 ? codeRunXml : '') + runXml(line))),
  ].join('')
}

/** Who signs, with the place of the seal. */
export function signatureOf({ office }: BulletinModel): string {
  return `${office === '' ? '〔发文机关署名〕' : office}（印章）`
}

/** 附件：1. … */
function annexList({ annexes }: BulletinModel): string[] {
  if (annexes.length === 0) return []
  const listed = annexes.map(({ title }, at) => {
    const number = annexes.length === 1 ? '' : `${at + 1}.　`
    return paragraphXml('text', runXml(`${at === 0 ? '附件：' : '　　　'}${number}${title}`))
  })
  return [paragraphXml('salutation', ''), ...listed]
}

/** The numbers that still stand in a paragraph, in the order of the text, each once. */
export function shownNumbers({ paragraphs, numbers }: BulletinModel): BulletinNumber[] {
  const shown = new Set(paragraphs.flatMap(({ runs }) => runs.flatMap(({ number }) => number ?? [])))
  return numbers.filter(({ id }) => shown.has(id))
}

/** comments.xml: the passport of each number, dated as the release. */
export function commentsXml(model: BulletinModel): string {
  const date = model.generatedAt.replace(/\.\d+Z$/u, 'Z')
  const comments = shownNumbers(model).map((number) => {
    const words = `${number.text}：${number.words}。发布编号${model.release}，取自${number.path}。`
    return `<w:comment w:id="${Number(number.id.slice(1))}" w:author="产改进展监测平台" w:date="${date}" w:initials="数"><w:p><w:pPr><w:pStyle w:val="CommentText"/></w:pPr>${runXml(words)}</w:p></w:comment>`
  })
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${comments.join('')}</w:comments>`
}

/** custom.xml: the release, and every number by the name that its field reads. */
export function propertiesXml(model: BulletinModel): string {
  const own = [
    ['CG_release', model.release] as const,
    ['CG_period', model.period] as const,
    ...shownNumbers(model).map((number) => [propertyName(number), number.text] as const),
  ]
  const properties = own.map(
    ([name, value], at) =>
      `<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="${at + 2}" name="${name}"><vt:lpwstr>${xmlText(value)}</vt:lpwstr></property>`,
  )
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">${properties.join('')}</Properties>`
}
