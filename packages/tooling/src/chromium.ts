import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

const commands = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge', 'msedge']

const usualPlaces: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  linux: [
    '/usr/lib/chromium/chromium',
    '/opt/google/chrome/chrome',
    '/opt/microsoft/msedge/msedge',
    '/snap/bin/chromium',
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].flatMap((variable) =>
    [String.raw`Google\Chrome\Application\chrome.exe`, String.raw`Microsoft\Edge\Application\msedge.exe`].map((path) =>
      join(process.env[variable] ?? String.raw`C:\Program Files`, path),
    ),
  ),
}

type Machine = {
  readonly env: NodeJS.ProcessEnv
  readonly platform: NodeJS.Platform
  readonly isExecutable: (path: string) => boolean
}

const thisMachine: Machine = { env: process.env, platform: process.platform, isExecutable }

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** The path of a Chromium on this machine, or undefined. `CHROMIUM_PATH`, when set, is the only candidate. */
export function findChromium(machine: Machine = thisMachine): string | undefined {
  const named = machine.env['CHROMIUM_PATH']
  if (named !== undefined && named !== '') return machine.isExecutable(named) ? named : undefined
  const suffix = machine.platform === 'win32' ? '.exe' : ''
  const folders = (machine.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  const onPath = commands.flatMap((command) => folders.map((folder) => join(folder, command + suffix)))
  return [...onPath, ...(usualPlaces[machine.platform] ?? [])].find(machine.isExecutable)
}

/** What a person must do when no Chromium was found and none could be installed. */
export const chromiumAdvice = [
  'No Chromium was found for the browser tests.',
  '  Debian, Ubuntu: sudo apt-get install -y chromium    Fedora: sudo dnf install -y chromium    macOS: brew install --cask chromium',
  '  or name one: CHROMIUM_PATH=/path/to/chrome npm test',
  '未找到浏览器测试所需的 Chromium：请按上面的命令安装，或用环境变量 CHROMIUM_PATH 指定 Chrome、Edge 或 Chromium 的路径。',
].join('\n')

/** Chromium found, else installed with apt-get when this is root; undefined when neither worked. */
export function findOrInstallChromium(): string | undefined {
  const found = findChromium()
  if (found !== undefined || process.env['CHROMIUM_PATH']) return found
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).status !== 0) return undefined
  process.stdout.write('Installing Chromium with apt-get …\n')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const run = (...args: string[]): boolean =>
    spawnSync('apt-get', ['-qq', ...args], { stdio: ['ignore', 'ignore', 'inherit'], env }).status === 0
  return run('update') && run('install', '-y', '--no-install-recommends', 'chromium') ? findChromium() : undefined
}

/** The path of a Chromium for a test; throws with advice when there is none. */
export function chromiumPath(): string {
  const path = findChromium()
  if (path === undefined) throw new Error(chromiumAdvice)
  return path
}

/** Switches for a quiet, offline, headless Chromium that also runs as root. */
export const chromiumArgs: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
