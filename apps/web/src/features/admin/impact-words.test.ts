import type { PeriodInfo, UserInfo } from '@cg/contract/admin'
import { describe, expect, it } from 'vitest'
import { holidayImpact, leavingImpact, periodImpact } from './impact-words.ts'
import { draftOf } from './next-quarter.ts'

const quarter: PeriodInfo = {
  code: '2026Q3',
  opensAt: '2026-09-30T16:00:00.000Z',
  dueAt: '2026-10-15T10:00:00.000Z',
  closesAt: '2026-10-25T10:00:00.000Z',
  checkBy: null,
  reviewBy: null,
  publishBy: null,
  state: 'open',
  isDemo: false,
  formsAccepted: 12,
  formsDue: 20,
  releases: [],
}

describe('what saving a quarter changes', () => {
  it('is nothing where nothing is other, and for a new quarter', () => {
    expect(periodImpact(quarter, draftOf(quarter))).toEqual([])
    expect(periodImpact(undefined, draftOf(quarter))).toEqual([])
  })

  it('takes a step that was emptied for one without a date', () => {
    const dated = { ...quarter, checkBy: '2026-10-22T10:00:00.000Z' }
    expect(periodImpact(dated, { ...draftOf(dated), checkBy: '' })[0]).toBe(
      '牵头部门审核截止由2026年10月22日 18:00改为不设。',
    )
  })
})

describe('what a year’s holidays change', () => {
  it('is the reckoning of later quarters, and dates of running ones that nobody would be at work on', () => {
    const special = [{ day: '2026-10-15', kind: 'off' as const, name: '国庆节' }]
    expect(holidayImpact([quarter, { ...quarter, code: '2026Q2', state: 'closed' }], special)).toEqual([
      '开放以后的季度时按新的放假安排推算日期；已经设好的期次日期不变。',
      '2026年第三季度的截止时间 2026年10月15日 18:00 是星期四，国庆节放假，请核对。',
      '2026年第三季度的关闭时间 2026年10月25日 18:00 是星期日，不上班，请核对。',
    ])
  })
})

describe('what switching an account off changes', () => {
  const filler = (department: string, departmentName: string): UserInfo['grants'][number] => ({
    role: 'filler',
    department,
    departmentName,
    unit: null,
    unitName: null,
  })
  const user = (id: number, grants: UserInfo['grants'], isActive = true): UserInfo => ({
    id,
    login: `u${id}`,
    name: `人${id}`,
    isActive,
    isDemo: false,
    mustChangePassword: false,
    version: 1,
    lastSignInAt: null,
    grants,
  })

  it('says where nobody else in use holds the right', () => {
    const leaving = user(1, [filler('RSJ', '市人社局'), filler('TJJ', '市统计局')])
    const users = [leaving, user(2, [filler('TJJ', '市统计局')]), user(3, [filler('RSJ', '市人社局')], false)]
    expect(leavingImpact(leaving, users)).toEqual([
      '停用后不能登录，已登录的随即退出；以前的填报、审核和发布记录不变。',
      '市人社局没有其他在用的填报人，请先安排接替的人。',
    ])
  })
})
