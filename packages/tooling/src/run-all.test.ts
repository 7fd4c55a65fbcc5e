import { expect, it } from 'vitest'
import { runAll } from './run-all.ts'

it('runs no more at once than it may, in their order, and gives what they give in the same', async () => {
  const ends: (() => void)[] = []
  const begun: string[] = []
  const all = runAll(
    ['server', 'browser', 'web'],
    async (name) => {
      begun.push(name)
      await new Promise<void>((resolve) => ends.push(resolve))
      return `${name} ended`
    },
    2,
  )
  expect(begun).toEqual(['server', 'browser'])
  ends[1]?.()
  await expect.poll(() => begun).toEqual(['server', 'browser', 'web'])
  ends[2]?.()
  ends[0]?.()
  expect(await all).toEqual(['server ended', 'browser ended', 'web ended'])
})

it('rejects with the task that does', async () => {
  await expect(runAll(['a'], () => Promise.reject(new Error('broken')), 2)).rejects.toThrow('broken')
})
