import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

/** Knip's report of one file: lists of findings by kind, empty ones included. */
type FileIssues = { readonly file: string } & Readonly<Record<string, unknown>>

/** What nobody uses in the repository at `folder`: files, exports, types and dependencies, as knip.jsonc sets it up. */
export function findDeadCode(folder: string): string[] {
  const script = join(folder, 'node_modules/knip/bin/knip.js')
  const { stdout, stderr } = spawnSync(process.execPath, [script, '--no-progress', '--reporter', 'json'], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  const report = readReport(stdout)
  if (report === null) return [`knip gave no report: ${stderr.trim()}`]
  return report.flatMap(({ file, ...kinds }) =>
    Object.entries(kinds).flatMap(([kind, found]) => namesOf(found).map((name) => `${file}: ${kind} ${name}`)),
  )
}

function readReport(text: string): readonly FileIssues[] | null {
  try {
    const { issues } = JSON.parse(text) as { issues?: readonly FileIssues[] }
    return issues ?? null
  } catch {
    return null
  }
}

function namesOf(found: unknown): string[] {
  if (!Array.isArray(found)) return []
  return found.map((one: unknown) => (typeof one === 'object' && one !== null && 'name' in one ? String(one.name) : ''))
}
