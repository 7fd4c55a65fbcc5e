import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export type Workspace = {
  /** Name without the scope: 'domain', 'api'. */
  readonly name: string
  readonly folder: string
  readonly declared: ReadonlySet<string>
}

/** The workspaces of the root package.json, and the root itself last. */
export function readWorkspaces(root: string): Workspace[] {
  const manifest = readManifest(join(root, 'package.json'))
  const shared = Object.keys(manifest.devDependencies ?? {})
  const members = (manifest.workspaces ?? []).map((folder) => {
    const { name, dependencies, devDependencies } = readManifest(join(root, folder, 'package.json'))
    const declared = new Set([...Object.keys(dependencies ?? {}), ...Object.keys(devDependencies ?? {})])
    return { name: name.replace('@cg/', ''), folder, declared }
  })
  return [...members, { name: 'root', folder: '', declared: new Set(shared) }]
}

type Manifest = {
  readonly name: string
  readonly workspaces?: readonly string[]
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
}

// A cast: npm has already refused a manifest that is not of this form.
function readManifest(path: string): Manifest {
  return JSON.parse(readFileSync(path, 'utf8')) as Manifest
}
