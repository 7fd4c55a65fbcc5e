import { resolve } from 'node:path'
import { moveToFile, moveToPostgres } from '@cg/db/move'
import type { Moved, MoveOptions } from '@cg/db/move'
import { openStore } from '@cg/db/open'
import { StoreRefusal } from '@cg/db/refusal'
import { isDatabaseUrl } from '@cg/db/source'
import { itself, verifyHistory } from '@cg/services/anchor/verify'
import { readWords } from './command.ts'
import { readConfig } from './config.ts'

/**
 * npm run move -- postgres://user:password@host/database: brings the installation of DATA_DIR into an empty database of
 * PostgreSQL. npm run move -- sqlite:FOLDER: brings that of the data folder FOLDER back into its file.
 */
const usage = `用法：
  npm run move -- postgres://用户:密码@主机:5432/空数据库   把 DATA_DIR 的数据迁入 PostgreSQL
  npm run move -- sqlite:数据目录                         把该数据目录的数据迁回数据文件`

const say = (words: string): void => void process.stdout.write(`${words}\n`)

/** Holds a copy against its chains, its releases and the anchor; says what was seen, or refuses with it. */
function verifier(anchorDir: string): MoveOptions['verify'] {
  return async (folder, what) => {
    const store = await openStore(folder)
    try {
      const ctx = { store, now: () => new Date(), actor: itself }
      const { isIntact, events, seals, findings } = await verifyHistory(ctx, { dataDir: folder, anchorDir }, true)
      const named = what === 'from' ? '原数据' : '迁移后的数据'
      if (!isIntact)
        throw new StoreRefusal(
          'not_sound',
          `${named}没有通过校验：\n${findings.map((words) => `✗ ${words}`).join('\n')}`,
        )
      say(`✓ ${named}：${events} 条审计记录，${seals} 个封签`)
    } finally {
      store.close()
    }
  }
}

function told({ tables, rows, left }: Moved): string {
  return `已迁移 ${tables} 张表、${rows} 行，两边逐表一致。${left === 'PostgreSQL' ? '原 PostgreSQL 数据库保留，程序不会再打开它。' : `原数据文件保留为 ${left}。`}`
}

async function move(target: string): Promise<void> {
  const { dataDir, anchorDir } = readConfig(process.env)
  if (isDatabaseUrl(target)) {
    const moved = await moveToPostgres({ folder: dataDir, verify: verifier(anchorDir), say }, target)
    if (moved === 'finished') say('上次迁移已经复制并校验完毕，现已收尾。')
    else say(told(moved))
    say('请在启动服务的环境中设置 DATABASE_URL 为这个地址，再启动。')
    return
  }
  const folder = resolve(target.slice('sqlite:'.length) || dataDir)
  const anchors = process.env['ANCHOR_DIR'] === undefined ? folder : anchorDir
  say(told(await moveToFile({ folder, verify: verifier(anchors), say })))
  say('请从启动服务的环境中去掉 DATABASE_URL，再启动。')
}

const { positionals } = readWords(usage, { options: {}, most: 1 })
const [target] = positionals
if (target === undefined || !(isDatabaseUrl(target) || target.startsWith('sqlite:'))) {
  const words =
    target === undefined ? '请写明迁到哪里。' : `不是 PostgreSQL 的地址，也不是 sqlite:数据目录：${target}。`
  process.stderr.write(`${words}\n${usage}\n`)
  process.exit(2)
}
try {
  await move(target)
  process.exit(0)
} catch (error) {
  const words = error instanceof StoreRefusal ? error.message : error instanceof Error ? error.stack : String(error)
  process.stderr.write(`没有迁移：${words}\n`)
  process.exit(1)
}
