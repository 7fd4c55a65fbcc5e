import { join } from 'node:path'
import { root } from './repo.ts'
import { startProblem } from './start-options.ts'
import { ensureWebBuilt } from './web-build.ts'

function refuse(message: string): never {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}

const problem = startProblem(process.argv.slice(2))
if (problem !== undefined) refuse(problem)

if (!ensureWebBuilt(root)) {
  refuse('The web could not be built; the reason is above. Nothing was started.\n网页构建失败，原因见上，服务未启动。')
}

process.env['DATA_DIR'] ??= join(root, 'data')
process.env['PORT'] ??= '3000'
process.env['HOST'] ??= '127.0.0.1'

await import('@cg/api/main')
