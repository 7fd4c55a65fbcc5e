import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { keepPrivate, writeDurably } from '@cg/db/private-file'

/** For whom a secret was given: it is never sent to another. */
export type Client = { readonly issuer: string; readonly clientId: string }

/**
 * The client's secret lies in the data folder, for the owner's eyes alone, and not in the database: backups, which travel,
 * do not carry it.
 */
export const secretFile = 'identity-secret'

/** Null where there is none for this issuer and client. */
export function readSecret(dataDir: string, client: Client): string | null {
  const path = join(dataDir, secretFile)
  if (!existsSync(path)) return null
  keepPrivate(path)
  const kept = parseKept(readFileSync(path, 'utf8'))
  return kept !== null && kept.issuer === client.issuer && kept.clientId === client.clientId ? kept.secret : null
}

export function writeSecret(dataDir: string, client: Client, secret: string): void {
  writeDurably(join(dataDir, secretFile), JSON.stringify({ ...client, secret }))
}

export function dropSecret(dataDir: string): void {
  rmSync(join(dataDir, secretFile), { force: true })
}

/** A file that somebody has edited into something else holds no secret: the page asks for it again. */
function parseKept(text: string): (Client & { readonly secret: string }) | null {
  let kept: unknown
  try {
    kept = JSON.parse(text)
  } catch {
    return null
  }
  if (typeof kept !== 'object' || kept === null) return null
  const { issuer, clientId, secret } = kept as Record<string, unknown>
  return typeof issuer === 'string' && typeof clientId === 'string' && typeof secret === 'string'
    ? { issuer, clientId, secret }
    : null
}
