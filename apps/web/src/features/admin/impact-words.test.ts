import type { PeriodInfo, UserInfo } from '@cg/contract/admin'
import { describe, expect, it } from 'vitest'
import { leavingImpact, periodImpact } from './impact-words.ts'
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

  it('names each date before and after, the forms it reaches, and what stays', () => {
    const draft = { ...draftOf(quarter), dueAt: '2026-10-20T10:00:00.000Z', checkBy: '2026-10-22T10:00:00.000Z' }
    expect(periodImpact(quarter, draft)).toEqual([
      '截止时间由2026年10月15日 18:00改为2026年10月20日 18:00。',
      '牵头部门审核截止由不设改为2026年10月22日 18:00。',
      '涉及 8 张还没有审核通过的报表。',
      '这一期还没有发布。',
    ])
    const done = { ...quarter, formsAccepted: 20, releases: ['CG-2026Q3-01'] }
    expect(periodImpact(done, { ...draftOf(done), state: 'closed' })).toEqual([
      '关闭后不再接收报送，确需补报的要先延期。',
      '这一期没有待通过的报表。',
      '已发布的CG-2026Q3-01不变。',
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
