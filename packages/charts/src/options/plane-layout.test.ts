import { must } from '@cg/domain/must'
import { describe, expect, it } from 'vitest'
import { resourceNeed } from '../models/resource-need.ts'
import { leastDots, swarm } from '../models/swarm.ts'
import { equityFacts } from '../testing/fixtures.ts'
import { textWidth } from '../text-layout.ts'
import { planeLayout, rowMark } from './plane-layout.ts'

const box = { left: 0, top: 0, width: 600, height: 400 }

function planeOf(model: ReturnType<typeof swarm>) {
  if (model.body.form !== 'plane') throw new Error(model.body.form)
  return model.body
}

describe('a swarm', () => {
  it('keeps its dots apart, within their rows, at their values', () => {
    const body = planeOf(swarm(equityFacts(), { kind: 'swarm' }))
    const { dots, xOf, yOf, rowHeight } = planeLayout(body, box, 13)
    expect(dots).toHaveLength(21)
    for (const one of dots) {
      expect(one.x).toBe(xOf(one.dot.x))
      expect(Math.abs(one.y - yOf(one.dot.y)) + one.r).toBeLessThanOrEqual(rowHeight / 2 + 1e-9)
      const touching = dots.filter(
        (other) => other !== one && Math.hypot(other.x - one.x, other.y - one.y) < other.r + one.r,
      )
      expect(touching.map(({ dot }) => dot.key)).toEqual([])
    }
  })

  it.each([
    [340, 330],
    [600, 400],
    [1100, 520],
  ])('at %i × %i names units where nothing else is, and leaves dots off the words of the middle', (width, height) => {
    const body = planeOf(swarm(equityFacts(), { kind: 'swarm', focus: 'YC01' }))
    const em = 13
    const layout = planeLayout(body, { left: 0, top: 0, width, height }, em)
    type Words = { text: string; x: number; y: number; align: 'left' | 'right' }
    const boxOf = ({ text, x, y, align }: Words) => {
      const left = align === 'left' ? x : x - textWidth(text) * em
      return { text, left, right: left + textWidth(text) * em, top: y - em / 2, bottom: y + em / 2 }
    }
    const marks = body.rows.flatMap((_, row) => rowMark(body, row, layout, em) ?? [])
    const boxes = [...layout.names.filter(({ dot }) => dot.tone !== 'focus'), ...marks].map(boxOf)
    expect([marks.length, layout.names.filter(({ dot }) => dot.tone === 'focus').length]).toEqual([2, 2])
    expect(layout.names.length).toBeGreaterThanOrEqual(4)
    for (const box of boxes) {
      const over = boxes.filter(
        (one) =>
          one !== box && one.left < box.right && box.left < one.right && one.top < box.bottom && box.top < one.bottom,
      )
      const under = layout.dots.filter(({ x, y, r }) => {
        const [nearX, nearY] = [Math.min(Math.max(x, box.left), box.right), Math.min(Math.max(y, box.top), box.bottom)]
        return Math.hypot(x - nearX, y - nearY) < r
      })
      expect([box.text, over.map(({ text }) => text), under.map(({ dot }) => dot.name)]).toEqual([box.text, [], []])
    }
  })

  it('shows no small cell and says how many there are, without their names', () => {
    const model = swarm(equityFacts(), { kind: 'swarm' })
    const keys = planeOf(model).dots.map(({ key }) => key)
    expect(keys).not.toContain('CX04:YC09')
    expect(model.lines.note).toContain('重点企业过少、按规定不公布的1个单位未画')
    expect(model.lines.note).toContain('重点企业未报：云岭满族自治县')
    expect(model.lines.note).not.toContain('安平县')
  })

  it('of fewer than five dots is not drawn and says so', () => {
    const facts = equityFacts()
    const [key, ...rest] = facts.swarm
    const few = must(key).value.map((value, at) => (at < leastDots - 1 ? value : null))
    const model = swarm({ ...facts, swarm: [{ ...must(key), value: few }, ...rest] }, { kind: 'swarm' })
    expect(planeOf(model).rows.map(({ name }) => name)).toEqual(['规上工业企业'])
    expect(model.lines.note).toContain('重点企业可公布的单位不足5个，不画分布')
  })
})

describe('a concentration curve', () => {
  it('rises from nothing to all, least served first, never above its diagonal', () => {
    const body = planeOf(resourceNeed(equityFacts(), { kind: 'resource-need' }))
    expect([body.path[0], body.path.at(-1)]).toEqual([
      [0, 0],
      [100, 100],
    ])
    for (const [need, resource] of body.path) expect(resource).toBeLessThanOrEqual(need + 1e-9)
    const slopes = body.path.slice(1).map(([x, y], at) => (y - must(body.path[at])[1]) / (x - must(body.path[at])[0]))
    expect(slopes.slice(1).every((slope, at) => slope >= must(slopes[at]) - 1e-9)).toBe(true)
  })

  it('names units beside their dots: no name covers another or a dot', () => {
    const body = planeOf(resourceNeed(equityFacts(), { kind: 'resource-need' }))
    const em = 13
    const { names, dots } = planeLayout(body, box, em)
    expect(names.length).toBeGreaterThanOrEqual(7)
    for (const name of names) {
      const own = must(dots.find(({ dot }) => dot === name.dot))
      expect(Math.hypot(name.x - own.x, name.y - own.y)).toBeLessThan(em * 1.2)
      const right = name.x + textWidth(name.text) * em
      const over = names.filter(
        (other) => other !== name && Math.abs(other.y - name.y) < em && other.x < right && other.x >= name.x,
      )
      expect(over.map(({ text }) => text)).toEqual([])
      const covered = dots.filter(({ x, y }) => Math.abs(y - name.y) < em / 2 && x > name.x && x < right)
      expect(covered.map(({ dot }) => dot.name)).toEqual([])
    }
  })

  it('always names the unit in focus', () => {
    for (const focus of equityFacts().resources.flatMap(({ units }) => units.map(({ code }) => code))) {
      const body = planeOf(resourceNeed(equityFacts(), { kind: 'resource-need', focus }))
      expect(planeLayout(body, box, 13).names.map(({ dot }) => dot.key)).toContain(focus)
    }
  })
})
