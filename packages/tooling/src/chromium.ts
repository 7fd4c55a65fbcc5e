import { join } from 'node:path'
import { findProgram, installPackage, thisMachine } from './find-program.ts'
import type { Machine, Sought } from './find-program.ts'

const usualPlaces: Sought['usualPlaces'] = {
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

const chromium: Sought = {
  variable: 'CHROMIUM_PATH',
  commands: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge', 'msedge'],
  usualPlaces,
}

/** The path of a Chromium on this machine, or undefined. `CHROMIUM_PATH`, when set, is the only candidate. */
export function findChromium(machine: Machine = thisMachine): string | undefined {
  return findProgram(chromium, machine)
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
  return installPackage('chromium') ? findChromium() : undefined
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
