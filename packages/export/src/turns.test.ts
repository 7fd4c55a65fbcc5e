import { expect, test } from 'vitest'
import { openTurns } from './turns.ts'

const of = (owner: string) => ({ owner, isFirst: false })

/** Serves all that wait; each turn of an owner costs what is said. */
function served(turns: ReturnType<typeof openTurns>, cost: Readonly<Record<string, number>>): string[] {
  const order: string[] = []
  for (let turn = turns.take(); turn !== null; turn = turns.take()) {
    order.push(turn.owner ?? 'panel')
    turns.charge(turn, cost[turn.owner ?? ''] ?? 0)
  }
  return order
}

test('who asks for posters waits as long as who asks for charts: turns are shared by what they cost', () => {
  const turns = openTurns()
  for (const owner of ['posters', 'posters', 'posters', 'charts', 'charts', 'charts', 'charts']) turns.add(of(owner))
  expect(served(turns, { posters: 3000, charts: 1000 })).toEqual([
    'posters',
    'charts',
    'charts',
    'charts',
    'posters',
    'charts',
    'posters',
  ])
})

test('who comes new is next, and has no credit over those who were there', () => {
  const turns = openTurns()
  for (let at = 0; at < 6; at++) turns.add(of('early'))
  for (let at = 0; at < 3; at++) {
    const turn = turns.take()
    if (turn !== null) turns.charge(turn, 1000)
  }
  for (let at = 0; at < 4; at++) turns.add(of('late'))
  expect(served(turns, { early: 1000, late: 1000 })).toEqual([
    'late',
    'early',
    'late',
    'early',
    'late',
    'early',
    'late',
  ])
})

test('a panel goes first and costs its owner nothing', () => {
  const turns = openTurns()
  const panel = { owner: null, isFirst: true }
  turns.add(of('a'))
  turns.add(panel)
  expect(served(turns, { a: 1 })).toEqual(['panel', 'a'])
})

test('one that is given up is out, and nothing is taken twice', () => {
  const turns = openTurns()
  const [first, second] = [of('a'), of('b')]
  turns.add(first)
  turns.add(second)
  expect([turns.remove(first), turns.remove(first)]).toEqual([true, false])
  expect(turns.take()).toBe(second)
  expect(turns.take()).toBeNull()
})
