import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openEmpty } from './installation.fixture.ts'
import { removeDemoRows } from './remove-demo.ts'
import { department, evidenceFile, orgUnit, registerFile, registerRecord, setting, user } from './schema.ts'
import type { Store } from './store.ts'

let folder: string
let store: Store
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cg-demo-'))
  store = await openEmpty(folder)
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

const at = '2026-10-05T02:00:00.000Z'

it('takes out files that hang on records, and the demo city with them', async () => {
  const bytes = Buffer.from('%PDF-1.4')
  const hash = createHash('sha256').update(bytes).digest('hex')
  await store.write({ unaudited: 'fixture' }, async (tx) => {
    await tx.insert(setting).values({ key: 'demo', value: '{}' })
    await tx.insert(user).values({ id: 1, login: 'rsj', name: '甲', passwordHash: '-', isDemo: true, createdAt: at })
    const unit = {
      code: 'A',
      name: 'A区',
      shortName: 'A',
      kind: 'district' as const,
      protocolOrder: 1,
      validFrom: '2021Q1',
    }
    await tx.insert(orgUnit).values({ ...unit, isDemo: true })
    await tx.insert(department).values({ code: 'RSJ', name: '市人社局', role: 'member', protocolOrder: 1 })
    await tx.insert(evidenceFile).values({ hash, size: bytes.byteLength, bytes })
    await tx.insert(registerRecord).values({
      id: 1,
      kind: 'CASE',
      unitCode: 'A',
      departmentCode: 'RSJ',
      fieldValues: {},
      state: 'submitted',
      enteredBy: 1,
      enteredAt: at,
    })
    await tx.insert(registerFile).values({ recordId: 1, name: 'a.pdf', fileHash: hash, addedBy: 1, addedAt: at })
  })
  await store.write({ unaudited: 'fixture' }, removeDemoRows)
  const left = await store.read(async (db) => [
    await db.select().from(evidenceFile),
    await db.select().from(registerFile),
    await db.select().from(registerRecord),
    await db.select().from(orgUnit),
    await db.select().from(user),
  ])
  expect(left).toEqual([[], [], [], [], []])
})
