import type { StampAnswer, StampVerdict, TextChanges } from '@cg/contract/stamp'
import { issuedFile } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { isLikeStampCode, readStampCode } from '@cg/domain/stamp-code'
import { desc, eq, inArray } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { invalid } from '../errors.ts'
import { sha256 } from '../release/stored/sha256.ts'
import type { ReadArchive } from '../release/publish/archive.ts'
import { checkArchiveFile, checkDataFile, releaseCoded } from './check-archive.ts'
import type { OwnData } from './check-archive.ts'
import { compareTexts, withoutSheets } from './compare-texts.ts'
import { textsJson, textsOf } from './issued-row.ts'
import type { IssuedRow } from './issued-row.ts'
import { standingOf } from './standing.ts'
import { stampSentence } from './words.ts'

/** What was read of an uploaded file. */
export type FoundFile = {
  readonly format: string
  readonly hash: string
  readonly codes: readonly string[]
  readonly texts: readonly string[]
  /** Of the archive of a release. */
  readonly archive?: ReadArchive
  /** Of what names a release as its data: those data as they are. */
  readonly own?: OwnData
}

/** What stands under a code at the foot of a file. Whoever is signed in may ask. */
export async function checkCode(ctx: Context, typed: string): Promise<StampAnswer> {
  const code = readStampCode(typed)
  if (code === null) throw invalid(mistypedWords(typed.trim()), { reason: 'stamp.mistyped' })
  return ctx.store.read(async (db) => {
    const row = (await rowsOf(db, [code])).at(0)
    if (row !== undefined) return answer(db, ctx, { row, verdict: 'named', texts: null })
    return (await releaseCoded(db, ctx, code)) ?? unknownFile('unknown', code)
  })
}

/** What is wrong with what was typed: its form, or a letter that was misread. */
function mistypedWords(typed: string): string {
  return isLikeStampCode(typed)
    ? `核验码“${typed}”有误，可能看错或抄错了一位。请对照文件页脚重新输入。`
    : `“${typed}”不是完整的核验码：应为10位字母和数字，形如 K7QF3-MXNAD，没有 0、1、2、5、6、8 和 B、I、L、O、S、V、Z。请对照文件页脚重新输入。`
}

/** What an uploaded file is, and whether it is as it was made. Whoever is signed in may ask. */
export async function checkFile(ctx: Context, found: FoundFile): Promise<StampAnswer> {
  const { archive, own } = found
  if (archive !== undefined) return ctx.store.read((db) => checkArchiveFile(db, ctx, archive))
  return ctx.store.read(async (db) => {
    const [same] = await db.select().from(issuedFile).where(eq(issuedFile.fileHash, found.hash)).limit(1)
    const data = own === undefined ? null : await checkDataFile(db, ctx, { ...found, own })
    if (data !== null) return data
    if (same !== undefined) return answer(db, ctx, { row: same, verdict: 'original', texts: null })
    const rows = await rowsOf(db, found.codes)
    const [first] = rows
    if (first === undefined)
      return (
        (await sealedIn(db, ctx, found.codes)) ??
        unknownFile(found.codes.length === 0 ? 'unmarked' : 'unknown', found.codes[0])
      )
    const alike = rows.filter(({ format, code }) => format === found.format && code === first.code)
    const [newest] = alike
    if (newest === undefined) return answer(db, ctx, { row: first, verdict: 'otherFormat', texts: null })
    const hashes = [found.texts, withoutSheets(found.texts)].map((texts) => sha256(textsJson(texts)))
    const told = alike.find((row) => hashes.includes(row.textsHash) || changesOf(row, found) === null)
    if (told !== undefined) return answer(db, ctx, { row: told, verdict: 'resaved', texts: null })
    return answer(db, ctx, { row: newest, verdict: 'altered', texts: changesOf(newest, found) ?? null })
  })
}

/** The release whose own code a file bears: which one it rests on is told, its words are not compared. */
async function sealedIn(db: Db, ctx: Context, codes: readonly string[]): Promise<StampAnswer | null> {
  for (const code of codes.slice(0, mostCodes)) {
    const found = await releaseCoded(db, ctx, code)
    if (found !== null) return found
  }
  return null
}

/** Codes of one file that are looked up. */
const mostCodes = 20

/** Newest first within a code; the codes in the order in which they were found. */
async function rowsOf(db: Db, codes: readonly string[]): Promise<IssuedRow[]> {
  if (codes.length === 0) return []
  const asked = codes.slice(0, mostCodes)
  const rows = await db
    .select()
    .from(issuedFile)
    .where(inArray(issuedFile.code, [...asked]))
    .orderBy(desc(issuedFile.id))
  return rows.toSorted((left, right) => asked.indexOf(left.code) - asked.indexOf(right.code))
}

/** Undefined: only the digest of its texts was kept. A picture's pixels are compared as a whole. */
function changesOf(row: IssuedRow, found: FoundFile): TextChanges | null | undefined {
  const original = textsOf(row)
  if (original === null) return undefined
  const changes = compareTexts(original, found.texts)
  return changes !== null && row.format === 'png' ? undefined : changes
}

type Judged = { readonly row: IssuedRow; readonly verdict: StampVerdict; readonly texts: TextChanges | null }

async function answer(db: Db, ctx: Context, { row, verdict, texts }: Judged): Promise<StampAnswer> {
  const { isHidden, ...standing } = await standingOf(db, ctx, row)
  const { code, kind, format, releaseCode, period, firstAt } = row
  const found = {
    verdict,
    file: { code, kind, format, title: isHidden ? '' : row.title, release: releaseCode, period, firstAt },
    ...standing,
    texts: isHidden ? null : texts,
    faults: [],
  }
  return { ...found, sentence: stampSentence(found) }
}

function unknownFile(verdict: 'unknown' | 'unmarked', code: string | undefined): StampAnswer {
  const found = {
    verdict,
    file: null,
    standing: null,
    correction: null,
    laterQuarter: null,
    changes: [],
    changesTotal: 0,
    texts: null,
    faults: [],
  }
  return { ...found, sentence: stampSentence(found, code) }
}
