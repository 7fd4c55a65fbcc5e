import type { BulletinTemplate } from '@cg/contract/bulletin-template'
import type { InstalledGuide } from '@cg/contract/catalogue'
import type { TalkSeed } from '@cg/contract/talk'
import { setting } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import type { MessageKind } from '@cg/domain/claim/message'
import type { Period } from '@cg/domain/period'
import { eq, inArray } from 'drizzle-orm'

/** The settings of an installation, each a JSON value under its key. */
export type Settings = {
  /** Name of the city as printed: '云川市'. */
  city: string
  /** Present while demo data is installed: the accounts the sign-in page lists. */
  demo: { accounts: { login: string; password: string; name: string; role: string }[] }
  /** Path and time of the last verified backup. */
  lastBackup: { at: string; file: string }
  /** Since when the chain of seals is anchored outside the database. */
  anchoredSince: { at: string }
  /** What an administrator has not acknowledged yet; null, or never set: the database stands where its anchor does. */
  behindAnchor: BehindAnchor | null
  /** The restore that the trail told of last: a power cut does not make it tell twice. */
  lastRestore: { id: string }
  /** What was found when history was last held against its chains. */
  historyCheck: { at: string; findings: string[] }
  /** The highest number of a release that is known to have been given, by quarter, of those that a restore took away. */
  givenNumbers: Record<string, number>
  /** SHA-256 of the catalogue files that were installed last. */
  catalogueHash: string
  /** Which things of the installed catalogue play which part, with its indicators' phrases. */
  catalogueGuide: InstalledGuide
  /** The statements of the speech; never set: the catalogue names none. */
  catalogueTalk: TalkSeed
  /** Catalogues of newer programs that were taken over, oldest first; never set: only the first was installed. */
  catalogueUpdates: CatalogueTaken[]
  /** Counts below this are withheld (decision 11). */
  smallCellLimit: number
  /** Items whose counts are public by nature, so never withheld; instead of the catalogue's own. */
  smallCellExempt: string[]
  /** Least share of the denominator behind a verdict on the city, 0..1 (decision 33). */
  coverageLimit: number
  /** Links for meetings may be made and open (13); never set: they may not. */
  meetingLinks: boolean
  /** The city's identity service (统一身份认证); its secret stands in a file of its own. */
  identityService: { issuer: string; clientId: string; isOn: boolean }
  /** Mail and robots of groups, without their secrets; never set: off. */
  notices: NoticeSettings
  /** What the installation calls itself and who signs its materials; never set: nothing but the platform's name. */
  appearance: AppearanceSettings
  /** The emblem's bytes, in base64; null: none. */
  emblem: { hash: string; png: string } | null
  /** The office's own paper for the 情况通报; never set, or null within: the platform's layout. */
  bulletinTemplate: BulletinTemplate
  /** Its bytes, in base64; null: none. */
  bulletinTemplateFile: { hash: string; docx: string } | null
  /** What the office chose to head the cockpit, from a year on; instead of the catalogue's own (decision 30). */
  cockpitCards: CardChoice[]
}

/** From when on a catalogue that was taken over asks what it brought; before, since the `first` quarter, as it was. */
export type CatalogueTaken = {
  first: Period
  from: Period
  /** New on a form. */
  items: string[]
  /** Asked by other groups than before. */
  groups: { code: string; before: string[]; after: string[] }[]
}

export type BehindAnchor = {
  at: string
  /** `behind`: the anchor goes further, or another way; `missing`: there was one; `broken`: it was written to by hand. */
  how: 'behind' | 'missing' | 'broken' | 'whole'
  /** What the anchor said last, and where the database stood. */
  anchored: { seals: number; hash: string; at: string } | null
  found: { seals: number; hash: string }
  /** The backup that it was restored from, if it was by our command. */
  file: string | null
}

export type AppearanceSettings = {
  version: number
  prefix: string
  office: string
  emblem: { hash: string; width: number; height: number } | null
}

export type NoticeSettings = {
  version: number
  /** What links begin with: https://cg.example.gov.cn */
  address: string
  mail: MailSettings
  robots: RobotSettings[]
}

export type MailSettings = {
  isOn: boolean
  /** When it was switched on: nothing older is sent. */
  since: string
  host: string
  port: number
  tls: 'tls' | 'starttls' | 'none'
  /** '': the server wants no sign-in. */
  user: string
  from: string
  kinds: MessageKind[]
}

export type RobotSettings = {
  id: string
  name: string
  kind: 'wecom' | 'dingtalk'
  isOn: boolean
  since: string
  /** Of its address, which is secret as a whole. */
  host: string
  kinds: MessageKind[]
}

export type CardChoice = { year: number; indicators: string[] }

/** The choice that holds in a year: its own, else the newest before it; null where nothing was chosen yet. */
export function cardsIn(choices: readonly CardChoice[], year: number): readonly string[] | null {
  const past = choices.filter((one) => one.year <= year)
  return past.toSorted((left, right) => right.year - left.year)[0]?.indicators ?? null
}

/** A setting's value; null when it was never set. */
export async function readSetting<K extends keyof Settings>(db: Db, key: K): Promise<Settings[K] | null> {
  const [row] = await db.select().from(setting).where(eq(setting.key, key))
  return row === undefined ? null : parseSetting<K>(row.value)
}

/** Several at once; of those that were never set there is nothing. */
export async function readSettings<K extends keyof Settings>(
  db: Db,
  ...keys: readonly K[]
): Promise<Partial<Pick<Settings, K>>> {
  const rows = await db.select().from(setting).where(inArray(setting.key, keys))
  return Object.fromEntries(rows.map(({ key, value }) => [key, JSON.parse(value)])) as Partial<Pick<Settings, K>>
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
