import { makeBackupBeside } from '@cg/db/backup'
import { useDatabase } from '@cg/db/open'
import { readConfig } from './config.ts'

/** npm run backup: copies the database while the service runs. */
const config = readConfig(process.env)
try {
  useDatabase(config.dataDir, config.databaseUrl)
  process.stdout.write(`已备份到 ${await makeBackupBeside(config.dataDir, new Date())}\n`)
} catch (error) {
  process.stderr.write(`备份没有完成：${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
