import { formatMegabytes } from '@cg/domain/number/number-format'
import { restoreInstallation } from '@cg/db/backup'
import { listBackups } from '@cg/db/backup-file'
import { openStore, useDatabase } from '@cg/db/open'
import { endRestore, readRestoreNote } from '@cg/db/restore'
import { settleAnchor } from '@cg/services/anchor/keep'
import { readWords } from './command.ts'
import { readConfig } from './config.ts'

/** npm run restore -- [FILE]: puts a backup in place of the database; without a file, lists what there is. */
const usage = '用法：npm run restore -- 备份文件'
const [file] = readWords(usage, { options: {}, most: 1 }).positionals
try {
  const config = readConfig(process.env)
  if (file === undefined) {
    const lines = listBackups(config.dataDir).map((backup) => `  ${backup.path}  ${formatMegabytes(backup.bytes)}`)
    process.stdout.write(`${usage}\n${lines.length === 0 ? '  （还没有备份）' : lines.join('\n')}\n`)
  } else {
    useDatabase(config.dataDir, config.databaseUrl)
    const { replaced } = await restoreInstallation(config.dataDir, file)
    // The trail that was restored ends before this: what was done goes into it, and into the anchor that knows better.
    const store = await openStore(config.dataDir)
    await settleAnchor({ store, now: () => new Date() }, config.anchorDir, readRestoreNote(config.dataDir))
    endRestore(config.dataDir)
    store.close()
    process.stdout.write(`已从 ${file} 恢复。${replaced === null ? '' : `原数据保留为 ${replaced}`}\n`)
  }
} catch (error) {
  process.stderr.write(`没有恢复：${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
