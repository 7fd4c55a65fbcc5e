import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { root } from './repo.ts'
import { startProblem } from './start-options.ts'

const unit = readFileSync(join(root, 'packages/tooling/deploy/workforce-reform-monitor.service'), 'utf8')
const lines = unit.split('\n')
const valuesOf = (key: string): string[] =>
  lines.filter((line) => line.startsWith(`${key}=`)).map((line) => line.slice(key.length + 1))

it('starts what npm start starts, with words it knows, and only sets what the server reads', () => {
  const [command = ''] = valuesOf('ExecStart')
  const [node, script = '', ...words] = command.split(' ')
  expect(node).toBe('/opt/workforce-reform-monitor/node_modules/node/bin/node')
  expect(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts.start).toBe(`node ${script}`)
  expect(startProblem(words)).toBe(undefined)
  const config = readFileSync(join(root, 'apps/api/src/config.ts'), 'utf8')
  const names = valuesOf('Environment').map((line) => line.split('=')[0] ?? '')
  expect(names.filter((name) => name !== 'NODE_ENV' && !config.includes(`env['${name}']`))).toEqual([])
  expect(names).toContain('DATA_DIR')
})

it('leaves a stop more time than it takes, and keeps what it writes in its state directory', () => {
  const main = readFileSync(join(root, 'apps/api/src/main.ts'), 'utf8')
  const stopMs = Number(/const stopMs = ([\d_]+)/.exec(main)?.[1]?.replaceAll('_', ''))
  expect(Number(valuesOf('TimeoutStopSec')[0]) * 1000).toBeGreaterThan(2 * stopMs)
  const data = valuesOf('Environment').find((line) => line.startsWith('DATA_DIR='))
  expect(data).toContain(`/var/lib/${valuesOf('StateDirectory')[0]}/`)
})

const hasSystemd = spawnSync('systemd-analyze', ['--version']).status === 0

it.runIf(hasSystemd)('is a unit that systemd takes without a remark', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cg-unit-'))
  try {
    const file = join(folder, 'workforce-reform-monitor.service')
    const verify = (text: string): string => {
      // Stands on this machine elsewhere, and its account is made when it is installed.
      const here = text
        .replaceAll('/opt/workforce-reform-monitor/node_modules/node/bin/node', process.execPath)
        .replaceAll('/opt/workforce-reform-monitor', root)
        .replace(/^User=.*$/m, 'User=daemon')
      writeFileSync(file, here)
      const { status, stdout, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', file], {
        encoding: 'utf8',
      })
      const about = `${stdout}${stderr}`.split('\n').filter((line) => line.includes('workforce-reform-monitor'))
      return `${status} ${about.join('\n')}`
    }
    expect(verify(unit)).toBe('0 ')
    expect(verify(unit.replace('Type=exec', 'Type=sometimes'))).toContain('sometimes')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
