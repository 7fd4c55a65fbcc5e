import { resolve } from 'node:path'
import { isDatabaseUrl } from '@cg/db/source'

export type Config = {
  dataDir: string
  /** A database of PostgreSQL instead of a file in the data folder. */
  databaseUrl: string | null
  /** A server of PostgreSQL that follows that one: this process only reads, from there. */
  replicaUrl: string | null
  /** Where the anchor of the chain is kept; best on another disk than the data. */
  anchorDir: string
  host: string
  port: number
  /** The address people type, when a proxy with TLS stands in front: https://cg.example.gov.cn */
  publicUrl: URL | null
  /** Addresses of trusted proxies; false: believe no forwarded header. */
  trustProxy: string[] | false
  logLevel: string
}

/** The only reader of the environment. Lists everything that is wrong at once. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const problems: string[] = []
  const port = Number(env['PORT'] ?? '3000')
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    problems.push(`PORT 应为 0—65535 的整数，现为“${env['PORT']}”`)
  const publicUrl = readUrl(env['PUBLIC_URL'], problems)
  const databaseUrl = readDatabaseUrl('DATABASE_URL', env['DATABASE_URL'], problems)
  const replicaUrl = readDatabaseUrl('REPLICA_URL', env['REPLICA_URL'], problems)
  if (problems.length > 0)
    throw new Error(`环境变量有误，程序没有启动：\n${problems.map((problem) => `- ${problem}`).join('\n')}`)
  return {
    dataDir: resolve(env['DATA_DIR'] ?? 'data'),
    databaseUrl,
    replicaUrl,
    anchorDir: resolve(env['ANCHOR_DIR'] ?? env['DATA_DIR'] ?? 'data'),
    host: env['HOST'] ?? '127.0.0.1',
    port,
    publicUrl,
    trustProxy:
      env['TRUST_PROXY'] === undefined ? false : env['TRUST_PROXY'].split(',').map((address) => address.trim()),
    logLevel: env['LOG_LEVEL'] ?? 'warn',
  }
}

function readDatabaseUrl(name: string, text: string | undefined, problems: string[]): string | null {
  if (text === undefined || text === '') return null
  if (isDatabaseUrl(text) && URL.canParse(text)) return text
  problems.push(`${name} 应为 PostgreSQL 的地址，如 postgres://用户:密码@主机:5432/数据库名`)
  return null
}

function readUrl(text: string | undefined, problems: string[]): URL | null {
  if (text === undefined || text === '') return null
  if (!URL.canParse(text)) {
    problems.push(`PUBLIC_URL 应为完整网址，如 https://cg.example.gov.cn，现为“${text}”`)
    return null
  }
  return new URL(text)
}
