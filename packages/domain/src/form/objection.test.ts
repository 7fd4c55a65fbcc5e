import { describe, expect, it } from 'vitest'
import { closingFault, isWindowOpen, objectionMoves, objectionStates } from './objection.ts'

describe('objectionMoves', () => {
  const none = { speaks: false, decides: false, isAuthor: false }

  it('lets the district take back what waits, and the office answer it', () => {
    expect(objectionMoves('submitted', { ...none, speaks: true, isAuthor: true })).toEqual(['withdraw'])
    expect(objectionMoves('submitted', { ...none, decides: true })).toEqual(['uphold', 'refuse'])
    expect(objectionMoves('submitted', none)).toEqual([])
  })

  it('lets nobody answer their own objection', () => {
    expect(objectionMoves('submitted', { speaks: true, decides: true, isAuthor: true })).toEqual(['withdraw'])
  })

  it('leaves what was answered or taken back as it is', () => {
    const all = { speaks: true, decides: true, isAuthor: false }
    for (const state of objectionStates) {
      if (state !== 'submitted') expect(objectionMoves(state, all), state).toEqual([])
    }
  })
})

describe('a window', () => {
  const now = new Date('2026-10-20T02:00:00.000Z')

  it('is open up to its time, and not once it was ended', () => {
    expect(isWindowOpen({ closesAt: '2026-10-20T02:00:00.001Z', endedAt: null }, now)).toBe(true)
    expect(isWindowOpen({ closesAt: '2026-10-20T02:00:00.000Z', endedAt: null }, now)).toBe(false)
    expect(isWindowOpen({ closesAt: '2026-10-25T02:00:00.000Z', endedAt: '2026-10-19T02:00:00.000Z' }, now)).toBe(false)
  })

  it('lasts an hour at least and sixty days at most', () => {
    expect(closingFault('2026-10-20T02:59:59.999Z', now)).toBe('soon')
    expect(closingFault('2026-10-20T03:00:00.000Z', now)).toBeNull()
    expect(closingFault('2026-12-19T02:00:00.000Z', now)).toBeNull()
    expect(closingFault('2026-12-19T02:00:00.001Z', now)).toBe('far')
  })
})
