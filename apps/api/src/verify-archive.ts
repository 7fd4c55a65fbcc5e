import { readFileSync } from 'node:fs'
import { readZip } from '@cg/export/archive/zip'
import { checkArchive } from '@cg/services/release/publish/archive'
import { readWords } from './command.ts'

/** npm run verify-archive -- FILE: recomputes what the archive of a release says of itself; 0 where it is sound. */
const usage = '用法：npm run verify-archive -- 2026Q3_发布存档_CG-2026Q3-01.zip'
const [path] = readWords(usage, { options: {}, most: 1 }).positionals
if (path === undefined) {
  process.stderr.write(`请写明发布存档文件。\n${usage}\n`)
  process.exit(2)
}
try {
  const checks = checkArchive(await readZip(readFileSync(path)))
  for (const { isSound, words } of checks) process.stdout.write(`${isSound ? '✓' : '✗'} ${words}\n`)
  process.exit(checks.every(({ isSound }) => isSound) ? 0 : 1)
} catch (error) {
  process.stderr.write(`无法读取 ${path}：${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
