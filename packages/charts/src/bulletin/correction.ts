import type { BulletinAnnex } from '@cg/contract/bulletin'
import type { CorrectedFigure, CorrectionFacts } from '@cg/contract/correction'
import { bulletinSentence } from '@cg/domain/claim/bulletin'
import { claimCorrected } from '@cg/domain/claim/corrected'
import { placeWords } from '@cg/domain/claim/words'
import { formatPeriod, formatResult, spokenUnit } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import type { BulletinSubject } from './sources.ts'
import { ofRelease } from './sources.ts'
import type { Said } from './written.ts'

/** 更正说明: that this corrects an earlier release, why, and how much of it. Nothing for the first of a quarter. */
export function correctionSaid(subject: BulletinSubject): Said[] {
  const { release } = subject.overview
  if (release.reason === null) return []
  const quarter = formatPeriod(parsePeriod(release.period))
  const kind =
    release.state === 'published'
      ? `${release.code}是${quarter}的第${release.sequence}次发布，为更正发布`
      : '本稿拟作更正发布'
  const why = `更正说明：${kind}。更正原因：${release.reason.replace(/。$/u, '')}`
  const source = ofRelease(subject, 'overview/release', '发布')
  return [
    { text: why, source },
    ...changedSaid(subject),
    { text: '此前印发的材料与本通报不一致的，以本通报为准', source },
  ]
}

function changedSaid(subject: BulletinSubject): Said[] {
  const { correction } = subject
  if (correction === null) return []
  const source = ofRelease(subject, 'correction/figures', '与更正前的发布比较')
  if (correction.figures === null) return [{ text: `${correction.from}按旧的数据结构保存，不能逐项列出原数`, source }]
  const { figures, from, moved } = correction
  const scores = figures.filter(isScore).length
  const names = [...new Set(figures.map(unitOf))]
  const isCity = (name: string): boolean => name === wholeCity
  const ordered = [
    ...names.filter(isCity),
    ...inOrder(
      subject,
      names.filter((name) => !isCity(name)),
    ),
  ]
  const claim = claimCorrected({ from, figures: figures.length - scores, scores, names: ordered, moved })
  return [{ text: bulletinSentence(claim), source }]
}

const wholeCity = '全市'

function unitOf({ unit, unitName }: CorrectedFigure): string {
  return unit === null ? wholeCity : unitName
}

function isScore({ indicator }: CorrectedFigure): boolean {
  return indicator === 'score'
}

/** In protocol order; units that are not there any more stand first. */
function inOrder({ matrix }: BulletinSubject, names: readonly string[]): string[] {
  const { shortName } = matrix.units
  return names.toSorted((left, right) => shortName.indexOf(left) - shortName.indexOf(right))
}

/** Rows that a paper takes of a long correction; the page 发布差异 has all. */
const mostRows = 60

/** 附件: 原数 and 现数 side by side, why, and who entered it anew. */
export function correctionAnnex(subject: BulletinSubject): BulletinAnnex[] {
  const { correction } = subject
  if (correction?.figures == null) return []
  const { figures } = correction
  const word = (header: string) => ({ header, isNumber: false })
  const number = (header: string) => ({ header, isNumber: true })
  return [
    {
      title: `${formatPeriod(parsePeriod(subject.overview.release.period))}更正前后数据对照`,
      columns: [word('指标'), word('单位'), number('原数'), number('现数'), word('原因'), word('更正单位')],
      rows: figures
        .slice(0, mostRows)
        .map((figure) => [
          nameOf(figure),
          unitOf(figure),
          sideOf(figure, 'from'),
          sideOf(figure, 'to'),
          causeOf(figure),
          figure.reporters.length === 0 ? '—' : figure.reporters.join('、'),
        ]),
      isWide: false,
      notes: notesOf(subject, correction, figures),
    },
  ]
}

function nameOf({ indicatorName, measureUnit }: CorrectedFigure): string {
  return measureUnit === '' ? indicatorName : `${indicatorName}（${spokenUnit(measureUnit)}）`
}

/** A score bears its place: 78.21（第3位）. */
function sideOf(figure: CorrectedFigure, key: 'from' | 'to'): string {
  const side = figure[key]
  if (side === null) return '未列'
  const own = formatResult(side, { unit: figure.measureUnit, decimals: figure.decimals })
  return isScore(figure) && side.rank !== null ? `${own}（${placeWords(side.rank)}）` : own
}

/** The kind of a reason alone: its words stand beneath the table once. */
function causeOf(figure: CorrectedFigure): string {
  if (isScore(figure)) return '随指标更正'
  const kinds = figure.reasons.map((reason) => reason.split('：')[0] ?? reason)
  return kinds.length === 0 ? '—' : [...new Set(kinds)].join('、')
}

function notesOf(
  subject: BulletinSubject,
  { from, moved }: CorrectionFacts,
  figures: readonly CorrectedFigure[],
): string[] {
  const known = subject.overview.release.reason
  const reasons = [...new Set(figures.flatMap((figure) => figure.reasons))].filter(
    (reason) => known === null || !reason.endsWith(`：${known}`),
  )
  const hidden = figures.length - mostRows
  return [
    `原数为${from}公布的数值，现数为本次发布的数值。`,
    ...(hidden > 0 ? [`本表列前${mostRows}项，其余${hidden}项见平台“发布差异”。`] : []),
    ...reasons.map((reason) => `${reason.replace(/。$/u, '')}。`),
    ...(figures.some((figure) => causeOf(figure) === '—')
      ? ['原因为—的，没有单独登记原因，是随其他数据、目标或口径的变动重新计算的。']
      : []),
    ...(moved > 0 ? [`另有${moved}个数值不变，只是位次或状态随之变化，未列入本表。`] : []),
  ]
}
