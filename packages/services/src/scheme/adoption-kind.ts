import type { ChangeKind } from '../proposed/kind.ts'
import { putInForce } from './adopt.ts'
import { impactOf } from './impact.ts'
import { loadVersion } from './versions.ts'

/** Adopting a version: its object is the version's id, its reason the minutes it rests on. */
export const schemeAdoption: ChangeKind = {
  kinds: ['scheme'],
  proposers: ['reviewer', 'publisher'],
  actions: { confirm: ['scheme.adopt', 'scheme.retire'], refuse: 'scheme.refuse', withdraw: 'scheme.withdraw' },
  objectOf: ({ object }) => `scheme:${object}`,
  look: async (db, { object }) => impactOf(db, await loadVersion(db, Number(object))),
  async apply(tx, ctx, { object, reason, proposedBy }) {
    await putInForce(tx, ctx, await loadVersion(tx, Number(object)), { approval: reason, proposedBy })
  },
}
