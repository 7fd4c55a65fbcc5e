import { sealWords } from '@cg/charts/stamp'
import type { Sealed } from '@cg/contract/release/head'
import { followUpKindNames } from '@cg/contract/follow-up'
import type { FrozenMeasure, PlanFacts } from '@cg/contract/release/plan'
import { taskStandingNames } from '@cg/contract/task'
import { measureStandingNames } from '@cg/domain/claim/key-plan'
import { namesWords } from '@cg/domain/claim/words'
import { formatDate, formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import type { LedgerModel, LedgerTable } from './ledger-pdf.ts'

/** 重点任务 and 督办 of a release, to be printed. */
export function planLedgerModel({ release, plan, followUps, seal }: Sealed<PlanFacts>): LedgerModel {
  const quarter = formatPeriod(parsePeriod(release.period))
  const isOut = release.state === 'published'
  const foot = `截至${formatDate(release.asOf)} ｜ ${isOut ? '发布编号' : '试看编号'}：${release.code}${sealWords(seal)}`
  return {
    title: `${release.city}${quarter}重点任务和督办`,
    subtitle: plan?.name ?? '这次发布没有收入重点任务',
    tables: [
      ...(plan?.tasks ?? []).map(({ code, name, measures }) =>
        taskTable(`${Number(code.slice(1))}. ${name}`, measures),
      ),
      ...(followUps === null ? [] : [followUpTable(followUps)]),
    ],
    notes: [
      `节点是否逾期按${formatDate(release.asOf)}判定；进展为牵头部门报送、市产改办采纳。`,
      ...(followUps === null
        ? []
        : [`督办为${formatDate(followUps.asOf)}在办的和本季以来销号的，是否逾期按这一天判定。`]),
    ],
    foot,
    demo: release.isDemo ? '演示数据' : null,
    watermark: isOut ? null : '试看',
    generatedAt: release.publishedAt ?? release.preparedAt,
    file: [release.period, '重点任务和督办', isOut ? '' : '试看', release.code],
  }
}

const taskColumns = [
  { header: '措施', share: 3 },
  { header: '牵头、配合部门', share: 2 },
  { header: '状态', share: 0 },
  { header: '节点、时限和完成情况', share: 5 },
  { header: '进展', share: 4 },
]

function taskTable(title: string, measures: readonly FrozenMeasure[]): LedgerTable {
  return {
    title,
    columns: taskColumns,
    rows: measures.map(({ name, lead, assists, standing, milestones, report }) => [
      name,
      assists.length === 0 ? lead.name : `${lead.name}\n配合：${assists.map((one) => one.name).join('、')}`,
      measureStandingNames[standing],
      milestones.map(milestoneWords).join('\n') || '—',
      report === null
        ? '没有经采纳的进展'
        : `${formatPeriod(parsePeriod(report.period))}，${taskStandingNames[report.standing]}：${report.progress}`,
    ]),
  }
}

function milestoneWords({
  name,
  dueOn,
  isByUnit,
  of,
  done,
  doneOn,
  missing,
  isOverdue,
}: FrozenMeasure['milestones'][number]): string {
  const due = `${name}（${formatDate(dueOn)}）`
  if (doneOn !== null) return `${due}：已完成`
  if (!isByUnit) return `${due}：${isOverdue ? '逾期未完成' : '未完成'}`
  const units = missing.map((unit) => unit.name)
  const who = isOverdue ? `，逾期未完成：${namesWords(units, units.length)}` : ''
  return `${due}：${of}个区县完成${done}个${who}`
}

const followUpColumns = [
  { header: '编号', share: 0 },
  { header: '来源', share: 0 },
  { header: '督办事项', share: 4 },
  { header: '督办要求', share: 3 },
  { header: '责任单位', share: 1.4 },
  { header: '办结期限', share: 0 },
  { header: '办理情况', share: 3 },
]

function followUpTable({ items }: NonNullable<PlanFacts['followUps']>): LedgerTable {
  const open = items.filter(({ closed }) => closed === null)
  return {
    title: `督办事项：在办${open.length}件，本季以来销号${items.length - open.length}件`,
    columns: followUpColumns,
    rows: [...open, ...items.filter(({ closed }) => closed !== null)].map((one) => [
      String(one.id),
      followUpKindNames[one.kind],
      one.about,
      one.requirement,
      one.responsible,
      formatDate(one.dueOn),
      one.closed === null
        ? one.isOverdue
          ? '逾期未办结'
          : '在办'
        : `${formatDate(one.closed.on)}销号：${one.closed.words}`,
    ]),
  }
}
