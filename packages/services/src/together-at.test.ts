import { expect, it } from 'vitest'
import { togetherAt } from './together-at.ts'

it('reads once for all who ask under one key meanwhile, and anew afterwards, under another key, or for each alone', async () => {
  const asked: string[] = []
  const answers: PromiseWithResolvers<string>[] = []
  const read = togetherAt((about: string) => {
    asked.push(about)
    const answer = Promise.withResolvers<string>()
    answers.push(answer)
    return answer.promise
  })
  const all = [read('1', 'a'), read('1', 'a'), read('2', 'b'), read(null, 'c'), read(null, 'c')]
  expect(asked).toEqual(['a', 'b', 'c', 'c'])
  for (const [at, answer] of answers.entries()) answer.resolve(String(at))
  expect(await Promise.all(all)).toEqual(['0', '0', '1', '2', '3'])
  const failed = read('1', 'a')
  answers.at(-1)?.reject(new Error('away'))
  await expect(failed).rejects.toThrow('away')
  const again = read('1', 'a')
  answers.at(-1)?.resolve('new')
  expect([await again, asked.length]).toEqual(['new', 6])
})
