import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { findProgram, installPackage, thisMachine } from '../find-program.ts'
import type { Machine } from '../find-program.ts'

/** Debian keeps each version's programs in a folder of its own that is on nobody's PATH. */
const debianFolder = '/usr/lib/postgresql'

export const postgresAdvice = [
  'No PostgreSQL server was found for what runs on one.',
  '  Debian, Ubuntu: sudo apt-get install -y postgresql    Fedora: sudo dnf install -y postgresql-server    macOS: brew install postgresql',
  '  or name the folder of initdb and postgres: POSTGRES_BIN=/usr/lib/postgresql/15/bin npm test',
  '未找到 PostgreSQL 服务端程序：请按上面的命令安装，或用环境变量 POSTGRES_BIN 指定 initdb、postgres 所在的目录。',
].join('\n')

/** The folder of initdb, postgres and pg_basebackup, the newest version's; undefined without any. `POSTGRES_BIN`, when set, is the only candidate. */
export function findPostgres(
  machine: Machine = thisMachine,
  versions: readonly string[] = debianVersions(),
): string | undefined {
  const named = machine.env['POSTGRES_BIN']
  if (named !== undefined && named !== '') return machine.isExecutable(join(named, 'initdb')) ? named : undefined
  const newest = versions
    .toSorted((left, right) => Number(right) - Number(left))
    .map((version) => join(debianFolder, version, 'bin'))
    .find((folder) => machine.isExecutable(join(folder, 'initdb')))
  if (newest !== undefined) return newest
  const onPath = findProgram({ variable: '', commands: ['initdb'], usualPlaces: {} }, machine)
  return onPath === undefined ? undefined : dirname(onPath)
}

function debianVersions(): string[] {
  try {
    return readdirSync(debianFolder).filter((name) => /^\d+$/.test(name))
  } catch {
    // Not a Debian, or none installed.
    return []
  }
}

/** As findPostgres; Debian's package is installed first where it is missing and this is root. Throws with advice. */
export function postgresPrograms(): string {
  const found = findPostgres()
  if (found !== undefined) return found
  const installed = !process.env['POSTGRES_BIN'] && installPackage('postgresql') ? findPostgres() : undefined
  if (installed === undefined) throw new Error(postgresAdvice)
  return installed
}
