import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { remarkOn } from './command.ts'

const shape = { options: { anchor: { type: 'string' }, empty: { type: 'boolean' } }, most: 1 } as const
const remark = (words: string) => remarkOn(words.split(' ').filter(Boolean), '用法：…', shape)

describe('the words behind a command', () => {
  it.each(['', 'a', '--anchor 4-a', '--anchor=4-a', 'a --empty', '--empty a', '-- --a'])(
    '“%s” is understood',
    (words) => {
      expect(remark(words)).toBe(null)
    },
  )

  it.each([
    ['--nonsense=1', '--nonsense=1'],
    ['--empty -x', '-x'],
    ['a b', 'b'],
    ['a --anchor', '--anchor'],
    ['--empty=no', '--empty=no'],
    ['--constructor', '--constructor'],
  ])('in “%s” the word %s is named, with the usage', (words, named) => {
    expect(remark(words)).toEqual({ isAsked: false, words: `无法识别的参数 ${named}。\n用法：…` })
  })

  it.each(['--help', '-h', 'a b --help'])('“%s” asks for the usage', (words) => {
    expect(remark(words)).toEqual({ isAsked: true, words: '用法：…' })
  })
})

it('a command that is not understood says so before anything is done', () => {
  const path = fileURLToPath(new URL('./restore.ts', import.meta.url))
  const env = { ...process.env, DATA_DIR: '/nonexistent/data' }
  const { status, stdout, stderr } = spawnSync(process.execPath, [path, '--to=x'], { env, encoding: 'utf8' })
  expect({ status, stdout, stderr }).toEqual({
    status: 2,
    stdout: '',
    stderr: '无法识别的参数 --to=x。\n用法：npm run restore -- 备份文件\n',
  })
  expect(existsSync('/nonexistent')).toBe(false)
})
