import { must } from '@cg/domain/must'
import { expect, it } from 'vitest'
import { openGate } from './gate.ts'

const words = { own: '您已有3个，请待其完成', full: '人较多，请几秒后再来', late: '还没有轮到，请几秒后再来' }
const limits = { most: 2, mostEach: 3, mostWaiting: 4, patienceMs: 60_000, words }

it('lets so many in, the others in turn by person, and refuses who finds the queue full', async () => {
  const gate = openGate(limits)
  const order: string[] = []
  const enter = (person: string) =>
    gate.enter(person).then((place) => {
      order.push(person)
      return place
    })
  const [first, second] = await Promise.all([enter('greedy'), enter('greedy')])
  const third = enter('greedy')
  await expect(gate.enter('greedy')).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('您已有3个') as unknown,
  })
  const others = ['b', 'c', 'd'].map(enter)
  const refused = gate.enter('e')
  await expect(refused).rejects.toMatchObject({ detail: { reason: 'server.busy', retryAfterSeconds: 5 } })
  await expect(refused).rejects.toThrow('人较多，请几秒后再来')
  expect(order).toEqual(['greedy', 'greedy'])
  must(first).leave()
  must(first).leave()
  await others[0]
  must(second).leave()
  await others[1]
  expect(order).toEqual(['greedy', 'greedy', 'b', 'c'])
  for (const other of await Promise.all(others.slice(0, 2))) other.leave()
  await Promise.all([third, others[2]])
  expect(order.slice(4).toSorted()).toEqual(['d', 'greedy'])
})

it('tells who has waited too long to come again, and forgets them', async () => {
  const gate = openGate({ ...limits, most: 1, mostEach: 1, patienceMs: 30 })
  const held = await gate.enter('a')
  await expect(gate.enter('b')).rejects.toThrow('还没有轮到')
  held.leave()
  await expect(gate.enter('b')).resolves.toBeDefined()
})
