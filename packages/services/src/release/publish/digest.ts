import { createHash } from 'node:crypto'
import { canonicalJson } from '../../catalogue/hash.ts'
import { basisDigest } from '../stored/basis-text.ts'
import { packCells } from '../stored/cell-table.ts'
import type { CellTable } from '../stored/cell-table.ts'
import type { ReleaseBasis } from '../stored/basis.ts'
import { sha256 } from '../stored/sha256.ts'
import type { ResultRow } from '../stored/result-columns.ts'
import type { ScoreRow } from '../stored/score-columns.ts'

/**
 * Digest of all that a release is computed from: definitions, targets, scheme, forms, cells, and what it builds on. What
 * time alone changes, that a form was not due yet, is no part of it.
 */
export function inputHash(basis: ReleaseBasis, cells: CellTable): string {
  return sha256(`${basisDigest(withoutOpen(basis))}\n${sha256(packCells(cells))}`)
}

function withoutOpen(basis: ReleaseBasis): ReleaseBasis {
  if (basis.forms.every(({ open }) => open === undefined)) return basis
  return { ...basis, forms: basis.forms.map(({ open: _open, ...form }) => form) }
}

const resultColumns = [
  'indicatorCode',
  'unitCode',
  'breakdown',
  'state',
  'value',
  'numerator',
  'denominator',
  'coverage',
  'carriedFrom',
  'target',
  'expected',
  'light',
  'progress',
  'rank',
  'isTied',
  'groupRank',
  'detail',
] as const satisfies readonly (keyof ResultRow)[]

const scoreColumns = [
  'unitCode',
  'total',
  'rank',
  'isTied',
  'groupRank',
  'unrankedReason',
  'detail',
] as const satisfies readonly (keyof ScoreRow)[]

/** Digest of result rows in the order of their key, as releases kept them before there were columns; every column counts. */
export function resultsHash(rows: Iterable<ResultRow>): string {
  return rowsHash(rows, resultColumns)
}

/** Digest of score rows likewise. */
export function scoresHash(rows: Iterable<ScoreRow>): string {
  return rowsHash(rows, scoreColumns)
}

function rowsHash<R>(rows: Iterable<R>, columns: readonly (keyof R)[]): string {
  const hash = createHash('sha256')
  for (const row of rows) hash.update(`${JSON.stringify(columns.map((column) => row[column]))}\n`)
  return hash.digest('hex')
}

/** What a content hash covers: who, when, why, on what it builds, and every figure and answer. */
export type ReleaseContent = {
  readonly code: string
  readonly period: string
  readonly sequence: number
  readonly reason: string | null
  readonly preparedBy: number
  readonly preparedAt: string
  readonly publishedBy: number
  readonly publishedAt: string
  /** Their names then. Releases from before former names were kept do not cover them. */
  readonly signers?: { readonly preparedBy: string; readonly publishedBy: string }
  readonly isDemo: boolean
  readonly catalogueHash: string
  readonly previousHash: string | null
  readonly bases: readonly { readonly period: string; readonly hash: string }[]
  /** Digests of the rows of releases that kept their figures and scores in rows; columns are among the answers. */
  readonly results?: string
  readonly scores?: string
  /** Digest of each stored answer by name, inner ones too. */
  readonly answers: Readonly<Record<string, string>>
}

export function contentHashOf(content: ReleaseContent): string {
  return sha256(canonicalJson(content))
}
