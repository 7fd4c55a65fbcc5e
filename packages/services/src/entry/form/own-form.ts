import type { FormDetail } from '@cg/contract/entry'
import type { Context } from '../../context.ts'
import type { FormKey } from './access.ts'
import { openRows } from './open.ts'
import { formDetail } from './read-form.ts'
import { loadStanding } from '../move/standing.ts'

/** The form for its own reporter only: templates carry drafts, and uploads change them. */
export async function openOwnForm(ctx: Context, key: FormKey): Promise<FormDetail> {
  return ctx.store.read(async (db) =>
    formDetail(ctx, db, await openRows(ctx, db, key, 'own'), await loadStanding(db, key)),
  )
}
