import { act, renderHook } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { restMs, useTurning } from './turning.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const pass = (ms: number): void => act(() => void vi.advanceTimersByTime(ms))
const turning = (count: number, seconds = 25) => renderHook(() => useTurning(count, seconds))

describe('the pages of a screen', () => {
  test('turn by themselves, each after its seconds, and begin again', () => {
    const { result } = turning(3)
    pass(24_999)
    expect(result.current.at).toBe(0)
    pass(1)
    expect(result.current.at).toBe(1)
    pass(25_000)
    pass(25_000)
    expect(result.current.at).toBe(0)
  })

  test('stand for as long as they are held, and go on when that is ended', () => {
    const { result } = turning(3)
    act(() => result.current.toggle())
    expect(result.current.pause).toBe('held')
    pass(3_600_000)
    expect(result.current.at).toBe(0)
    act(() => result.current.toggle())
    pass(25_000)
    expect([result.current.pause, result.current.at]).toEqual(['none', 1])
  })

  test('stand while somebody is at the screen and go on by themselves a minute after the last touch', () => {
    const { result } = turning(3)
    act(() => result.current.touch())
    pass(restMs - 1)
    act(() => result.current.touch())
    pass(restMs - 1)
    expect([result.current.pause, result.current.at]).toEqual(['touched', 0])
    pass(1)
    expect(result.current.pause).toBe('none')
    pass(25_000)
    expect(result.current.at).toBe(1)
  })

  test('a touch does not end what is held', () => {
    const { result } = turning(3)
    act(() => result.current.toggle())
    act(() => result.current.touch())
    pass(restMs * 2)
    expect(result.current.pause).toBe('held')
  })

  test('are turned by hand in both directions, and stand there for a while', () => {
    const { result } = turning(3)
    act(() => result.current.step(-1))
    expect([result.current.at, result.current.pause]).toEqual([2, 'touched'])
    act(() => result.current.step(1))
    expect(result.current.at).toBe(0)
    act(() => result.current.goTo(1))
    expect(result.current.at).toBe(1)
  })

  test('a press before the pages have come counts when they have', () => {
    const { result, rerender } = renderHook(({ count }) => useTurning(count, 25), { initialProps: { count: 0 } })
    act(() => result.current.step(1))
    rerender({ count: 3 })
    expect(result.current.at).toBe(1)
  })

  test('leave one timer while they turn, none when a single page stands or the screen is left', () => {
    const { unmount } = turning(5, 5)
    for (let turn = 0; turn < 500; turn++) pass(5_000)
    expect(vi.getTimerCount()).toBe(1)
    unmount()
    expect(vi.getTimerCount()).toBe(0)
    turning(1)
    expect(vi.getTimerCount()).toBe(0)
  })
})
