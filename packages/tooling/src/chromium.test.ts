import { expect, test } from 'vitest'
import { findChromium } from './chromium.ts'

function machine(present: readonly string[], env: NodeJS.ProcessEnv = {}, platform: NodeJS.Platform = 'linux') {
  return {
    env: { PATH: '/usr/local/bin:/usr/bin', ...env },
    platform,
    isExecutable: (path: string) => present.includes(path),
  }
}

test('Chromium on the PATH is preferred to Chrome and Edge', () => {
  expect(findChromium(machine(['/usr/local/bin/google-chrome', '/usr/bin/chromium']))).toBe('/usr/bin/chromium')
})

test('CHROMIUM_PATH wins', () => {
  const env = { CHROMIUM_PATH: '/opt/mine' }
  expect(findChromium(machine(['/opt/mine', '/usr/bin/chromium'], env))).toBe('/opt/mine')
})

test('a CHROMIUM_PATH that cannot be run is not silently replaced', () => {
  expect(findChromium(machine(['/usr/bin/chromium'], { CHROMIUM_PATH: '/opt/gone' }))).toBeUndefined()
})

test('Chrome is found in its usual place on a Mac', () => {
  const chrome = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
  expect(findChromium(machine([chrome], {}, 'darwin'))).toBe(chrome)
})

test('a machine without any is undefined', () => {
  expect(findChromium(machine([]))).toBeUndefined()
})
