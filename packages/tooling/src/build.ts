import { root } from './repo.ts'
import { ensureWebBuilt } from './web-build.ts'

/* npm run build: everything that a start would make in the checkout, so that a server can run from one it may not write. */

process.exitCode = ensureWebBuilt(root) ? 0 : 1
