import type { Appearance, AppearanceNames } from '@cg/contract/appearance'
import { emblemLimits } from '@cg/contract/appearance'
import type { Db } from '@cg/db/store'
import { directionControlProblem } from '@cg/domain/number/direction-control'
import { audit } from '../audit.ts'
import type { Context, Services } from '../context.ts'
import { ServiceError, invalid, notFound } from '../errors.ts'
import { requireCityRole } from '../permission.ts'
import { sha256 } from '../release/stored/sha256.ts'
import { readSetting, writeSetting } from '../settings.ts'
import type { AppearanceSettings } from '../settings.ts'

const never: AppearanceSettings = { version: 0, prefix: '', office: '', emblem: null }

/** What the installation calls itself; nothing is set in a new one. */
export async function loadAppearance(db: Db): Promise<Appearance> {
  return (await readSetting(db, 'appearance')) ?? never
}

/** For the admin's page. */
export async function readAppearance(ctx: Context): Promise<Appearance> {
  requireCityRole(ctx.actor, 'admin')
  return ctx.store.read(loadAppearance)
}

/** Sets the names. Errors: stale; a text that would turn its neighbours round. */
export async function saveNames(
  ctx: Context,
  { version, names }: { readonly version: number; readonly names: AppearanceNames },
): Promise<Appearance> {
  requireCityRole(ctx.actor, 'admin')
  const [prefix, office] = [names.prefix.trim(), names.office.trim()]
  const turned = [prefix, office].map(directionControlProblem).find((problem) => problem !== null)
  if (turned !== undefined) throw invalid(`名称${turned}。`, { reason: 'appearance.turned' })
  return change(ctx, version, (before) => ({
    next: { ...before, prefix, office },
    detail: { before: { namePrefix: before.prefix, office: before.office }, after: { namePrefix: prefix, office } },
  }))
}

/** Takes a picture as the emblem. Errors: no PNG, too large, too small. */
export async function takeEmblem(ctx: Context, bytes: Uint8Array): Promise<Appearance> {
  requireCityRole(ctx.actor, 'admin')
  const size = pngSize(bytes)
  const hash = sha256(Buffer.from(bytes))
  const { version } = await ctx.store.read(loadAppearance)
  return change(ctx, version, async (before, tx) => {
    await writeSetting(tx, 'emblem', { hash, png: Buffer.from(bytes).toString('base64') })
    return { next: { ...before, emblem: { hash, ...size } }, detail: { fileSize: bytes.byteLength, fileHash: hash } }
  })
}

/** Does without an emblem. Errors: stale. */
export async function removeEmblem(ctx: Context, version: number): Promise<Appearance> {
  requireCityRole(ctx.actor, 'admin')
  return change(ctx, version, async (before, tx) => {
    await writeSetting(tx, 'emblem', null)
    return { next: { ...before, emblem: null }, detail: { removed: '标识' } }
  })
}

export type Look = {
  readonly office: string
  /** PNG in base64, its size in pixels. */
  readonly emblem: { readonly png: string; readonly width: number; readonly height: number } | null
}

/** Who signs materials, and the emblem on their cover. */
export async function readLook({ store }: Context): Promise<Look> {
  return store.read(async (db) => {
    const { office, emblem } = await loadAppearance(db)
    const kept = emblem === null ? null : await readSetting(db, 'emblem')
    if (emblem === null || kept === null) return { office, emblem: null }
    return { office, emblem: { png: kept.png, width: emblem.width, height: emblem.height } }
  })
}

/** The picture of that hash; anybody may see it. Errors: not the one in use. */
export async function readEmblem({ store }: Services, hash: string): Promise<Buffer> {
  const kept = await store.read((db) => readSetting(db, 'emblem'))
  if (kept?.hash !== hash) throw notFound('这个标识')
  return Buffer.from(kept.png, 'base64')
}

type Change = { readonly next: AppearanceSettings; readonly detail: Record<string, unknown> }

async function change(
  ctx: Context,
  version: number,
  decide: (before: AppearanceSettings, tx: Db) => Change | Promise<Change>,
): Promise<Appearance> {
  return ctx.store.write('appearance.save', async (tx) => {
    const before = await loadAppearance(tx)
    if (before.version !== version)
      throw new ServiceError('stale', '名称与标识刚被别人改过。请刷新页面，看过现在的再改。', {
        reason: 'appearance.stale',
      })
    const { next, detail } = await decide(before, tx)
    const saved = { ...next, version: version + 1 }
    await writeSetting(tx, 'appearance', saved)
    const at = ctx.now().toISOString()
    await audit(tx, { at, actor: ctx.actor, action: 'appearance.save', object: 'appearance:all', detail })
    return saved
  })
}

const signature = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')

/** Width and height as a PNG's head says (PNG 3rd edition, 11.2.1 IHDR). */
function pngSize(bytes: Uint8Array): { width: number; height: number } {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 24))
  if (head.length < 24 || !head.subarray(0, 16).equals(signature))
    throw invalid('标识须是 PNG 图片。请把图片另存为 PNG 后再上传。', { reason: 'appearance.no_png' })
  const [width, height] = [head.readUInt32BE(16), head.readUInt32BE(20)]
  const { least, most, bytes: mostBytes } = emblemLimits
  if (bytes.byteLength > mostBytes)
    throw invalid(`标识不能超过 ${mostBytes / 1024} KB。请缩小图片后再上传。`, { reason: 'appearance.heavy' })
  if (Math.min(width, height) < least || Math.max(width, height) > most)
    throw invalid(`标识的宽和高须在 ${least} 至 ${most} 像素之间，这张是 ${width}×${height}。`, {
      reason: 'appearance.size',
    })
  return { width, height }
}
