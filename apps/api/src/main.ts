import { randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { StoreRefusal } from '@cg/db/refusal'
import { makeBackup } from '@cg/db/backup'
import { openReplica } from '@cg/db/postgres/replica'
import { endRestore, readRestoreNote } from '@cg/db/restore'
import { noteClockAtStart, watchClock } from '@cg/services/admin/clock'
import type { Services } from '@cg/services/context'
import { watchHistory } from '@cg/services/anchor/watch-history'
import { settleAnchor, tellRestore, watchAnchor } from '@cg/services/anchor/keep'
import { backUpRegularly } from '@cg/services/backup/regular'
import { watchDeliveries } from './deliver.ts'
import { watchSchedules } from '@cg/services/release/publish/watch-schedules'
import { watchNotices } from '@cg/services/notice/watch'
import { welcome } from '@cg/services/session/welcome'
import type { FastifyInstance } from 'fastify'
import { buildApp } from './app.ts'
import { readWords } from './command.ts'
import { readConfig } from './config.ts'
import type { Config } from './config.ts'
import { warmDrawing } from './drawing.ts'
import { openCity } from './open-city.ts'
import { startAnew } from './start-anew.ts'
import type { FirstCity } from './first-run/in-own-process.ts'

const webFolder = fileURLToPath(new URL('../../web/dist/', import.meta.url))

function readArguments(): FirstCity {
  const usage = '用法：npm start -- [--empty（不装载演示数据）] [--as-of=YYYY-MM-DD（演示数据截至的日期）]'
  const { values } = readWords(usage, { options: { empty: { type: 'boolean' }, 'as-of': { type: 'string' } }, most: 0 })
  return { isEmpty: values.empty ?? false, asOf: values['as-of'] }
}

/** A stop takes two seconds at most: a supervisor would kill soon after. */
const stopMs = 1_800

async function announce(services: Services, config: Config, code: string | null): Promise<void> {
  const { city, isDemo, demoAccounts, needsFirstAdmin } = await welcome(services)
  const address = config.publicUrl?.href ?? `http://localhost:${config.port}`
  const lines = [``, `产改进展监测平台 · ${city}`, `  ${address}`]
  if (isDemo) {
    lines.push(
      '',
      '  演示数据（虚构），演示账号：',
      ...demoAccounts.map((one) => `    ${one.login.padEnd(12)} ${one.password.padEnd(14)} ${one.role} ${one.name}`),
    )
  }
  if (needsFirstAdmin && code !== null)
    lines.push('', `  首位管理员的一次性验证码：${code}`, '  打开上面的地址，填入验证码即可创建管理员。')
  process.stdout.write(`${lines.join('\n')}\n\n`)
}

/** What the server does by itself, of all processes on a database in one. Answers how it is stopped. */
async function lead(app: FastifyInstance, services: Services, config: Config): Promise<() => Promise<void>> {
  const failed = (words: string) => (error: unknown) => app.log.error({ err: error }, words)
  await settleAnchor(services, config.anchorDir)
  await noteClockAtStart(services)
  const make = () => makeBackup(services.store, config.dataDir, services.now())
  const stops = [
    backUpRegularly(services, make, failed('backup failed')),
    watchSchedules(services, failed('scheduled release failed')),
    watchNotices(services, app.sender, failed('notices failed')),
    watchDeliveries(app),
    watchClock(services, failed('clock check failed')).stop,
    watchHistory(
      services,
      config,
      (findings) => app.log.error({ findings }, 'history was changed by another way'),
      failed('history check failed'),
    ),
  ]
  const stopAnchor = watchAnchor(services, config.anchorDir, failed('anchor failed'))
  return async () => {
    for (const stop of stops) stop()
    await stopAnchor()
  }
}

async function main(): Promise<void> {
  const options = readArguments()
  const config = readConfig(process.env)
  const { dataDir, databaseUrl, replicaUrl } = config
  const say = (words: string) => process.stdout.write(`${words}\n`)
  const store =
    replicaUrl === null ? await openCity(dataDir, options, say, databaseUrl) : await openReplica(dataDir, replicaUrl)
  const services: Services = { store, now: () => new Date() }
  const restored = replicaUrl === null ? readRestoreNote(dataDir) : null
  if (restored !== null) {
    await tellRestore(services, config.anchorDir, restored)
    endRestore(dataDir)
  }
  const { needsFirstAdmin } = await welcome(services)
  const code = needsFirstAdmin ? randomBytes(6).toString('hex') : null
  const app = await buildApp({ services, config, webFolder, firstAdminCode: code, restart: () => restart() })
  const stopLeading = await store.lead(
    () => lead(app, services, config),
    (error) => app.log.error({ err: error }, 'the lead was not taken'),
  )
  await app.listen({ host: config.host, port: config.port })
  await announce(services, config, code)
  void warmDrawing(app)

  let isStopping = false
  const stop = async (end: () => void) => {
    if (isStopping) return
    isStopping = true
    // What is still under way is not waited for longer: nothing of it was answered as done.
    setTimeout(end, stopMs).unref()
    await stopLeading()
    await app.close()
    store.close()
    end()
  }
  const restart = () => void stop(startAnew)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(() => process.exit(0)))
}

try {
  await main()
} catch (error) {
  const words =
    error instanceof StoreRefusal
      ? `无法启动：${error.message}`
      : `无法启动：${error instanceof Error ? error.stack : String(error)}`
  process.stderr.write(`${words}\n`)
  process.exit(1)
}
