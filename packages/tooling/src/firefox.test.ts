import { expect, test } from 'vitest'
import { findFirefox } from './firefox.ts'

function machine(present: readonly string[], env: NodeJS.ProcessEnv = {}) {
  return {
    env: { PATH: '/usr/local/bin:/usr/bin', ...env },
    platform: 'linux' as const,
    isExecutable: (path: string) => present.includes(path),
  }
}

test('the long-term release is preferred to another Firefox', () => {
  expect(findFirefox(machine(['/usr/local/bin/firefox', '/usr/bin/firefox-esr']))).toBe('/usr/bin/firefox-esr')
})

test('FIREFOX_PATH wins, and one that cannot be run is not silently replaced', () => {
  expect(findFirefox(machine(['/opt/mine', '/usr/bin/firefox-esr'], { FIREFOX_PATH: '/opt/mine' }))).toBe('/opt/mine')
  expect(findFirefox(machine(['/usr/bin/firefox-esr'], { FIREFOX_PATH: '/opt/gone' }))).toBeUndefined()
})

test('a machine without any is undefined', () => {
  expect(findFirefox(machine([]))).toBeUndefined()
})
