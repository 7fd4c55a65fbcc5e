import type { BulletinTemplate } from '@cg/contract/bulletin-template'
import type { Db } from '@cg/db/store'
import { audit } from '../../audit.ts'
import type { Context } from '../../context.ts'
import { ServiceError } from '../../errors.ts'
import { requireCityRole } from '../../permission.ts'
import { readSetting, writeSetting } from '../../settings.ts'
import { sha256 } from '../stored/sha256.ts'

const never: BulletinTemplate = { version: 0, template: null }

async function load(db: Db): Promise<BulletinTemplate> {
  return (await readSetting(db, 'bulletinTemplate')) ?? never
}

/** Whose layout the 通报 has; for any signed-in user, since their files are set by it. */
export async function readBulletinTemplate(ctx: Context): Promise<BulletinTemplate> {
  return ctx.store.read(load)
}

/** The template's bytes; null without one. */
export async function loadBulletinTemplateFile(ctx: Context): Promise<Uint8Array | null> {
  const kept = await ctx.store.read((db) => readSetting(db, 'bulletinTemplateFile'))
  return kept === null ? null : Buffer.from(kept.docx, 'base64')
}

/** Who prepares or publishes releases may set the paper they are told on. */
export function requirePaperMaker(ctx: Context): void {
  requireCityRole(ctx.actor, 'reviewer', 'publisher', 'admin')
}

/** Keeps a template that was read and found sound. */
export async function takeBulletinTemplate(
  ctx: Context,
  { name, bytes }: { readonly name: string; readonly bytes: Uint8Array },
): Promise<BulletinTemplate> {
  requirePaperMaker(ctx)
  const hash = sha256(Buffer.from(bytes))
  const { version } = await readBulletinTemplate(ctx)
  const template = { name, takenAt: ctx.now().toISOString(), takenBy: ctx.actor.name }
  const file = { hash, docx: Buffer.from(bytes).toString('base64') }
  return change(ctx, version, { template, file, detail: { file: name, fileSize: bytes.byteLength, fileHash: hash } })
}

/** Goes back to the platform's own layout. Errors: stale. */
export async function removeBulletinTemplate(ctx: Context, version: number): Promise<BulletinTemplate> {
  requirePaperMaker(ctx)
  return change(ctx, version, { template: null, file: null, detail: { removed: '通报模板' } })
}

type Change = {
  readonly template: BulletinTemplate['template']
  readonly file: { readonly hash: string; readonly docx: string } | null
  readonly detail: Record<string, unknown>
}

async function change(ctx: Context, version: number, { template, file, detail }: Change): Promise<BulletinTemplate> {
  return ctx.store.write('bulletin.template', async (tx) => {
    if ((await load(tx)).version !== version)
      throw new ServiceError('stale', '通报模板刚被别人改过。请刷新页面，看过现在的再改。', {
        reason: 'bulletin.stale',
      })
    const saved = { version: version + 1, template }
    await writeSetting(tx, 'bulletinTemplate', saved)
    await writeSetting(tx, 'bulletinTemplateFile', file)
    const at = ctx.now().toISOString()
    await audit(tx, { at, actor: ctx.actor, action: 'bulletin.template', object: 'bulletin:template', detail })
    return saved
  })
}
