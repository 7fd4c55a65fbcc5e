import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib'
import type { Blocks } from './blocks.ts'
import { columnsOf } from './blocks.ts'

/** Means are kept in steps: what is half of one off is well within the tolerance. */
const steps = [4, 8, 8] as const

export type Looks = ReadonlyMap<string, Blocks>

const folder = join(import.meta.dirname, 'reference')
const fileOf = (state: string): string => join(folder, `${state}.br`)

/** The pictures of a state of the city as they were when the references were written; none without a file. */
export function readReference(state: string): Looks {
  const file = fileOf(state)
  return existsSync(file) ? unpack(readFileSync(file)) : new Map()
}

export function writeReference(state: string, looks: Looks): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(fileOf(state), pack(looks))
}

type Head = readonly (readonly [name: string, width: number, height: number])[]

/** One line that names the pictures with their sizes, then the steps of all squares, each less its left neighbour's. */
export function pack(looks: Looks): Buffer {
  const sorted = [...looks].toSorted(([left], [right]) => (left < right ? -1 : 1))
  const head: Head = sorted.map(([name, { width, height }]) => [name, width, height])
  const bytes = Buffer.concat([
    Buffer.from(`${JSON.stringify(head)}\n`),
    ...steps.flatMap((step, plane) => sorted.map(([, { planes }]) => toDifferences(planes[plane], step))),
  ])
  return brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_LGWIN]: 24,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  })
}

export function unpack(file: Uint8Array): Looks {
  const bytes = brotliDecompressSync(file)
  const end = bytes.indexOf(10)
  // A cast: `pack` wrote it.
  const head = JSON.parse(bytes.toString('utf8', 0, end)) as Head
  const planes = new Map<string, Uint8Array[]>(head.map(([name]) => [name, []]))
  let at = end + 1
  for (const step of steps)
    for (const [name, width, height] of head) {
      const count = columnsOf(width) * columnsOf(height)
      planes.get(name)?.push(fromDifferences(bytes.subarray(at, at + count), step))
      at += count
    }
  return new Map(head.map(([name, width, height]) => [name, { width, height, planes: planes.get(name) ?? [] }]))
}

function toDifferences(plane: Uint8Array | undefined, step: number): Uint8Array {
  let left = 0
  return (plane ?? new Uint8Array()).map((mean) => {
    const own = Math.round(mean / step)
    const difference = own - left
    left = own
    return difference
  })
}

function fromDifferences(plane: Uint8Array, step: number): Uint8Array {
  let left = 0
  return plane.map((difference) => {
    left = (left + difference) & 255
    return Math.min(255, left * step)
  })
}
