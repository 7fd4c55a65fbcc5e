import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { keepPrivate, writeDurably } from '@cg/db/private-file'
import type { NoticeSecrets } from '@cg/services/notice/sender'

const none: NoticeSecrets = { mailPassword: null, robots: {} }

/**
 * The mail password and the addresses of robots, which are keys themselves. They stand in a file of the data folder for its
 * owner's eyes alone and not in the database: a backup, an audit event and an answer of the API never hold them. After a
 * restore on another machine they are typed again.
 */
export function secretsIn(dataDir: string): { read: () => NoticeSecrets; write: (secrets: NoticeSecrets) => void } {
  const path = join(dataDir, 'notice-secrets.json')
  return {
    read() {
      if (!existsSync(path)) return none
      keepPrivate(path)
      // A cast: only `write` makes this file.
      return JSON.parse(readFileSync(path, 'utf8')) as NoticeSecrets
    },
    write: (secrets) => writeDurably(path, JSON.stringify(secrets)),
  }
}
