import { expect, it } from 'vitest'
import { runsOf } from './use-lines.ts'

const ten = () => 10

it('lines that are not drawn stand as room of their height, above, between and below', () => {
  expect(runsOf(100, { from: 40, to: 60, focused: null }, 0, ten)).toEqual([
    { kind: 'drawn', from: 0, to: 1 },
    { kind: 'room', from: 1, height: 390 },
    { kind: 'drawn', from: 40, to: 60 },
    { kind: 'room', from: 60, height: 400 },
  ])
})

it('the line of the focus stays drawn, once, wherever the frame went', () => {
  const drawn = (focused: number) =>
    runsOf(100, { from: 40, to: 60, focused }, 0, ten).flatMap((run) =>
      run.kind === 'drawn' ? [[run.from, run.to]] : [],
    )
  expect([drawn(80), drawn(45), drawn(0)]).toEqual([
    [
      [0, 1],
      [40, 60],
      [80, 81],
    ],
    [
      [0, 1],
      [40, 60],
    ],
    [
      [0, 1],
      [40, 60],
    ],
  ])
})

it('the whole height is the same whatever is drawn', () => {
  const heightOf = (line: number) => 30 + (line % 3)
  const whole = Array.from({ length: 100 }, (_, line) => heightOf(line)).reduce((a, b) => a + b, 0)
  for (const shown of [
    { from: 0, to: 30, focused: 99 },
    { from: 70, to: 120, focused: 3 },
  ]) {
    const runs = runsOf(100, shown, 0, heightOf)
    const heights = runs.map((run) =>
      run.kind === 'room'
        ? run.height
        : Array.from({ length: run.to - run.from }, (_, at) => heightOf(run.from + at)).reduce((a, b) => a + b, 0),
    )
    expect(heights.reduce((a, b) => a + b, 0)).toBe(whole)
  }
})
