import { expect, it } from 'vitest'
import {
  bulletinSentence,
  claimField,
  claimOwed,
  claimReported,
  claimShort,
  claimSilentUnits,
  claimSure,
  claimUndertaking,
  claimUnnamed,
  claimUnstated,
} from './bulletin.ts'
import { claimCorrected } from './corrected.ts'
import type { BulletinClaim } from './bulletin.ts'

const said = (claim: BulletinClaim | null): string | null => (claim === null ? null : bulletinSentence(claim))
const none = { undecided: 0, notDue: 0 }

it('counts forms only where the counts add up', () => {
  expect(said(claimReported({ due: 55, onTime: 49, late: 5, missing: 1, ...none }))).toBe(
    '本期应报报表55张，按期审核通过49张，迟报5张，未报1张',
  )
  expect(said(claimReported({ due: 3, onTime: 3, late: 0, missing: 0, ...none }))).toBe(
    '本期应报报表3张，均按期审核通过',
  )
  expect(claimReported({ due: 4, onTime: 3, late: 0, missing: 0, ...none })).toBeNull()
  expect(claimReported({ due: 0, onTime: 0, late: 0, missing: 0, ...none })).toBeNull()
})

it('names who owes forms once each, with how many', () => {
  expect(said(claimOwed('late', ['西屏区', '市人社局', '西屏区']))).toBe('迟报报表的有：西屏区2张、市人社局1张')
  expect(claimOwed('missing', [])).toBeNull()
  expect(said(claimSilentUnits([{ name: '岚谷县', indicators: 4 }]))).toBe(
    '因未报报表缺少考核指标数据的单位有：岚谷县4项',
  )
})

const rows = [1, 2, 3, 4, 5, 6].map((place) => ({ name: `第${place}县`, low: place, high: place }))

it('holds a place sure only where its whole span lies at that end', () => {
  expect(said(claimSure('upper', rows, true))).toBe(
    '综合得分位次区间在前2位以内的单位有（按行政区划顺序）：第1县、第2县',
  )
  expect(said(claimSure('lower', rows, false))).toBe('有2个单位综合得分位次区间在后2位以内')
  const wide = rows.map((row) => ({ ...row, low: Math.max(1, row.low - 1), high: Math.min(6, row.high + 1) }))
  expect(said(claimSure('lower', wide, true))).toBe('综合得分位次区间在后2位以内的单位有：第6县')
  expect(
    claimSure(
      'lower',
      rows.map((row) => ({ ...row, low: null })),
      true,
    ),
  ).toBeNull()
  expect(claimSure('upper', rows.slice(0, 5), true)).toBeNull()
})

it('counts who falls short and names whose shortfall is sure, if anybody may be named', () => {
  const judged = [
    { name: '甲县', isShort: true, isSure: true },
    { name: '乙县', isShort: true, isSure: false },
    { name: '丙县', isShort: false, isSure: false },
    { name: '丁县', isShort: null, isSure: false },
  ]
  const told = (isNamed: boolean) => said(claimShort('参保率', judged, { direction: 'higher', isNamed }))
  expect(told(true)).toBe('可比的3个单位中有2个单位的参保率低于时序目标，其中差距可以确定的是甲县')
  expect(told(false)).toBe('可比的3个单位中有2个单位的参保率低于时序目标')
  const all = judged.slice(0, 3).map((row) => ({ ...row, isShort: true, isSure: true }))
  expect(said(claimShort('参保率', all, { direction: 'higher', isNamed: true }))).toBe(
    '可比的3个单位的参保率均低于时序目标，差距均可以确定',
  )
  const most = [...all, ...all, ...all, { name: '末县', isShort: true, isSure: false }]
  expect(said(claimShort('参保率', most, { direction: 'higher', isNamed: true }))).toContain(
    '，其中9个单位的差距可以确定',
  )
  expect(claimShort('参保率', judged.slice(2), { direction: 'higher', isNamed: true })).toBeNull()
})

it('speaks of scores, falls and departments as they are', () => {
  const format = { unit: '分', decimals: 2 }
  expect(said(claimField({ units: 12, median: 96.14, low: 75.13, high: 99.89, format }))).toBe(
    '12个单位有综合得分，中位数96.14分，最高99.89分，最低75.13分',
  )
  expect(said(claimUnnamed('rank_fall', [3, 5]))).toBe('有2个单位综合得分位次较上季下降3位以上（含3位）')
  expect(claimUnnamed('not_reported', [])).toBeNull()
  const owner = '市人社局'
  const undertaking = {
    owner,
    subject: '参保率',
    lapse: 'late',
    measures: '上门办理。',
    expectation: '预计补报',
  } as const
  expect(said(claimUndertaking(undertaking))).toBe('参保率滞后于时序目标，由市人社局牵头，措施是：上门办理。预计补报')
  expect(claimUndertaking({ ...undertaking, measures: ' 。' })).toBeNull()
  expect(
    said(
      claimUnstated([
        { name: '甲率', owner },
        { name: '乙率', owner },
        { name: '丙率', owner: '市总工会（市产改办）' },
      ]),
    ),
  ).toBe('尚未说明原因和措施的牵头部门和指标：市人社局，甲率、乙率；市总工会（市产改办），丙率')
})

it('counts what a correction changed, and says so where it is nothing', () => {
  const corrected = { from: 'CG-2026Q2-01', figures: 6, scores: 4, names: ['全市', '经开区'], moved: 3 }
  expect(said(claimCorrected(corrected))).toBe(
    '与CG-2026Q2-01相比，有6个指标数值和4个综合得分不同，涉及全市、经开区，原数、现数和原因见所附对照表；另有3个数值不变，只是位次或状态随之变化',
  )
  const none = { ...corrected, figures: 0, scores: 0, names: [] }
  expect(said(claimCorrected({ ...none, moved: 0 }))).toBe('与CG-2026Q2-01相比，公布的指标数值没有变化')
  expect(said(claimCorrected(none))).toBe('与CG-2026Q2-01相比，公布的指标数值没有变化，只是有3个数值的位次或状态变化')
})
