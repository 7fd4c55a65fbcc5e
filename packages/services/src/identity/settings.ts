import type { IdentitySettings } from '@cg/contract/identity'
import { session } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { eq } from 'drizzle-orm'
import { audit } from '../audit.ts'
import type { Context, Services } from '../context.ts'
import { ServiceError, invalid } from '../errors.ts'
import { requireCityRole } from '../permission.ts'
import { readSetting, writeSetting } from '../settings.ts'
import { dropSecret, readSecret, writeSecret } from './secret.ts'
import type { Client } from './secret.ts'

/** All that is needed to ask the identity service. */
export type IdentityService = Client & { readonly secret: string }

/** Where the secret lies, and under which address people come back. */
export type Place = { readonly dataDir: string; readonly callback: string }

const none = { issuer: '', clientId: '', isOn: false }

/** How the identity service is reached; the secret only as being there. */
export async function getIdentitySettings({ store, actor }: Context, place: Place): Promise<IdentitySettings> {
  requireCityRole(actor, 'admin')
  return shown((await store.read((db) => readSetting(db, 'identityService'))) ?? none, place)
}

function shown(kept: typeof none, { dataDir, callback }: Place): IdentitySettings {
  return { ...kept, hasSecret: readSecret(dataDir, kept) !== null, callback }
}

/** The service as it is set; throws where it is off or its secret is gone. */
export async function loadIdentityService({ store }: Services, dataDir: string): Promise<IdentityService> {
  const kept = await store.read((db) => readSetting(db, 'identityService'))
  if (kept === null || !kept.isOn) {
    throw new ServiceError('conflict', '本系统没有启用统一身份认证登录，请用用户名和密码登录。', {
      reason: 'identity.off',
    })
  }
  const secret = readSecret(dataDir, kept)
  if (secret === null) {
    throw new ServiceError(
      'unavailable',
      '统一身份认证的客户端密钥不在服务器上，暂时不能这样登录。请用密码登录，并请系统管理员在“系统管理—系统与备份”重新填写密钥。',
      { reason: 'identity.no_secret' },
    )
  }
  return { issuer: kept.issuer, clientId: kept.clientId, secret }
}

export type SettingsInput = Client & { readonly secret: string | null; readonly isOn: boolean }

/**
 * Sets the identity service. Switched on, it is asked first (`ask` gives back what it calls itself, or throws). Sessions that
 * were opened through another one, or through one that is now off, end.
 */
export async function saveIdentitySettings(
  ctx: Context,
  place: Place & { readonly ask: (service: IdentityService) => Promise<string> },
  input: SettingsInput,
): Promise<IdentitySettings> {
  requireCityRole(ctx.actor, 'admin')
  const typed = { issuer: input.issuer.trim(), clientId: input.clientId.trim(), isOn: input.isOn }
  const problem = issuerProblem(typed.issuer, typed.isOn)
  if (problem !== null) throw invalid(problem, { reason: 'identity.issuer' })
  const secret = input.secret ?? readSecret(place.dataDir, typed)
  const after = { ...typed, issuer: typed.isOn ? await asked(typed, secret, place.ask) : typed.issuer }
  keep(place.dataDir, after, secret)
  return ctx.store.write('identity.configure', async (tx) => {
    const before = (await readSetting(tx, 'identityService')) ?? none
    await writeSetting(tx, 'identityService', after)
    if (!after.isOn || after.issuer !== before.issuer) await tx.delete(session).where(eq(session.byIdentity, true))
    await audit(tx, {
      at: ctx.now().toISOString(),
      actor: ctx.actor,
      action: 'identity.configure',
      object: 'identity-service',
      detail: { before: worded(before, false), after: worded(after, input.secret !== null) },
    })
    return shown(after, place)
  })
}

async function asked(
  typed: Client,
  secret: string | null,
  ask: (service: IdentityService) => Promise<string>,
): Promise<string> {
  if (typed.clientId === '') throw invalid('请填写客户端编号（Client ID）。', { reason: 'identity.client' })
  if (secret === null) {
    throw invalid('请填写客户端密钥。认证平台地址或客户端编号改动后，原来的密钥不再使用，须重新填写。', {
      reason: 'identity.secret',
    })
  }
  return ask({ ...typed, secret })
}

/** A secret without its client is of no use to anybody but a thief. */
function keep(dataDir: string, client: Client, secret: string | null): void {
  if (secret === null) dropSecret(dataDir)
  else writeSecret(dataDir, client, secret)
}

/** For the audit trail: whether a secret was typed, never which. */
function worded({ issuer, clientId, isOn }: typeof none, hasNewSecret: boolean) {
  return { issuer, clientId, isActive: isOn, newSecret: hasNewSecret }
}

const plainHosts =
  /^(?:localhost|127(?:\.\d+){3}|10(?:\.\d+){3}|192\.168(?:\.\d+){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d+){2})$/

/** What is wrong with the address of an identity service, in words; null: nothing. */
export function issuerProblem(issuer: string, isOn: boolean): string | null {
  if (issuer === '') return isOn ? '请填写认证平台地址（Issuer）。' : null
  const url = URL.canParse(issuer) ? new URL(issuer) : null
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:'
  if (url === null || !isWeb || url.username !== '' || url.search !== '' || url.hash !== '')
    return `认证平台地址应为完整网址，如 https://sso.example.gov.cn，不带“?”和“#”，现为“${issuer}”。`
  if (url.protocol === 'http:' && !plainHosts.test(url.hostname))
    return '认证平台地址须以 https:// 开头：密钥和登录凭据不能明文经过网络。只有本机和内网 IP 地址可以用 http://。'
  return null
}

/** The issuer whose identities count now; null: the service is off. */
export async function presentIssuer(db: Db): Promise<string | null> {
  const kept = await readSetting(db, 'identityService')
  return kept !== null && kept.isOn ? kept.issuer : null
}
