import type { ReleaseHead } from '@cg/contract/release/head'
import { provisionalWords } from '@cg/domain/claim/provisional'
import { formatDate, formatDateTime, formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { changed } from './late.ts'
import type { ChartLines, ChartModel } from './model.ts'
import { supersededWords } from './superseded.ts'

/** What a chart says of its measure beneath the title. */
export type Caption = {
  readonly subtitle: string
  readonly source: string
  readonly definition: string
  readonly notes: readonly Note[]
  readonly methods?: readonly string[]
}

/** A list of names is long: a picture gives the count (`brief`), files and pages the names. */
export type Note = string | { readonly brief: string; readonly full: string }

/** 正式发布, 修订发布 (a later release of the same quarter) or 试看·未发布. */
export function releaseWord(release: ReleaseHead): string {
  if (release.state === 'preview') return '试看·未发布'
  return release.sequence > 1 ? '修订发布' : '正式发布'
}

/** What a model says beside its figures: the six lines, its note in full, its methods. */
export function captionParts(
  release: ReleaseHead,
  caption: Caption,
): Pick<ChartModel, 'lines' | 'fullNote' | 'methods'> {
  const { reason, state } = release
  const kind = state === 'preview' ? '本稿拟作修订发布' : '本期为修订发布'
  const provisional = provisionalWords(release.provisional ?? [])
  const notes = [
    ...caption.notes,
    ...(reason === null ? [] : [`${kind}，原因：${reason}`]),
    ...(provisional === null ? [] : [provisional]),
  ]
  return {
    lines: chartLines(release, caption, notes),
    fullNote: noteLine(notes.map((note) => (typeof note === 'string' ? note : note.full))),
    methods: (caption.methods ?? []).map(stripStop),
  }
}

/** 注：…；… */
function noteLine(notes: readonly string[]): string | null {
  return notes.length === 0 ? null : `注：${notes.map(stripStop).join('；')}`
}

/** The six lines. 生成时间 is when the release was made, so that the same link gives the same bytes. */
function chartLines(release: ReleaseHead, caption: Caption, notes: readonly Note[]): ChartLines {
  return {
    subtitle: caption.subtitle,
    source: `数据来源：${caption.source === '' ? '各区县及市直部门报送' : caption.source}`,
    asOf: `截至${formatDate(release.asOf)}`,
    definition: `口径：${stripStop(caption.definition === '' ? '详见指标说明' : caption.definition)}`,
    note: noteLine(notes.map((note) => (typeof note === 'string' ? note : note.brief))),
    release: `${release.state === 'preview' ? '试看编号' : '发布编号'}：${release.code}（${releaseWord(release)}）`,
    generated: `生成时间：${formatDateTime(release.publishedAt ?? release.preparedAt)}`,
    demo: release.isDemo ? '演示数据' : null,
  }
}

/**
 * The model of a superseded release: its release line names the release that corrected it. Its frozen answer cannot know
 * of that, so whoever draws it says it.
 */
export function withCorrection(model: ChartModel, correction: string | null): ChartModel {
  if (correction === null) return model
  const lines = { ...model.lines, release: `${model.lines.release}，${supersededWords(correction)}` }
  return changed(model, { lines, correction })
}

/** Where a file of a superseded release sends its reader: addresses within the platform, whose own a file cannot know. */
export function correctionPaths({ file, correction }: ChartModel): [string, string][] {
  if (correction === undefined) return []
  return [
    ['更正后的发布', `本平台 /?pub=${correction}`],
    ['两次发布的差异', `本平台 /releases/difference?from=${file.release}&to=${correction}`],
  ]
}

function stripStop(text: string): string {
  return text.replace(/[。；;]+$/u, '')
}

/** The parts of a model that only the release decides. */
export function releaseParts(release: ReleaseHead): Pick<ChartModel, 'watermark' | 'generatedAt' | 'unbroken'> {
  return {
    watermark: release.state === 'preview' ? '试看 · 未发布' : null,
    generatedAt: release.publishedAt ?? release.preparedAt,
    unbroken: release.unbroken ?? [],
  }
}

/** More rows than these are no answer to who listens: then the first are told, and that the table has all. */
const [mostTold, firstTold] = [200, 20]

/** Rows in words for a screen reader. */
export function toldRows<R>(rows: readonly R[], words: (row: R) => string, joint: string): string {
  if (rows.length <= mostTold) return rows.map(words).join(joint)
  return `${rows.slice(0, firstTold).map(words).join(joint)}${joint}共${rows.length}个，其余见数据表`
}

/** 2026年第三季度 */
export function periodWords(period: string): string {
  return formatPeriod(parsePeriod(period))
}

/** 26Q3 */
export function periodTick(period: string): string {
  return formatPeriod(parsePeriod(period), 'axis')
}
