import { createHmac, randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { createPrivate, writeDurably } from '../private-file.ts'

/*
 * Where the chain of seals is held outside the database: a file that is only ever appended to. Each line is signed with a
 * key of the installation, over the line before as well, so that none can be changed, dropped or put in between.
 */

/** How far the chain of seals has come. */
export type Head = { readonly seals: number; readonly hash: string }

export type AnchorLine = Head & {
  readonly at: string
  /** What it was written for. `behind`: the database stood behind the anchor, and this is where it goes on from. */
  readonly why: 'start' | 'turn' | 'stop' | 'publish' | 'backup' | 'restore' | 'upgrade' | 'behind'
  /** Numbers of releases that have been given, by quarter: none is given twice, whatever is restored. */
  readonly given: Readonly<Record<string, number>>
}

type Signed = AnchorLine & { readonly mac: string }

export const anchorPath = (folder: string): string => join(folder, 'anchor.jsonl')
const keyPath = (folder: string): string => join(folder, 'anchor.key')

export type Anchor = {
  readonly lines: readonly AnchorLine[]
  /** The first line, from 1, that is not as it was written; null where all are. What stands behind it is not read. */
  readonly brokenAt: number | null
}

/** What the anchor file says. Of none: no lines. */
export function readAnchor(folder: string): Anchor {
  if (!existsSync(anchorPath(folder))) return { lines: [], brokenAt: null }
  const key = readKey(folder)
  const lines: AnchorLine[] = []
  let previous = ''
  const texts = readFileSync(anchorPath(folder), 'utf8').split('\n')
  // The last piece is what follows the last line's end: nothing, or a line that a power cut broke off.
  for (const [at, text] of texts.slice(0, -1).entries()) {
    const signed = parse(text)
    if (signed === null || key === null || signed.mac !== macOf(key, previous, signed))
      return { lines, brokenAt: at + 1 }
    const { mac, ...line } = signed
    lines.push(line)
    previous = mac
  }
  return { lines, brokenAt: null }
}

/** The last line as it stands, unchecked; null where there is none. It costs the same however long the file has become. */
export function lastAnchorLine(folder: string): AnchorLine | null {
  return existsSync(anchorPath(folder)) ? readEnd(anchorPath(folder)).last : null
}

/** Appends a line and brings it to the disk. A broken anchor is first set aside (`setAnchorAside`). */
export function appendAnchor(folder: string, line: AnchorLine): void {
  const path = anchorPath(folder)
  if (!existsSync(path)) beginAnchor(folder)
  const key = readKey(folder)
  if (key === null) throw new Error(`the key of the anchor ${path} is missing`)
  const { last, end } = readEnd(path)
  const text = `${JSON.stringify({ ...line, mac: macOf(key, last?.mac ?? '', line) })}\n`
  const file = openSync(path, 'r+')
  try {
    // Over what a power cut has left of a line.
    writeSync(file, text, end)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** Far more than a line ever takes: forty years of quarters with the numbers given in each. */
const longestLine = 64 * 1024

/** The last whole line of the file, and where the next one begins. */
function readEnd(path: string): { last: Signed | null; end: number } {
  const size = statSync(path).size
  const from = Math.max(0, size - longestLine)
  const tail = Buffer.alloc(size - from)
  const file = openSync(path, 'r')
  try {
    readSync(file, tail, 0, tail.length, from)
  } finally {
    closeSync(file)
  }
  const close = tail.lastIndexOf('\n')
  const text = tail.subarray(tail.lastIndexOf('\n', close - 1) + 1, Math.max(close, 0)).toString('utf8')
  return { last: close < 0 ? null : parse(text), end: from + close + 1 }
}

/** Begins an anchor file, with a key where there is none. */
function beginAnchor(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (readKey(folder) === null) writeDurably(keyPath(folder), `${randomBytes(32).toString('hex')}\n`)
  createPrivate(anchorPath(folder))
}

/** Puts an anchor file that is broken out of the way, to be looked into; the next line begins a new one. */
export function setAnchorAside(folder: string, now: Date): void {
  renameSync(anchorPath(folder), join(folder, `anchor-broken-${now.getTime()}.jsonl`))
}

function readKey(folder: string): string | null {
  return existsSync(keyPath(folder)) ? readFileSync(keyPath(folder), 'utf8').trim() : null
}

function macOf(key: string, previous: string, { seals, hash, at, why, given }: AnchorLine): string {
  return createHmac('sha256', key)
    .update(JSON.stringify([previous, seals, hash, at, why, given]))
    .digest('hex')
}

function parse(text: string): Signed | null {
  try {
    return JSON.parse(text) as Signed
  } catch {
    return null
  }
}
