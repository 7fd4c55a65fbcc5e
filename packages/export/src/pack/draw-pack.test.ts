import type { PackModel } from '@cg/charts/pack/pack-model'
import { expect, it } from 'vitest'
import type { RenderQueue, Watch } from '../render-queue.ts'
import { drawPack } from './draw-pack.ts'

const pack = {
  name: '一页纸',
  generatedAt: '2026-10-25T08:00:00.000Z',
  file: { period: '2026Q3', subject: '', release: 'CG-2026Q3-01' },
} as PackModel
const asked = { pack, format: 'zip', owner: '7' } as const

/** A thread that tells one slide of five a format and makes each format as a byte; it fails where it is told to. */
function thread(failure?: string): RenderQueue & { readonly owners: (string | undefined)[]; isGivenUp: boolean } {
  const own = {
    owners: [] as (string | undefined)[],
    isGivenUp: false,
    draw(task: Parameters<RenderQueue['draw']>[0], owner?: string, watch?: Watch) {
      own.owners.push(owner)
      watch?.signal.addEventListener('abort', () => (own.isGivenUp = true))
      const parts = task.kind === 'pack' ? task.parts : []
      watch?.tell({ done: 1, total: parts.length * 5, words: `正在生成${parts[0] ?? ''}` })
      const made = parts.map((format) => ({ format, bytes: new Uint8Array([1]) }))
      return failure === undefined
        ? Promise.resolve({ kind: 'pack' as const, made })
        : Promise.reject(new Error(failure))
    },
    close: () => Promise.resolve(),
  }
  return own
}

it('makes an archive in two threads, its formats in order and its progress that of both', async () => {
  const [first, second] = [thread(), thread()]
  const told: [number, number][] = []
  const watch = {
    tell: ({ done, total }: { done: number; total: number }) => told.push([done, total]),
    signal: new AbortController().signal,
  }
  const { inside = [], fileName } = await drawPack([first, second], asked, watch)
  expect(inside.map((one) => 'format' in one && one.format)).toEqual(['pptx', 'docx', 'pdf', 'xlsx'])
  expect(fileName).toBe('2026Q3_一页纸_CG-2026Q3-01.zip')
  expect(told).toEqual([
    [1, 20],
    [2, 20],
  ])
  // Turns are taken in the thread of materials; behind a book nobody waits twice.
  expect([first.owners, second.owners]).toEqual([['7'], [undefined]])
})

it('stops the other thread when one fails, with the reason of the one that failed', async () => {
  const [first, second] = [thread(), thread('没有这个字')]
  const watch = { tell: () => {}, signal: new AbortController().signal }
  await expect(drawPack([first, second], asked, watch)).rejects.toThrow('没有这个字')
  expect(first.isGivenUp).toBe(true)
})
