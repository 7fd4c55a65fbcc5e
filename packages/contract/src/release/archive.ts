import { defineRoute } from '../route.ts'
import { CodeText } from '../schema.ts'
import { Type } from '../type.ts'

/** The file of an archive that names all others with their digests. */
export const manifestName = 'manifest.json'

export const exportArchive = defineRoute({
  method: 'GET',
  path: '/api/v1/releases/:code/archive',
  summary: 'A release to be kept: its answers, data and offline book in one zip, with the digests that prove them',
  access: 'signed-in',
  scope: 'release.read',
  params: Type.Object({ code: CodeText }),
  reply: null,
  file: ['zip'],
})
