import { existsSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { isFirstRun, openStore } from '@cg/db/open'
import { StoreRefusal } from '@cg/db/refusal'
import { loadFolder } from './load/load-folder.ts'
import type { LoadReport } from './load/write.ts'
import { LoadRefused, LoadUnconfirmed } from './load/problem.ts'

/* npm run load -- FOLDER: a city's first data from CSV or XLSX files. DATA_DIR names the installation. */

function refuse(message: string): never {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}

function reportWords(report: LoadReport): string {
  const { units, bases, departments, users, liaisons, periods, targets, baselines, figures, forms, changes, notes } =
    report
  const all = [units, bases, departments, users, liaisons, periods, targets, baselines, figures]
  if (all.every((count) => count === 0)) {
    return ['没有变化：文件夹里的内容都已装入，没有写入任何数据。', ...notes].join('\n')
  }
  return [
    `装载完成：单位 ${units}，产业基础 ${bases}，部门 ${departments}，用户 ${users}，联络员 ${liaisons}，季度 ${periods}，目标 ${targets}，` +
      `基期 ${baselines}，历史数字 ${figures}（报表 ${forms} 张，均为已通过）。`,
    ...(changes.length === 0 ? [] : [`其中改动已有的 ${changes.length} 处：`, ...changes]),
    ...notes,
    ...(forms > 0 ? ['历史季度请由产改办逐季生成试看，并由另一人发布。'] : []),
  ].join('\n')
}

async function main(folder: string, isConfirmed: boolean): Promise<void> {
  const dataDir = resolve(process.env['DATA_DIR'] ?? 'data')
  if (isFirstRun(dataDir)) refuse(`数据目录 ${dataDir} 还没有初始化。请先运行 npm start -- --empty。`)
  const store = await openStore(dataDir)
  try {
    const report = await loadFolder({ store, now: () => new Date() }, folder, { isConfirmed })
    process.stdout.write(`${reportWords(report)}\n`)
  } finally {
    store.close()
  }
}

const usage = '用法：npm run load -- 文件夹 [--confirm]。文件夹里放 units.csv 等文件，样子见 seeds/example。'
const words = process.argv.slice(2)
const [folder, ...others] = words.filter((word) => word !== '--confirm')
if (folder === undefined) refuse(usage)
if (others.length > 0 || folder.startsWith('-')) refuse(`无法识别的参数 ${others.join(' ') || folder}。${usage}`)
if (!existsSync(folder) || !statSync(folder).isDirectory()) refuse(`没有找到文件夹 ${resolve(folder)}，请核对路径。`)
try {
  await main(folder, words.includes('--confirm'))
} catch (error) {
  if (error instanceof LoadRefused || error instanceof LoadUnconfirmed || error instanceof StoreRefusal)
    refuse(error.message)
  throw error
}
