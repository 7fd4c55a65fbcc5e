import type { Static } from 'typebox'
import { defineRoute } from './route.ts'
import { IsoTime, nullable, strictObject } from './schema.ts'
import { Type } from './type.ts'

/* A backup put in the database's place from the interface (I3): what there is, what would be lost, and the act. */

export const restorableKinds = ['backup', 'upgrade', 'replaced'] as const

export const RestorableBackup = Type.Object({
  name: Type.String(),
  /** Made by the clock or by hand; before an upgrade; what an earlier restore replaced. */
  kind: Type.Enum([...restorableKinds]),
  bytes: Type.Integer(),
  at: IsoTime,
  /** The newest release in it, and how far its chain of seals had come; null: none. */
  release: nullable(Type.String()),
  head: nullable(Type.String()),
  /** Why it cannot be restored; null: it can. */
  problem: nullable(Type.String()),
})
export type RestorableBackup = Static<typeof RestorableBackup>

/** The newest restore, where the start that should have finished it could not: the data stayed what they were. */
export const GivenUpRestore = Type.Object({ at: IsoTime, file: Type.String(), why: Type.String() })
export type GivenUpRestore = Static<typeof GivenUpRestore>

export const RestorePreview = Type.Object({
  backup: RestorableBackup,
  /** False: the backup comes from another history than the database, so that what is lost is counted by its time. */
  isSameHistory: Type.Boolean(),
  /** Made by an older program: it is upgraded after the restore. */
  isOlderProgram: Type.Boolean(),
  /** Releases that are not in it, and the newest of all. */
  releases: Type.Array(Type.String()),
  newest: nullable(Type.String()),
  /** Lines of the trail since then, and by how many people. */
  total: Type.Integer(),
  people: Type.Integer(),
  /** By kind and by whom, the most frequent first. */
  lost: Type.Array(
    Type.Object({ what: Type.String(), who: Type.String(), times: Type.Integer(), last: Type.String() }),
  ),
  leftOut: Type.Integer(),
})
export type RestorePreview = Static<typeof RestorePreview>

const NameParams = Type.Object({ name: Type.String({ pattern: '^[\\w.-]{1,80}$', description: '备份文件名' }) })

export const listRestores = defineRoute({
  method: 'GET',
  path: '/api/v1/admin/backups',
  summary:
    'Backups that can be restored, with their age, size and newest release; whether the last restore was given up',
  access: 'signed-in',
  reply: Type.Object({ items: Type.Array(RestorableBackup), givenUp: nullable(GivenUpRestore) }),
})
export const previewRestore = defineRoute({
  method: 'GET',
  path: '/api/v1/admin/backups/:name/preview',
  summary: 'What would be lost by restoring a backup: releases, and changes since then by kind and by whom',
  access: 'signed-in',
  params: NameParams,
  reply: RestorePreview,
})
export const restoreBackup = defineRoute({
  method: 'POST',
  path: '/api/v1/admin/backups/:name/restore',
  summary: 'Restore a backup: the service starts anew with it, and everybody signs in again',
  access: 'signed-in',
  refusals: ['conflict'],
  params: NameParams,
  body: strictObject({
    /** Of the administrator who asks; empty right after a sign-in at the identity service. */
    password: Type.String({ maxLength: 200 }),
    reason: Type.String({ minLength: 1, maxLength: 300 }),
    /** `newest` of the preview. */
    newest: nullable(Type.String({ maxLength: 40 })),
  }),
  reply: null,
})
