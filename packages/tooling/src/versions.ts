import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Lowest versions without a known hole that matters here (quality.md 5.4; advisories named there). */
const lowest: Readonly<Record<string, string>> = {
  fastify: '5.12.8',
  '@fastify/static': '10.1.1',
  '@fastify/multipart': '10.1.9',
  echarts: '6.1.0',
  'drizzle-orm': '0.45.2',
}

const unwanted: Readonly<Record<string, string>> = {
  xlsx: 'unmaintained on npm: CVE-2023-30533, CVE-2024-22363',
  exceljs: 'CVE-2026-78207 when it reads uploads; 2.4 GB of memory',
  '@fastify/middie': 'hooks run before it or not at all, so rights can be passed by',
}

type Lockfile = { readonly packages: Readonly<Record<string, { readonly version?: string }>> }

/** Every copy in the lockfile, nested ones too, that is too old or not wanted at all. */
export function versionProblems(lockfile: Lockfile): string[] {
  return Object.entries(lockfile.packages).flatMap(([path, { version }]) => {
    const name = path.includes('node_modules/') ? path.split('node_modules/').at(-1) : undefined
    if (name === undefined || version === undefined) return []
    const reason = unwanted[name]
    if (reason !== undefined) return [`${path}: ${name} is not used here (${reason})`]
    const floor = lowest[name]
    if (floor === undefined || !isBelow(version, floor)) return []
    return [`${path}: ${name} ${version} has known holes; at least ${floor}`]
  })
}

/** Whether the lockfile has the packages the floors are about, so that a rename does not blind the check. */
export function unseenFloors(lockfile: Lockfile): string[] {
  return Object.keys(lowest).filter((name) => lockfile.packages[`node_modules/${name}`] === undefined)
}

export function readLockfile(root: string): Lockfile {
  // A cast: npm wrote this file and has just installed from it.
  return JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as Lockfile
}

function isBelow(version: string, floor: string): boolean {
  const difference = compare(numbers(version), numbers(floor))
  // 6.1.0-beta.1 comes before 6.1.0.
  return difference < 0 || (difference === 0 && version.includes('-'))
}

function numbers(version: string): number[] {
  return (version.split('-')[0] ?? '').split('.').map(Number)
}

function compare(a: readonly number[], b: readonly number[]): number {
  const differing = a.findIndex((part, index) => part !== b[index])
  return differing === -1 ? 0 : (a[differing] ?? 0) - (b[differing] ?? 0)
}
