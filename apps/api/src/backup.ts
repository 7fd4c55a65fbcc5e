import { makeBackupBeside } from '@cg/db/backup'
import { useDatabase } from '@cg/db/open'
import { readWords } from './command.ts'
import { readConfig } from './config.ts'

/** npm run backup: copies the database while the service runs. */
readWords('用法：npm run backup。备份放在数据目录的 backups 里。', { options: {}, most: 0 })
try {
  const config = readConfig(process.env)
  useDatabase(config.dataDir, config.databaseUrl)
  process.stdout.write(`已备份到 ${await makeBackupBeside(config.dataDir, new Date())}\n`)
} catch (error) {
  process.stderr.write(`备份没有完成：${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
