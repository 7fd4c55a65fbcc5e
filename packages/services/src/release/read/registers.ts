import type { ReleaseHead } from '@cg/contract/release/head'
import type { RegisterFacts, RegisterFilter, RegisterIndex } from '@cg/contract/release/register'
import { audit, byToken } from '../../audit.ts'
import type { Context } from '../../context.ts'
import { ServiceError } from '../../errors.ts'
import { sha256 } from '../stored/sha256.ts'
import { readAnswer } from './releases.ts'

/** The registers that a release froze; none of one from before registers were frozen. Any signed-in user. */
export async function readRegisters(ctx: Context, { code }: { code: string }): Promise<RegisterIndex> {
  try {
    return JSON.parse((await readAnswer(ctx, code, 'registers')).body.toString('utf8')) as RegisterIndex
  } catch (error) {
    if (!(error instanceof ServiceError) || error.code !== 'not_found') throw error
    // An unknown release is refused here; every release has a matrix.
    const matrix = await readAnswer(ctx, code, 'matrix')
    return { release: (JSON.parse(matrix.body.toString('utf8')) as { release: ReleaseHead }).release, kinds: [] }
  }
}

/** One register of a release. Any signed-in user, for it holds no name of a person. */
export async function readRegisterOf(
  ctx: Context,
  { code, kind }: { code: string; kind: string },
): Promise<RegisterFacts> {
  return JSON.parse((await readAnswer(ctx, code, `register/${kind}`)).body.toString('utf8')) as RegisterFacts
}

type Taken = {
  readonly facts: RegisterFacts
  readonly filter: RegisterFilter
  readonly format: 'xlsx' | 'csv'
  readonly bytes: Uint8Array
}

/** A register has left the house: who took which of which release, and the digest by which its copy can be known again. */
export async function recordRegister(ctx: Context, { facts, filter, format, bytes }: Taken): Promise<void> {
  await ctx.store.write('release.take_page', async (tx) => {
    await audit(tx, {
      at: ctx.now().toISOString(),
      actor: ctx.actor,
      action: 'release.take_page',
      object: `release:${facts.release.code}`,
      detail: {
        page: `${facts.kind.name}台账`,
        ...(filter.unit === undefined ? {} : { unit: filter.unit }),
        format: format.toUpperCase(),
        fileSize: bytes.byteLength,
        fileHash: sha256(Buffer.from(bytes)),
        ...byToken(ctx),
      },
    })
  })
}
