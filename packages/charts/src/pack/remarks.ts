import type { PackCheckKind, PackOutline, PackRemark } from '@cg/contract/material/pack'
import { glanceTitle } from '@cg/contract/material/recipe'
import { modelsOf } from './measures.ts'
import type { PackContent, PackModel, PackPage } from './pack-model.ts'

/** What should be seen of one page before it leaves. `isFirst`: what holds for every page is said once. */
export function remarksOf(page: PackPage, pack: Pick<PackModel, 'watermark' | 'file'>, isFirst: boolean): PackRemark[] {
  return [
    ...emptyRemarks(page),
    ...titleRemarks(page),
    ...claimRemarks(page),
    ...figureRemarks(page, pack),
    ...sourceRemarks(page),
    ...(isFirst && pack.watermark !== null
      ? [look('unpublished', '材料引用的是试看数据，尚未发布，每页都印有“试看 · 未发布”。正式会议请改用正式发布。')]
      : []),
  ]
}

/** What was looked at in all pages and is in order. */
export function passedWords(pages: readonly PackPage[], remarks: readonly PackRemark[]): PackOutline['passed'] {
  const figures = pages.filter(({ content }) => modelsOf(content).length > 0 || content.kind === 'words').length
  const words: Readonly<Record<PackCheckKind, string>> = {
    figures:
      figures === 0
        ? '材料中没有图表和数字'
        : `数字一致：${figures}页的图表、表格和文字取自同一次发布，自拟标题中的数字都在本页`,
    source: '每页都有数据来源',
    title: `标题都不超过${glanceTitle}字`,
    claim: '自拟标题与本期的自动标题没有出入',
    empty: '没有空页',
    letters: 'PPTX 每页正文和图中的字都不小于14磅',
    unpublished: '数据已正式发布',
  }
  const seen = new Set(remarks.map(({ check }) => check))
  return (Object.keys(words) as PackCheckKind[]).filter((check) => !seen.has(check)).map((check) => words[check])
}

function look(check: PackCheckKind, words: string): PackRemark {
  return { check, weight: 'look', words }
}

function emptyRemarks({ content }: PackPage): PackRemark[] {
  if (content.kind === 'refused')
    return [{ check: 'empty', weight: 'stop', words: `这一页没有内容：${content.words}请删去这一页，或换一张图。` }]
  if (content.kind === 'words' && content.lists.length === 0)
    return [look('empty', '这一页本期没有可列的内容，请删去或换一栏。')]
  return []
}

function titleRemarks({ title, content }: PackPage): PackRemark[] {
  if (content.kind === 'refused') return []
  const length = Array.from(title).length
  return length <= glanceTitle ? [] : [look('title', `标题${length}字，建议不超过${glanceTitle}字，投影时一眼能读完。`)]
}

function claimRemarks({ written, generatedTitle, content }: PackPage): PackRemark[] {
  if (written === null || written.instead === generatedTitle || content.kind === 'refused') return []
  return [
    look(
      'claim',
      `写于${written.release}的标题“${written.text}”可能不再成立：当时的自动标题是“${written.instead}”，本期是“${generatedTitle}”。请改写，或恢复自动标题。`,
    ),
  ]
}

/** Numbers that somebody wrote must stand on their page. */
function figureRemarks({ written, generatedTitle, content }: PackPage, pack: Pick<PackModel, 'file'>): PackRemark[] {
  if (written === null || content.kind === 'refused') return []
  const known = numbersIn([generatedTitle, pack.file.period.replace('Q', ' '), ...textsOf(content)])
  const strange = numbers(written.text).filter(({ value, scale }) => !isKnown(value, scale, known))
  if (strange.length === 0) return []
  return [look('figures', `标题中的${strange.map(({ text }) => `“${text}”`).join('、')}不在本页数据中，请核对。`)]
}

type Told = { readonly text: string; readonly value: number; readonly decimals: number; readonly scale: number }

/** 92.1%, 12,300人, 1.2万 as they are written; a year or a place is a number like any other. */
function numbers(text: string): Told[] {
  return [...text.matchAll(/(\d[\d,]*)(\.\d+)?([万亿]?)(%|‰|个百分点)?/gu)].map(
    ([whole, digits = '', rest = '', scale = '']) => ({
      text: whole,
      value: Number(digits.replaceAll(',', '') + rest),
      decimals: Math.max(0, rest.length - 1),
      scale: scale === '万' ? 10_000 : scale === '亿' ? 100_000_000 : 1,
    }),
  )
}

function numbersIn(texts: readonly string[]): Set<number> {
  return new Set(texts.flatMap(numbers).map(({ value, scale }) => rounded(value * scale)))
}

/** As it stands, or in 万 as far as it is written out. */
function isKnown(value: number, scale: number, known: ReadonlySet<number>): boolean {
  if (known.has(rounded(value * scale))) return true
  if (scale === 1) return false
  return [...known].some((one) => Math.abs(one / scale - value) < 0.05)
}

function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6
}

function sourceRemarks({ content }: PackPage): PackRemark[] {
  const sources = content.kind === 'words' ? [content.source] : modelsOf(content).map(({ lines }) => lines.source)
  const isNamed = sources.every((source) => source.replace(/^数据来源：/u, '').trim() !== '')
  return isNamed ? [] : [{ check: 'source', weight: 'stop', words: '这一页没有数据来源，请在指标目录中补上牵头部门。' }]
}

function textsOf(content: PackContent): string[] {
  if (content.kind === 'words')
    return [...content.lists.flatMap(({ title, items }) => [title, ...items]), ...content.notes]
  return modelsOf(content).flatMap(({ title, neutralTitle, lines, table, altText }) => [
    ...(content.kind === 'two-charts' ? [title, ...(content.told?.items ?? [])] : []),
    neutralTitle,
    lines.subtitle,
    lines.definition,
    lines.note ?? '',
    withoutGiven(altText),
    ...table.columns.map(({ header }) => header),
    ...table.rows.flatMap((row) => row.map(({ text }) => text)),
  ])
}

/** The alt text of a titled chart begins with the title that is looked into. */
function withoutGiven(altText: string): string {
  return altText.replace(/^[^]*?（自拟标题）。/u, '')
}
