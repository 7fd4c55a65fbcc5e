import type { BulletinAsked, BulletinModel } from '@cg/contract/bulletin'
import { bulletinLimit } from '@cg/contract/bulletin-choices'
import { bulletinTopics } from '@cg/domain/claim/bulletin'
import { provisionalWords } from '@cg/domain/claim/provisional'
import { dayInChina } from '@cg/domain/number/china-day'
import { formatDate, formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { captionParts, releaseParts } from '../lines.ts'
import { supersededWords } from '../superseded.ts'
import { bulletinAnnexes } from './annexes.ts'
import { correctionSaid } from './correction.ts'
import { writeGeneral } from './general.ts'
import { lengthOf } from './length.ts'
import { unstatedSaid, writtenMeasures } from './next.ts'
import { planNames } from './plan.ts'
import { problemTopics } from './problems.ts'
import type { Topic } from './results.ts'
import { resultTopics } from './results.ts'
import type { BulletinAnswers, BulletinSubject } from './sources.ts'
import { ofRelease, subjectOf } from './sources.ts'
import type { Writing } from './written.ts'
import { chineseOrdinal, writePlain, writeSaid } from './written.ts'

/** The 情况通报 of a release as a draft. `correction`: the release that corrected this one. The same answers and settings give the same draft. */
export function bulletinModel(
  answers: BulletinAnswers,
  asked: BulletinAsked,
  correction: string | null,
): BulletinModel {
  const subject = subjectOf(answers, asked)
  const { release } = answers.overview
  const writing: Writing = { paragraphs: [], numbers: [], names: namesOf(subject) }
  writePlain(writing, 'salutation', 'salutation', '〔主送机关〕：')
  writeOpening(writing, subject)
  writePlain(writing, 'general', 'heading', '一、总体情况')
  writeGeneral(writing, subject)
  writeTopics(writing, '二、主要成效', 'results', resultTopics(subject))
  writeTopics(writing, '三、存在问题', 'problems', problemTopics(subject))
  writeNext(writing, subject)
  const { lines } = captionParts(release, { subtitle: '', source: '', definition: '', notes: [] })
  const { watermark, generatedAt } = releaseParts(release)
  const superseded = correction === null ? [] : [supersededWords(correction)]
  return {
    release: release.code,
    period: release.period,
    title: [`关于${formatPeriod(parsePeriod(release.period))}`, '产业工人队伍建设改革进展情况的通报'],
    paragraphs: writing.paragraphs,
    numbers: writing.numbers,
    names: [...writing.names],
    annexes: bulletinAnnexes(subject),
    office: answers.office,
    date: release.publishedAt === null ? null : formatDate(dayInChina(release.publishedAt)),
    foot: [
      lines.source,
      lines.asOf,
      lines.definition,
      ...(lines.note === null ? [] : [lines.note]),
      [lines.release, ...superseded].join('，'),
      lines.generated,
    ],
    demo: lines.demo,
    watermark,
    generatedAt,
    length: lengthOf(writing.paragraphs),
    warnings: warningsOf(subject, { writing, correction, limit: asked.limit ?? bulletinLimit }),
  }
}

/** Names in which digits stand that are no numbers of the text. */
function namesOf({ matrix, targets, plan }: BulletinSubject): string[] {
  const names = [
    ...matrix.indicators.map(({ name }) => name),
    ...targets.rows.map(({ indicator }) => indicator.name),
    ...planNames(plan),
  ]
  return [...new Set(names)].filter((name) => /\d/u.test(name))
}

/** What it rests on; after a correction, what was corrected and why. */
function writeOpening(writing: Writing, subject: BulletinSubject): void {
  const { release } = subject.overview
  const source = ofRelease(subject, 'overview/release', '发布')
  const quarter = formatPeriod(parsePeriod(release.period))
  const isOut = release.state === 'published'
  const basis = isOut ? `已经审定发布（发布编号${release.code}` : `正在审核，尚未发布（试看编号${release.code}`
  const opening = `${quarter}产业工人队伍建设改革进展数据${basis}，截至${formatDate(release.asOf)}），现将有关情况通报如下`
  writeSaid(writing, 'opening', [{ text: opening, source }])
  writeSaid(writing, 'correction', correctionSaid(subject))
  const provisional = provisionalWords(release.provisional ?? [])
  if (provisional !== null) writeSaid(writing, 'provisional', [{ text: provisional, source }])
}

function writeTopics(writing: Writing, heading: string, id: string, topics: readonly Topic[]): void {
  const told = topics.filter(({ said }) => said.length > 0)
  writePlain(writing, id, 'heading', heading)
  if (told.length === 0)
    writePlain(writing, `${id}-blank`, 'blank', '〔本期数据没有可以自动写入的内容，请起草单位填写〕')
  for (const [at, topic] of told.entries()) {
    writePlain(writing, `${topic.id}-title`, 'topic', `（${chineseOrdinal(at)}）${bulletinTopics[topic.id]}`)
    writeSaid(writing, topic.id, topic.said)
  }
}

function writeNext(writing: Writing, subject: BulletinSubject): void {
  writePlain(writing, 'next', 'heading', '四、下一步工作')
  for (const { id, said } of writtenMeasures(subject)) writeSaid(writing, id, said)
  writeSaid(writing, 'next-unstated', unstatedSaid(subject))
  writePlain(writing, 'next-blank', 'blank', '〔工作要求由起草单位填写〕')
}

type Looked = { readonly writing: Writing; readonly correction: string | null; readonly limit: number }

function warningsOf({ overview, score, targets }: BulletinSubject, { writing, correction, limit }: Looked): string[] {
  const { release } = overview
  const length = lengthOf(writing.paragraphs)
  const unstated = targets.rows.filter(({ lapse }) => lapse !== undefined && lapse !== null && lapse.statement === null)
  return [
    release.state === 'preview' ? '这是试看，数据尚未发布，不能印发。' : null,
    correction === null ? null : `这次发布已由${correction}更正，请改用更正后的发布。`,
    release.provisional === undefined ? null : '本期含快报数，正式数报送后数据会更正。',
    score === null ? '本期没有采用计分方案，通报不含综合得分和位次。' : null,
    unstated.length === 0 ? null : `${unstated.length}项滞后或未报的指标，牵头部门还没有经审定的原因说明和措施。`,
    length > limit ? `正文${length}字，超过${limit}字，请删减。` : null,
    release.isDemo ? '演示数据，不是真实统计结果。' : null,
  ].filter((words) => words !== null)
}
