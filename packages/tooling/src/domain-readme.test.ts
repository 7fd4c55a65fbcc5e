import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { isTestPath } from './imports/classify.ts'
import { listFiles, root } from './repo.ts'

const folder = fileURLToPath(new URL('../../domain/', import.meta.url))
const readme = readFileSync(`${folder}README.md`, 'utf8')

function block(language: string): string {
  const found = new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\\n\`\`\``).exec(readme)?.[1]
  if (found === undefined) throw new Error(`the README has no ${language} block`)
  return found
}

/** Runs TypeScript as a stranger would, from a folder that sees the workspaces. */
function run(code: string): string {
  const options = { cwd: folder, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' } } as const
  return execFileSync(process.execPath, ['--input-type=module-typescript', '--eval', code], options).trimEnd()
}

describe('the README of the engine', () => {
  it('computes a published index in fifteen lines, with the result it prints', () => {
    const code = block('ts')
    expect(code.split('\n').length).toBeLessThanOrEqual(15)
    expect(run(code)).toBe(block('text'))
  })

  it('calls the published-index engine reference, and no product module outside the engine’s package imports it', () => {
    expect(readme).toContain('## What is product, and what is reference')
    const sources = listFiles(root).filter((file) => /^(?!packages\/domain\/).*\.tsx?$/.test(file) && !isTestPath(file))
    expect(sources.length).toBeGreaterThan(300)
    const users = sources.filter((file) => /from '@cg\/domain\/index\//.test(readFileSync(`${root}/${file}`, 'utf8')))
    expect(users).toEqual([])
  })

  it('names for each room functions that exist, and no room is left out', () => {
    const rooms = readme.split(/^### /m).slice(1)
    const named = rooms.map((room) => ({
      room: /^[a-z]+/.exec(room)?.[0] ?? '',
      files: [...room.matchAll(/^- `([a-z-]+)\.ts`: (.+)$/gm)].map(([, file = '', list = '']) => ({
        file,
        functions: [...list.matchAll(/`([A-Za-z]+)`/g)].map(([, name = '']) => name),
      })),
    }))
    const built = readdirSync(`${folder}src`, { withFileTypes: true }).filter((entry) => entry.isDirectory())
    const expected = built.map((entry) => entry.name).filter((name) => name !== 'testing')
    expect(named.map(({ room }) => room).toSorted()).toEqual(expected.toSorted())
    for (const { room, files } of named) expect(files.length, room).toBeGreaterThan(0)
    const listed = named.flatMap(({ room, files }) => files.map((file) => ({ ...file, file: `${room}/${file.file}` })))
    const code = `
      const missing = []
      for (const { file, functions } of ${JSON.stringify(listed)}) {
        const module = await import('@cg/domain/' + file)
        for (const name of functions) if (typeof module[name] !== 'function') missing.push(file + ' ' + name)
      }
      console.log(missing.join(', '))`
    expect(run(code)).toBe('')
  })
})
