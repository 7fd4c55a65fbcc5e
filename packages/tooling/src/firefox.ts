import { findProgram, installPackage, thisMachine } from './find-program.ts'
import type { Machine, Sought } from './find-program.ts'

const firefox: Sought = {
  variable: 'FIREFOX_PATH',
  commands: ['firefox-esr', 'firefox'],
  usualPlaces: {
    linux: ['/usr/lib/firefox-esr/firefox-esr', '/usr/lib/firefox/firefox', '/snap/bin/firefox'],
    darwin: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
    win32: [String.raw`C:\Program Files\Mozilla Firefox\firefox.exe`],
  },
}

/** The path of a Firefox on this machine, or undefined. `FIREFOX_PATH`, when set, is the only candidate. */
export function findFirefox(machine: Machine = thisMachine): string | undefined {
  return findProgram(firefox, machine)
}

/** Said when the pages were not drawn in Firefox. */
export const firefoxAdvice = [
  'No Firefox was found: the pages were not drawn in it, and its tests were skipped.',
  '  Debian: sudo apt-get install -y firefox-esr    Fedora: sudo dnf install -y firefox    macOS: brew install --cask firefox',
  '  or name one: FIREFOX_PATH=/path/to/firefox npm test',
  '未找到 Firefox，已跳过在其中绘制页面的测试：请按上面的命令安装，或用环境变量 FIREFOX_PATH 指定路径。',
].join('\n')

/** Firefox found, else installed with apt-get when this is root; undefined when neither worked. */
export function findOrInstallFirefox(): string | undefined {
  const found = findFirefox()
  if (found !== undefined || process.env['FIREFOX_PATH']) return found
  return installPackage('firefox-esr') ? findFirefox() : undefined
}
