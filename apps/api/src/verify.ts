import { openStore, useDatabase } from '@cg/db/open'
import { isHead, releaseOfHead } from '@cg/services/anchor/keep'
import { itself, verifyHistory } from '@cg/services/anchor/verify'
import { readWords } from './command.ts'
import { readConfig } from './config.ts'

/**
 * npm run verify [-- --anchor 412-9f3a5c07d2e1]: holds an installation against its chains, its anchor, the contents of its
 * releases and, where one is given, a head that was printed; 0 where all is sound.
 */
const usage = `用法：
  npm run verify                                   核对数据、审计链、各次发布与存证
  npm run verify -- --anchor 412-9f3a5c07d2e1      再核对文件上印的封签是否在这条链上`
const { values } = readWords(usage, { options: { anchor: { type: 'string' } }, most: 0 })
try {
  const config = readConfig(process.env)
  useDatabase(config.dataDir, config.databaseUrl)
  const store = await openStore(config.dataDir)
  const ctx = { store, now: () => new Date(), actor: itself }
  const { isIntact, events, seals, sealHead, anchored, findings } = await verifyHistory(ctx, config, true)
  for (const words of findings) process.stdout.write(`✗ ${words}\n`)
  process.stdout.write(
    `${isIntact ? '✓' : '✗'} ${events} 条审计记录，${seals} 个封签（${sealHead.slice(0, 24)}），存证 ${anchored} 次\n`,
  )
  const printed = values.anchor
  const isHeld = printed === undefined || (await store.read((db) => isHead(db, printed)))
  if (printed !== undefined) {
    const of = await store.read((db) => releaseOfHead(db, printed))
    const words = of === null ? '' : `，${of} 的文件印的就是它`
    process.stdout.write(
      isHeld ? `✓ ${printed} 在这条链上${words}\n` : `✗ ${printed} 不在这条链上：它之后的记录被删除或重写\n`,
    )
  }
  store.close()
  process.exit(isIntact && isHeld ? 0 : 1)
} catch (error) {
  process.stderr.write(`无法校验：${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(2)
}
