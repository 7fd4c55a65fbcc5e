import { release, seal } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { eq, isNotNull, max } from 'drizzle-orm'
import { headText } from '../../anchor/keep.ts'
import type { Context } from '../../context.ts'

/** The number of the seal that closes the transaction that asks. */
export async function nextSeal(tx: Db): Promise<number> {
  const [last] = await tx.select({ id: max(seal.id) }).from(seal)
  return (last?.id ?? 0) + 1
}

/** The seal that closed each publication, as it is printed, by the release's id; releases from before have none. */
export async function loadReleaseSeals(db: Db): Promise<ReadonlyMap<number, string>> {
  const rows = await db
    .select({ release: release.id, seals: seal.id, hash: seal.hash })
    .from(release)
    .innerJoin(seal, eq(seal.id, release.sealId))
    .where(isNotNull(release.sealId))
  return new Map(rows.map(({ release: id, ...head }) => [id, headText(head)]))
}

/** The seal of a release as its files print it: the same as long as the installation stands. Null: a preview, or none. */
export async function sealOfRelease({ store }: Context, code: string): Promise<string | null> {
  return store.read(async (db) => {
    const [found] = await db
      .select({ seals: seal.id, hash: seal.hash })
      .from(release)
      .innerJoin(seal, eq(seal.id, release.sealId))
      .where(eq(release.code, code))
    return found === undefined ? null : headText(found)
  })
}

/** Its part of what names a release. */
export const sealPart = (seal: string | null | undefined): { readonly seal?: string } =>
  seal === undefined || seal === null ? {} : { seal }

/** What files are made of, with the seal that they print beside the number of their release. */
export async function withSeal<F extends { readonly release: { readonly code: string } }>(
  ctx: Context,
  facts: F,
): Promise<F & { readonly seal: string | null }> {
  return { ...facts, seal: await sealOfRelease(ctx, facts.release.code) }
}
