import { sealRows, sealWords } from '@cg/charts/stamp'
import type { Sealed } from '@cg/contract/release/head'
import { followUpKindNames } from '@cg/contract/follow-up'
import type { FrozenMeasure, PlanFacts } from '@cg/contract/release/plan'
import { taskStandingNames } from '@cg/contract/task'
import { measureStandingNames } from '@cg/domain/claim/key-plan'
import { formatDate, formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { writeWorkbook } from './chart-workbook.ts'
import type { Sheet, SheetCell } from './chart-workbook.ts'

/** 重点任务 and 督办 of a release as a workbook: the measures with their milestones, what is followed up, where it is from. */
export async function renderPlanBook(facts: Sealed<PlanFacts>): Promise<Uint8Array> {
  const { release, plan, followUps } = facts
  const title = `${release.city}${formatPeriod(parsePeriod(release.period))}重点任务和督办`
  const sheets = [
    ...(plan === null ? [] : [measureSheet(plan), milestoneSheet(plan)]),
    ...(followUps === null ? [] : [followUpSheet(followUps)]),
    aboutSheet(facts),
  ]
  return writeWorkbook(sheets, {
    title,
    generatedAt: release.publishedAt ?? release.preparedAt,
    foot: `${title}　发布编号：${release.code}${sealWords(facts.seal)}`,
  })
}

type Plan = NonNullable<PlanFacts['plan']>

function rowsOf({ tasks }: Plan, cells: (measure: FrozenMeasure) => SheetCell[][]): SheetCell[][] {
  return tasks.flatMap(({ name, measures }) =>
    measures.flatMap((measure) => cells(measure).map((row): SheetCell[] => [name, measure.name, ...row])),
  )
}

const measureHeads = ['重点任务', '措施', '牵头部门', '配合部门', '状态', '所报进展', '报送季度', '进展情况', '佐证']
const milestoneHeads = [
  '重点任务',
  '措施',
  '牵头部门',
  '节点',
  '完成时限',
  '完成单位',
  '应完成',
  '已完成',
  '其中迟于时限',
  '全部完成日期',
  '未完成单位',
  '是否逾期',
]

function measureSheet(plan: Plan): Sheet {
  return {
    name: '措施',
    header: measureHeads,
    rows: rowsOf(plan, ({ lead, assists, standing, report }) => [
      [
        lead.name,
        assists.map(({ name }) => name).join('、'),
        measureStandingNames[standing],
        report === null ? '未报' : taskStandingNames[report.standing],
        report === null ? '' : formatPeriod(parsePeriod(report.period)),
        report?.progress ?? '',
        report?.evidence ?? '',
      ],
    ]),
    decimals: measureHeads.map(() => null),
    isText: true,
  }
}

function milestoneSheet(plan: Plan): Sheet {
  return {
    name: '节点',
    header: milestoneHeads,
    rows: rowsOf(plan, ({ lead, milestones }) =>
      milestones.map(({ name, dueOn, isByUnit, of, done, late, doneOn, missing, isOverdue }) => [
        lead.name,
        name,
        formatDate(dueOn),
        isByUnit ? '各区县' : '全市',
        of,
        done,
        late,
        doneOn === null ? '' : formatDate(doneOn),
        missing.map((unit) => unit.name).join('、'),
        isOverdue ? '逾期' : '',
      ]),
    ),
    decimals: milestoneHeads.map((_head, at) => (at >= 6 && at <= 8 ? 0 : null)),
  }
}

const followUpHeads = [
  '编号',
  '来源',
  '督办事项',
  '督办要求',
  '责任单位',
  '发出日期',
  '办结期限',
  '是否逾期',
  '销号日期',
  '销号依据',
]

function followUpSheet({ items }: NonNullable<PlanFacts['followUps']>): Sheet {
  return {
    name: '督办',
    header: followUpHeads,
    rows: items.map((one): SheetCell[] => [
      one.id,
      followUpKindNames[one.kind],
      one.about,
      one.requirement,
      one.responsible,
      formatDate(one.openedOn),
      formatDate(one.dueOn),
      one.isOverdue ? '逾期' : '',
      one.closed === null ? '' : formatDate(one.closed.on),
      one.closed?.words ?? '',
    ]),
    decimals: followUpHeads.map((_head, at) => (at === 0 ? 0 : null)),
  }
}

function aboutSheet({ release, plan, followUps, seal }: Sealed<PlanFacts>): Sheet {
  const rows: [string, string][] = [
    ['报告期', formatPeriod(parsePeriod(release.period))],
    ['截至', `${formatDate(release.asOf)}；节点是否逾期按这一天判定`],
    ...(plan === null ? [['重点任务', '这次发布没有收入重点任务'] as [string, string]] : []),
    [
      '督办',
      followUps === null
        ? '这次发布没有收入督办事项'
        : `收入${formatDate(followUps.asOf)}在办的和本季以来销号的，是否逾期按这一天判定`,
    ],
    ['数据来源', '牵头部门报送、市产改办采纳的进展；市产改办督办台账'],
    ['发布编号', release.code],
    ...sealRows(seal),
    ['发布日期', formatDate((release.publishedAt ?? release.preparedAt).slice(0, 10))],
    ...(release.isDemo ? [['数据性质', '演示数据'] as [string, string]] : []),
  ]
  return { name: '说明', header: ['项目', '内容'], rows, decimals: [null, null], isText: true }
}
