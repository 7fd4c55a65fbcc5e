import { setFlagsFromString } from 'node:v8'
import { resolveOnce } from '@cg/db/resolve-once'
import { becomeFrugal, giveBackCompiled } from './frugal.ts'
import { root } from './repo.ts'
import { startProblem } from './start-options.ts'
import { ensureWebBuilt } from './web-build.ts'

function refuse(message: string): never {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}

const problem = startProblem(process.argv.slice(2))
if (problem !== undefined) refuse(problem)

becomeFrugal()

if (!ensureWebBuilt(root)) {
  refuse('The web could not be built; the reason is above. Nothing was started.\n网页构建失败，原因见上，服务未启动。')
}

// The server's defaults (./data) are meant from the checkout, wherever this was called.
process.chdir(root)
// Loading the modules would grow V8's young generation by 180 MB that an idle server never gives back.
setFlagsFromString('--semi-space-growth-factor=1')

resolveOnce('drizzle-orm')

await import('@cg/api/main')
giveBackCompiled()

// From here on bursts of work may have the room.
setFlagsFromString('--semi-space-growth-factor=2')
