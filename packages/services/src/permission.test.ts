import { describe, expect, it } from 'vitest'
import type { Actor, Grant } from './context.ts'
import { fillsFor, hasCityRole, hasRole, hasRoleFor, requireCityRole } from './permission.ts'

const actor = (...grants: Grant[]): Actor => ({
  userId: 1,
  login: 'x',
  name: '某人',
  mustChangePassword: false,
  grants,
})
const city = { department: null, unit: null }
const ofRsj = { department: 'RSJ', unit: null }
const ofAp = { department: null, unit: 'AP' }

describe('a grant reaches no further than its scope', () => {
  it.each(['leader', 'reviewer', 'publisher', 'admin', 'auditor'] as const)('%s', (role) => {
    const reach = (scope: Omit<Grant, 'role'>) => {
      const one = actor({ role, ...scope })
      return {
        city: hasCityRole(one, role),
        rsj: hasRoleFor(one, { department: 'RSJ' }, role),
        zgh: hasRoleFor(one, { department: 'ZGH' }, role),
        ap: hasRoleFor(one, { department: 'ZGH', unit: 'AP' }, role),
        bs: hasRoleFor(one, { department: 'ZGH', unit: 'BS' }, role),
        somewhere: hasRole(one, role),
      }
    }
    expect(reach(city)).toEqual({ city: true, rsj: true, zgh: true, ap: true, bs: true, somewhere: true })
    expect(reach(ofRsj)).toEqual({ city: false, rsj: true, zgh: false, ap: false, bs: false, somewhere: true })
    expect(reach(ofAp)).toEqual({ city: false, rsj: false, zgh: false, ap: true, bs: false, somewhere: true })
  })

  it('and a filler of nobody in particular fills for nobody', () => {
    expect(fillsFor(actor({ role: 'filler', ...city }), { department: 'RSJ' })).toBe(false)
    expect(fillsFor(actor({ role: 'filler', ...ofRsj }), { department: 'RSJ' })).toBe(true)
  })

  it('one role lends its scope to no other', () => {
    const both = actor({ role: 'leader', ...city }, { role: 'reviewer', ...ofRsj })
    expect(() => requireCityRole(both, 'reviewer', 'publisher')).toThrow('限于部门或区县')
    expect(hasRoleFor(both, { department: 'ZGH' }, 'reviewer')).toBe(false)
  })
})
