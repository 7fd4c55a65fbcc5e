import type { ReleaseHead } from '@cg/contract/release/head'
import { must } from '@cg/domain/must'
import { withJsonBytes } from './json-bytes.ts'

/*
 * All answers of a release begin with its head, the names of units and areas in it: a quarter of their bytes. It is
 * stored once, as an answer of its own, and each other answer without it; as it is served an answer is whole.
 */

/** What leaders are answered: the head of the release, then the facts. */
export type Headed = { readonly release: ReleaseHead }

/** The first shape in which answers are stored without their head. */
export const headApartSince = 12

export const headName = 'head'

const inner: ReadonlySet<string> = new Set([headName, 'basis', 'cells', 'series', 'results', 'scores'])

/** True for an answer that is stored without its head. */
export function lacksHead({ name, shape }: { readonly name: string; readonly shape: number }): boolean {
  return shape >= headApartSince && !inner.has(name)
}

export function headBytes(head: ReleaseHead): Buffer {
  return Buffer.from(JSON.stringify(head))
}

/**
 * The bytes of an answer as they are stored; throws when it bears another head than its release's. `isSmall`: of so few
 * units that JSON.stringify is quicker than keeping the bytes of their columns.
 */
export function ownBytes(head: ReleaseHead, facts: Headed, size: { readonly isSmall?: boolean } = {}): Buffer {
  return withOwnBytes(head, facts, { ...size, use: (bytes) => Buffer.from(bytes) })
}

type Use<T> = { readonly isSmall?: boolean; readonly use: (bytes: Buffer) => T }

/** Gives the same bytes to `use`, for which alone they last. */
export function withOwnBytes<T>(head: ReleaseHead, { release, ...own }: Headed, { isSmall, use }: Use<T>): T {
  if (release !== head) throw new Error('an answer bears the head of another release')
  return isSmall === true ? use(Buffer.from(JSON.stringify(own))) : withJsonBytes(own, use)
}

const [opening, comma, close] = [Buffer.from('{"release":'), Buffer.from(','), must(Buffer.from('}')[0])]

/** The bytes as they are served: those of JSON.stringify({ release, ...own }). */
export function wholeBytes(head: Buffer, own: Buffer): Buffer {
  const rest = own.subarray(1)
  return Buffer.concat(rest[0] === close ? [opening, head, rest] : [opening, head, comma, rest])
}
