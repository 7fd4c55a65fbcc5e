import type { Me } from '@cg/contract/session'
import { must } from '@cg/domain/must'
import { expect, it } from 'vitest'
import { landingPath, navFor } from './nav.ts'

const me = (grants: { role: Me['grants'][number]['role']; department?: string }[]): Me => ({
  user: { id: 1, login: 'x', name: '某人', mustChangePassword: false },
  grants: grants.map(({ role, department = null }) => ({
    role,
    department,
    departmentName: department,
    unit: null,
    unitName: null,
  })),
  city: '云川市',
  isDemo: false,
  prefix: '',
  emblem: null,
  mayShare: false,
  lastBackupAt: null,
})
const working = (who: Me) => navFor(who).working.map((item) => item.label)

it('offers a reviewer of one department no page of the whole city', () => {
  expect(working(me([{ role: 'reviewer' }]))).toEqual(['审核', '发布', '方案', '说明', '加减分', '参照', '目标设定'])
  expect(working(me([{ role: 'reviewer', department: 'RSJ' }]))).toEqual(['审核', '说明', '加减分'])
  expect(working(me([{ role: 'publisher', department: 'RSJ' }]))).toEqual([])
  expect(landingPath(me([{ role: 'publisher', department: 'RSJ' }]))).toBe('/')
})

it('has 核对 in the bar of districts, and of nobody else', () => {
  const [grant] = me([{ role: 'leader' }]).grants
  const district = { ...me([]), grants: [{ ...must(grant), unit: 'YC01', unitName: '东湾区' }] }
  expect(working(district)).toEqual(['核对'])
  expect(landingPath(district)).toBe('/u/YC01')
  expect(working(me([{ role: 'leader' }]))).toEqual([])
})

it('leads an admin to the administration and an auditor to the trail', () => {
  expect(landingPath(me([{ role: 'admin' }]))).toBe('/admin')
  expect(landingPath(me([{ role: 'auditor' }]))).toBe('/audit')
})
