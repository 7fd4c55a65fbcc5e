import { sealRows, sealWords } from '@cg/charts/stamp'
import type { Sealed } from '@cg/contract/release/head'
import {
  departmentNotes,
  departmentsTitle,
  dutyWords,
  figureState,
  milestoneWords,
  standingWords,
} from '@cg/charts/page/departments'
import { departmentRoleNames } from '@cg/contract/release/departments'
import type { DepartmentFact, DepartmentMeasure, DepartmentsFacts } from '@cg/contract/release/departments'
import { formatDate, formatPeriod, formatState } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { writeWorkbook } from './chart-workbook.ts'
import type { Sheet, SheetCell } from './chart-workbook.ts'

/** 部门: sheets 部门一览, 牵头指标, 重点任务, 数据项和台账 and 说明, of one release. */
export async function renderDepartments(facts: Sealed<DepartmentsFacts>): Promise<Uint8Array> {
  const { release } = facts
  const title = `${release.city}${formatPeriod(parsePeriod(release.period))}产改各部门任务和指标`
  return writeWorkbook(
    [listSheet(facts), figureSheet(facts), taskSheet(facts), ownSheet(facts), aboutSheet(facts, title)],
    {
      title,
      generatedAt: release.publishedAt ?? release.preparedAt,
      foot: `${title}　发布编号：${release.code}${sealWords(facts.seal)}`,
    },
  )
}

function listSheet({ departments, plan }: DepartmentsFacts): Sheet {
  const lit = (one: DepartmentFact, light: string) => one.indicators.filter((figure) => figure.light === light).length
  return {
    name: '部门一览',
    header: [
      '部门',
      '角色',
      '牵头指标',
      '其中达标',
      '其中临近',
      '其中滞后',
      '数据项',
      '台账',
      '牵头措施',
      '协办措施',
      '今年应报（张）',
      '按时',
      '逾期',
      '未报',
      '在办',
      '说明',
    ],
    rows: departments.map((one): SheetCell[] => [
      one.name,
      departmentRoleNames[one.role],
      one.indicators.length,
      lit(one, 'met'),
      lit(one, 'near'),
      lit(one, 'late'),
      one.items.length,
      one.registers.length,
      // Of a release that froze no plan no number of measures is known.
      plan === null ? '未收入' : one.leads.length,
      plan === null ? '未收入' : one.assists.length,
      one.reports.due,
      one.reports.onTime,
      one.reports.late,
      one.reports.missing,
      one.reports.open,
      dutyWords(one, plan),
    ]),
    decimals: [null, null, ...Array.from({ length: 13 }, () => 0), null],
  }
}

function figureSheet({ departments, targetYear, release }: DepartmentsFacts): Sheet {
  const figures = departments.flatMap((one) => one.indicators.map((figure) => ({ department: one.name, figure })))
  return {
    name: '牵头指标',
    header: ['部门', '指标代码', '指标', '计量单位', '全市', `${targetYear}年目标`, '状态', '数据所属季度'],
    rows: figures.map(({ department, figure }): SheetCell[] => [
      department,
      figure.code,
      figure.name,
      figure.unit,
      figure.value ?? formatState(figure.state),
      figure.target,
      figureState(figure),
      formatPeriod(parsePeriod(figure.carriedFrom ?? release.period)),
    ]),
    decimals: [null, null, null, null, 4, 4, null, null],
    cellDecimals: new Map(
      figures.flatMap(({ figure: { decimals } }, row): [string, number][] => [
        [`${row},4`, decimals],
        [`${row},5`, decimals],
      ]),
    ),
  }
}

function taskSheet({ departments }: DepartmentsFacts): Sheet {
  const line = (department: string, part: string, one: DepartmentMeasure): SheetCell[] => [
    department,
    part,
    one.task,
    one.name,
    one.lead,
    standingWords(one),
    milestoneWords(one),
    one.unmet.join('；'),
  ]
  return {
    name: '重点任务',
    header: ['部门', '牵头或协办', '重点任务', '措施', '牵头部门', '报告的进展', '里程碑', '到期未完成'],
    rows: departments.flatMap(({ name, leads, assists }) => [
      ...leads.map((one) => line(name, '牵头', one)),
      ...assists.map((one) => line(name, '协办', one)),
    ]),
    decimals: Array.from({ length: 8 }, () => null),
  }
}

function ownSheet({ departments }: DepartmentsFacts): Sheet {
  return {
    name: '数据项和台账',
    header: ['部门', '类别', '代码', '名称', '计量单位', '说明'],
    rows: departments.flatMap(({ name, items, registers, helps }): SheetCell[][] => [
      ...items.map((item): SheetCell[] => [
        name,
        '数据项',
        item.code,
        item.name,
        item.unit,
        item.isTyped ? '在报表中填报' : '由台账或报表记录得出，不另行填报',
      ]),
      ...registers.map((one): SheetCell[] => [
        name,
        '台账',
        one.code,
        one.name,
        '条',
        one.records === 0 ? '尚无入账记录' : `${one.records}条记录`,
      ]),
      ...helps.map((one): SheetCell[] => [
        name,
        '协助填报',
        one.code,
        one.name,
        '',
        `协助${one.owner}：${one.supplies}`,
      ]),
    ]),
    decimals: Array.from({ length: 6 }, () => null),
  }
}

function aboutSheet(facts: Sealed<DepartmentsFacts>, title: string): Sheet {
  const { release } = facts
  return {
    name: '说明',
    header: ['项目', '内容'],
    rows: [
      ['标题', title],
      ['概况', departmentsTitle(facts)],
      ['报告期', formatPeriod(parsePeriod(release.period))],
      ['发布编号', release.code],
      ...sealRows(facts.seal),
      ['发布日期', formatDate((release.publishedAt ?? release.preparedAt).slice(0, 10))],
      ...departmentNotes(facts).map((note): SheetCell[] => ['注', note]),
      ...(release.isDemo ? [['数据性质', '演示数据']] : []),
    ],
    decimals: [null, null],
    isText: true,
  }
}
