import type { PackFormat } from '@cg/contract/material/pack'
import { audit, byToken } from '../../audit.ts'
import type { Context } from '../../context.ts'
import { sha256 } from '../stored/sha256.ts'

export type TakenPack = {
  readonly code: string
  /** What the recipe calls it. */
  readonly name: string
  readonly format: PackFormat
  readonly bytes: Uint8Array
}

/** A material has left the house: who took what of which release, and the digest by which its copy can be known again. */
export async function recordPack(ctx: Context, { code, name, format, bytes }: TakenPack): Promise<void> {
  await ctx.store.write('release.take_pack', async (tx) => {
    await audit(tx, {
      at: ctx.now().toISOString(),
      actor: ctx.actor,
      action: 'release.take_pack',
      object: `release:${code}`,
      detail: {
        pack: name,
        format: format.toUpperCase(),
        fileSize: bytes.byteLength,
        fileHash: sha256(Buffer.from(bytes)),
        ...byToken(ctx),
      },
    })
  })
}
