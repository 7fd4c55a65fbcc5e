import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** What is asked of a machine to find a program on it. */
export type Machine = {
  readonly env: NodeJS.ProcessEnv
  readonly platform: NodeJS.Platform
  readonly isExecutable: (path: string) => boolean
}

export const thisMachine: Machine = { env: process.env, platform: process.platform, isExecutable }

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

export type Sought = {
  /** The variable that names the only candidate when it is set. */
  readonly variable: string
  readonly commands: readonly string[]
  readonly usualPlaces: Partial<Record<NodeJS.Platform, readonly string[]>>
}

/** The path of a program: what its variable names, else the first command on the PATH, else a usual place; or undefined. */
export function findProgram({ variable, commands, usualPlaces }: Sought, machine: Machine): string | undefined {
  const named = machine.env[variable]
  if (named !== undefined && named !== '') return machine.isExecutable(named) ? named : undefined
  const suffix = machine.platform === 'win32' ? '.exe' : ''
  const folders = (machine.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  const onPath = commands.flatMap((command) => folders.map((folder) => join(folder, command + suffix)))
  return [...onPath, ...(usualPlaces[machine.platform] ?? [])].find(machine.isExecutable)
}

/** Installs a Debian package with apt-get when this is root; whether that worked. */
export function installPackage(name: string): boolean {
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).status !== 0) return false
  process.stdout.write(`Installing ${name} with apt-get …\n`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const run = (...args: string[]): boolean =>
    spawnSync('apt-get', ['-qq', ...args], { stdio: ['ignore', 'ignore', 'inherit'], env }).status === 0
  return run('update') && run('install', '-y', '--no-install-recommends', name)
}
