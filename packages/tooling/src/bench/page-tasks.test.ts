import { expect, test } from 'vitest'
import { longestTask } from './page-tasks.ts'

const thread = (tid: number, name: string) => ({ name: 'thread_name', ph: 'M', pid: 1, tid, args: { name } })
const task = (tid: number, dur: number, tdur?: number) => ({
  name: 'ThreadControllerImpl::RunTask',
  ph: 'X',
  pid: 1,
  tid,
  dur,
  ...(tdur === undefined ? {} : { tdur }),
})

test('the longest task is that of a page’s main thread by the processor', () => {
  const events = [
    thread(1, 'CrRendererMain'),
    thread(2, 'Compositor'),
    task(1, 900_000, 90_000),
    task(1, 200_000, 120_000),
    task(2, 500_000, 500_000),
  ]
  expect(longestTask(events)).toBe(120)
  expect(longestTask([...events, task(1, 130_000)])).toBe(130)
  expect(() => longestTask(events.slice(1))).toThrow('no task of a page')
})
