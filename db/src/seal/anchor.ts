import { createHmac, randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
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

/** Appends a line and brings it to the disk. A broken anchor is not written on: it is first set aside (`beginAnchor`). */
export function appendAnchor(folder: string, line: AnchorLine): void {
  const path = anchorPath(folder)
  if (!existsSync(path)) beginAnchor(folder)
  const key = readKey(folder)
  if (key === null) throw new Error(`the key of the anchor ${path} is missing`)
  const whole = readFileSync(path, 'utf8')
  const end = whole.lastIndexOf('\n') + 1
  const previous = parse(whole.slice(0, end).trimEnd().split('\n').at(-1) ?? '')?.mac ?? ''
  const text = `${JSON.stringify({ ...line, mac: macOf(key, previous, line) })}\n`
  const file = openSync(path, 'r+')
  try {
    // Over what a power cut has left of a line.
    writeSync(file, text, Buffer.byteLength(whole.slice(0, end)))
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
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
