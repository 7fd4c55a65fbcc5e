import type { ApplyUpload, SaveReply } from '@cg/contract/entry'
import type { Context } from '../../context.ts'
import { once } from '../../idempotency.ts'
import type { FormKey } from '../form/access.ts'
import { requireVersions } from '../cells/decide-cells.ts'
import { openRows } from '../form/open.ts'
import { saveInside } from '../cells/save-cells.ts'

export type ApplyInput = ApplyUpload & { readonly idempotencyKey?: string | null | undefined }

/** Saves the changes of an upload that were accepted, through the same door as typing. */
export async function applyUpload(ctx: Context, key: FormKey, input: ApplyInput): Promise<SaveReply> {
  const opened = await ctx.store.read((db) => openRows(ctx, db, key, 'own'))
  requireVersions(input.cells)
  const { idempotencyKey, ...request } = input
  const reason = `Excel 导入（文件 ${input.fileHash.slice(0, 12)}）`
  return ctx.store.write('cells.save', (tx) =>
    once(ctx, tx, { key: idempotencyKey ?? null, request: ['apply', key, request] }, () =>
      saveInside(ctx, tx, opened, { source: 'excel', reason, cells: input.cells }),
    ),
  )
}
