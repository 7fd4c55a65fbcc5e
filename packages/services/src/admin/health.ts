import type { Services } from '../context.ts'
import { readSetting } from '../settings.ts'

export type Health = {
  /** False after the disk has failed a write: the service must be started anew. */
  readonly isWritable: boolean
  /** Whole hours since the last verified backup; null: there is none. */
  readonly backupAgeHours: number | null
  /** No backup for more than 26 hours. */
  readonly isBackupOld: boolean
  /** When history was last held against its chains, and how much was found; null: not yet. */
  readonly history: { readonly at: string; readonly findings: number } | null
}

const hourMs = 3_600_000
const alarmHours = 26

/** What a watcher of the service asks for. It names nothing of the city. */
export async function readHealth({ store, now }: Services): Promise<Health> {
  const { backup, history } = await store.read(async (db) => ({
    backup: await readSetting(db, 'lastBackup'),
    history: await readSetting(db, 'historyCheck'),
  }))
  // Made at a time to come: the clock was set back since, which the trail tells.
  const age = backup === null ? null : Math.max(0, (now().getTime() - Date.parse(backup.at)) / hourMs)
  return {
    isWritable: store.isWritable(),
    backupAgeHours: age === null ? null : Math.floor(age),
    isBackupOld: age === null || age > alarmHours,
    history: history === null ? null : { at: history.at, findings: history.findings.length },
  }
}
