import type { DepartmentFact, DepartmentsFacts } from '@cg/contract/release/departments'
import { departmentsTitle, dutyWords, lightCounts, reportWords } from '@cg/charts/page/departments'
import { readXlsx } from 'hucre/xlsx'
import { expect, it } from 'vitest'
import { renderDepartments } from './departments.ts'

const idle: DepartmentFact = {
  code: 'GAJ',
  name: '市公安局',
  role: 'participant',
  indicators: [],
  supplies: [],
  items: [],
  helps: [],
  registers: [],
  leads: [],
  assists: [],
  reports: { due: 0, onTime: 0, late: 0, missing: 0, open: 0 },
}

const measure = {
  task: '健全权益保障',
  name: '清理选择性参保',
  lead: '市人社局',
  standing: 'behind' as const,
  milestones: 2,
  due: 1,
  done: 0,
  unmet: ['检查一轮'],
}

const figure = { unit: '%', decimals: 1, carriedFrom: null, target: 90 }
const busy: DepartmentFact = {
  ...idle,
  code: 'RSJ',
  name: '市人社局',
  role: 'member',
  indicators: [
    { ...figure, code: 'QY09', name: '养老保险参保率', value: 92.74, state: 'reported', light: 'met' },
    { ...figure, code: 'QY11', name: '失业保险参保率', value: null, state: 'not_reported', light: null },
  ],
  items: [{ code: 'P_PEN', name: '参保人数', unit: '人', isTyped: true }],
  registers: [{ code: 'TRADE', name: '竞赛工种', records: 0 }],
  leads: [measure],
  reports: { due: 6, onTime: 4, late: 1, missing: 1, open: 0 },
}

const facts: DepartmentsFacts = {
  release: {
    code: 'CG-2026Q2-01',
    period: '2026Q2',
    city: '云川市',
    isDemo: true,
    preparedAt: '2026-07-20T02:00:00.000Z',
    publishedAt: '2026-07-21T02:00:00.000Z',
  } as DepartmentsFacts['release'],
  targetYear: 2026,
  asOf: '2026-06-30',
  plan: '实施方案',
  quarters: ['2026Q1', '2026Q2'],
  departments: [busy, { ...idle, assists: [measure] }],
}

it('the workbook has a line for every department, indicator and task, and names its release', async () => {
  const { sheets } = await readXlsx(await renderDepartments(facts))
  expect(sheets.map(({ name }) => name)).toEqual(['部门一览', '牵头指标', '重点任务', '数据项和台账', '说明'])
  expect(sheets[0]?.rows.slice(1).map((row) => row.slice(0, 15))).toEqual([
    ['市人社局', '成员单位', 2, 1, 0, 0, 1, 1, 1, 0, 6, 4, 1, 1, 0],
    ['市公安局', '参与单位', 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0],
  ])
  expect(sheets[1]?.rows.slice(1)).toEqual([
    ['市人社局', 'QY09', '养老保险参保率', '%', 92.74, 90, '达标', '2026年第二季度'],
    ['市人社局', 'QY11', '失业保险参保率', '%', '未报', 90, '未报', '2026年第二季度'],
  ])
  expect(sheets[2]?.rows.slice(1).map((row) => [row[0], row[1], row[5], row[6], row[7]])).toEqual([
    ['市人社局', '牵头', '滞后', '到期1个，完成0个', '检查一轮'],
    ['市公安局', '协办', '滞后', '到期1个，完成0个', '检查一轮'],
  ])
  expect(sheets[3]?.rows.at(-1)).toEqual(['市人社局', '台账', 'TRADE', '竞赛工种', '条', '尚无入账记录'])
  expect(sheets[4]?.rows.flat()).toContain('CG-2026Q2-01')
})

it('what is said of a department is true of it', () => {
  expect(departmentsTitle(facts)).toBe('2个部门：1个有牵头的指标，1个有牵头的任务')
  expect(departmentsTitle({ ...facts, departments: [idle] })).toBe('1个部门：0个有牵头的指标')
  expect([lightCounts(busy), lightCounts(idle)]).toEqual(['达标1', ''])
  expect([reportWords(busy), reportWords(idle)]).toEqual(['应报6张：按时4，逾期1，未报1', '无报表'])
  expect(dutyWords(busy, '方案')).toBe('成员单位，牵头2项指标，负责1个数据项，登记1类台账，牵头1项措施。')
  expect(dutyWords(idle, '方案')).toBe(
    '参与单位。重点任务没有列明由其牵头或协办的措施，目录没有由其负责的指标、数据项和台账。',
  )
})
