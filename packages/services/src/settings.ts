import { setting } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { eq } from 'drizzle-orm'

/** The settings of an installation, each a JSON value under its key. */
export type Settings = {
  /** Name of the city as printed: '云川市'. */
  city: string
  /** Present while demo data is installed: the accounts the sign-in page lists. */
  demo: { accounts: { login: string; password: string; name: string; role: string }[] }
  /** Path and time of the last verified backup. */
  lastBackup: { at: string; file: string }
  /** SHA-256 of the catalogue files that were installed last. */
  catalogueHash: string
  /** Counts below this are withheld (decision 11). */
  smallCellLimit: number
  /** Items whose counts are public by nature, so never withheld. */
  smallCellExempt: string[]
  /** Indicators of the cockpit's first cards (decision 30). */
  cockpitCards: string[]
}

/** First cards of the cockpit (decision 30). Settable: `cockpitCards`. */
export const defaultCards: readonly string[] = ['JN03', 'QY01', 'QY09', 'QY12', 'QY11', 'JN08']

/**
 * Honours, prizes and competition places are announced with names by those who award them: nothing is left to protect,
 * and withholding them would only hide small counties. Settable: `smallCellExempt`.
 */
export const defaultSmallCellExempt: readonly string[] = ['P_HON', 'P_HON_W', 'P_MODEL', 'P_MODEL_W', 'P_COMP']

/** A setting's value; null when it was never set. */
export async function readSetting<K extends keyof Settings>(db: Db, key: K): Promise<Settings[K] | null> {
  const [row] = await db.select().from(setting).where(eq(setting.key, key))
  return row === undefined ? null : parseSetting<K>(row.value)
}

/** The value was written by writeSetting under the same key, so it has the key's type. */
function parseSetting<K extends keyof Settings>(text: string): Settings[K] {
  return JSON.parse(text) as Settings[K]
}

export async function writeSetting<K extends keyof Settings>(tx: Db, key: K, value: Settings[K]): Promise<void> {
  const text = JSON.stringify(value)
  await tx
    .insert(setting)
    .values({ key, value: text })
    .onConflictDoUpdate({ target: setting.key, set: { value: text } })
}
