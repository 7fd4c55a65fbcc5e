import { openStore } from '@cg/db/open'
import { buildApp } from '../src/app.ts'

/* A server that saves one cell after the other and says each number once it was answered 200; ended by kill -9. */

const [folder = '', cookie = '', first = ''] = process.argv.slice(2)
const store = await openStore(folder)
const app = await buildApp({
  services: { store, now: () => new Date('2026-10-05T02:00:00.000Z') },
  config: { dataDir: folder, publicUrl: null, trustProxy: false, logLevel: 'silent' },
  webFolder: null,
})

for (let version = Number(first); ; version++) {
  const cells = ['AP', 'BS', 'CX'].map((unit) => ({ item: 'P_TRAIN_SR', unit, text: String(version + 1), version }))
  const answer = await app.inject({
    method: 'PUT',
    url: '/api/v1/forms/2026Q3/RSJ-SKILLS/RSJ/cells',
    headers: { cookie },
    payload: { source: 'paste', cells },
  })
  const saved = answer.statusCode === 200 ? answer.json().outcomes : []
  if (!saved.every((one: { outcome: string }) => one.outcome === 'saved') || saved.length !== 3) {
    process.stdout.write(`refused ${answer.body}\n`)
    process.exit(1)
  }
  process.stdout.write(`${version + 1}\n`)
}
