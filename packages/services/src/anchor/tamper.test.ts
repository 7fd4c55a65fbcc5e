import { openByHand } from '@cg/db/by-hand.fixture'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { auditHash, firstHash } from '@cg/db/audit-chain'
import { makeBackup, restoreBackup } from '@cg/db/backup'
import { databasePath, openStore } from '@cg/db/open'
import { endRestore, readRestoreNote } from '@cg/db/restore'
import { isOnPostgres } from '@cg/db/test-database.fixture'
import { evidenceFile, grant } from '@cg/db/schema'
import { anchorPath } from '@cg/db/seal/anchor'
import { sha256 } from '@cg/db/seal/runs'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Context } from '../context.ts'
import { preparePreview } from '../release/publish/prepare.ts'
import { publishPreview } from '../release/publish/publish.ts'
import { verifyRelease } from '../release/publish/verify.ts'
import { resetPassword } from '../admin/users.ts'
import { listReleases } from '../release/read/releases.ts'
import { sealOfRelease } from '../release/stored/release-seal.ts'
import { enter, openCity, plainQuarter, setForm } from '../release/release.fixture.ts'
import type { Person, TestCity } from '../release/release.fixture.ts'
import { me } from '../session/welcome.ts'
import { acknowledgeBehind } from './acknowledge.ts'
import { isHead, noteHead, releaseOfHead, settleAnchor } from './keep.ts'
import { verifyHistory } from './verify.ts'

let city: TestCity
/** Where the tampered copy stands, opened as the program does. */
let folder: string
let close: () => void
beforeEach(async () => {
  city = await openCity()
  await enter(city, '2026Q3', plainQuarter)
  await setForm(city, '2026Q3', 'accepted')
  const bytes = Buffer.from('%PDF-1.4')
  const file = { hash: sha256(bytes), size: bytes.byteLength, bytes }
  await city.store.write({ unaudited: 'fixture' }, (tx) => tx.insert(evidenceFile).values(file))
  await publish(city.as('publisher'), city.as('second'))
  await settleAnchor(city.as('admin'), city.folder)
  folder = city.folder
  close = () => undefined
})
afterEach(() => {
  close()
  city.close()
})

async function publish(publisher: Context, second: Context): Promise<string> {
  const { id, version } = await preparePreview(publisher, { period: '2026Q3', reason: '恢复后重新发布' })
  return (await publishPreview(second, { id, version })).head.code
}

/** Changes the file by hand, with every trigger out of the way. */
function byHand(...statements: readonly string[]): void {
  const raw = openByHand(folder)
  const putBack = raw.breakRules()
  for (const text of statements) expect(raw.prepare(text).run().changes).toBeGreaterThan(0)
  putBack()
  raw.close()
}

const found = async () =>
  (await verifyHistory(city.as('auditor'), { dataDir: folder, anchorDir: folder }, true)).findings.join('\n')

it('a release tells the seal that covers it, and that one administrator gave both their powers', async () => {
  const find = async (name: string) =>
    (await verifyRelease(city.as('auditor'), { code: 'CG-2026Q3-01' })).checks.find((one) => one.name === name)
  const { detail = '' } = (await find('封签')) ?? {}
  const [head = ''] = /\d+-[0-9a-f]{12}/.exec(detail) ?? []
  expect(await city.store.read((db) => isHead(db, head))).toBe(true)
  // What its files print is that seal, with or without what stands around it on paper.
  expect(await sealOfRelease(city.as('leader'), 'CG-2026Q3-01')).toBe(head)
  expect((await listReleases(city.as('leader'))).items.map((item) => item.seal)).toEqual([head])
  const onPaper = `封签 ${head.replace('-', '－').toUpperCase()}`
  expect(await city.store.read((db) => isHead(db, onPaper))).toBe(true)
  expect(await city.store.read((db) => releaseOfHead(db, onPaper))).toBe('CG-2026Q3-01')
  expect(await city.store.read((db) => isHead(db, head.replace(/.$/, 'z')))).toBe(false)
  expect((await find('权限'))?.detail).toBe('编制人和签发人的权限不是由同一个人授予的')
  // What becomes of the grants afterwards changes nothing of what stands with the release.
  await city.store.write({ unaudited: 'fixture' }, (tx) => tx.update(grant).set({ grantedBy: 7 }))
  expect((await find('权限'))?.detail).toBe('编制人和签发人的权限不是由同一个人授予的')
  expect(await publish(city.as('publisher'), city.as('second'))).toBe('CG-2026Q3-02')
  const words = '编制人和签发人的权限由同一个人（admin甲）掌握'
  const powers = async () => (await listReleases(city.as('leader'))).items.map((item) => item.solePower)
  expect(await powers()).toEqual([expect.stringContaining(words), undefined])
  // A second administrator stood behind one of the two: nobody alone.
  await city.store.write({ unaudited: 'fixture' }, (tx) =>
    tx
      .update(grant)
      .set({ confirmedBy: 6 })
      .where(eq(grant.userId, city.as('second').actor.userId)),
  )
  expect(await publish(city.as('publisher'), city.as('second'))).toBe('CG-2026Q3-03')
  expect((await powers())[0]).toBe(undefined)
  // A new password for the other opens that account to who gave it.
  await resetPassword(city.as('admin'), city.as('second').actor.userId)
  expect(await publish(city.as('publisher'), city.as('second'))).toBe('CG-2026Q3-04')
  expect((await powers())[0]).toContain(words)
})

it('a release from before it named its seal prints none, and one whose number was changed is found', async () => {
  byHand("UPDATE release SET seal_id = NULL WHERE state = 'published'")
  expect(await sealOfRelease(city.as('leader'), 'CG-2026Q3-01')).toBe(null)
  expect((await listReleases(city.as('leader'))).items.map((item) => item.seal)).toEqual([undefined])
  byHand("UPDATE release SET seal_id = 2 WHERE state = 'published'")
  const { checks } = await verifyRelease(city.as('auditor'), { code: 'CG-2026Q3-01' })
  expect(checks.find(({ name }) => name === '封签')).toMatchObject({
    isSound: false,
    detail: expect.stringContaining('印的是第2个封签'),
  })
})

it('nothing is found where only the program has written', async () => {
  const { isIntact, findings, seals, anchored } = await verifyHistory(
    city.as('auditor'),
    { dataDir: folder, anchorDir: folder },
    true,
  )
  expect([isIntact, findings]).toEqual([true, []])
  expect(seals).toBeGreaterThan(3)
  expect(anchored).toBe(1)
})

/** What was changed by hand, and the words that name where. */
const edits: readonly (readonly [name: string, statements: readonly string[], words: string])[] = [
  [
    'the tail of the trail is cut',
    ['DELETE FROM audit_event WHERE id = (SELECT max(id) FROM audit_event)'],
    '条审计记录不见了',
  ],
  ['the trail is emptied', ['DELETE FROM audit_event'], '条审计记录不见了'],
  [
    'a cell',
    ["UPDATE cell SET value = 8 WHERE item_code = 'N' AND unit_code = 'A' AND period = '2026Q3'"],
    '2026年第三季度A“数据项N”的填报值',
  ],
  ['a cell is moved to another place', ["UPDATE cell SET unit_code = 'CITY' WHERE id = 1"], '填报格（第'],
  ['a revision', ['UPDATE cell_revision SET new_value = 8 WHERE id = 1'], '填报值修订（第1号）'],
  [
    'a cell with its revision',
    ['UPDATE cell SET value = 8 WHERE id = 1', 'UPDATE cell_revision SET new_value = 8 WHERE cell_id = 1'],
    '填报值修订（第1号）',
  ],
  ['a revision is taken out', ['DELETE FROM cell_revision WHERE id = 1'], '填报值修订（第1号）不见了'],
  ['an acceptance', ["UPDATE submission SET accepted_by = 1 WHERE period = '2026Q3'"], '报表办理状态'],
  ['a grant', ['UPDATE "grant" SET role = \'publisher\' WHERE user_id = 1'], '账号权限'],
  [
    'a grant is added',
    [
      `INSERT INTO "grant" (id, user_id, role, granted_at)
       SELECT max(id) + 1, 1, 'publisher', '2026-01-01T00:00:00.000Z' FROM "grant"`,
    ],
    '不是程序写入的',
  ],
  ['a password', ["UPDATE user SET password_hash = 'x' WHERE id = 2"], '账号（'],
  ['a target', ['UPDATE target SET value = value + 1 WHERE value = (SELECT min(value) FROM target)'], '目标值'],
  ['a scheme', ["UPDATE scheme_version SET note = '改'"], '考评方案'],
  ['the scheme of a release', ["UPDATE release SET scheme_version_id = NULL WHERE state = 'published'"], '发布（第'],
  ['a release is made discarded', ["UPDATE release SET state = 'discarded' WHERE state = 'published'"], '发布（第'],
  [
    'an answer of a release',
    ["UPDATE release_answer SET body = CAST('x' AS BLOB) WHERE name = 'overview'"],
    'CG-2026Q3-01',
  ],
  ['a letter of an item', ["UPDATE data_item SET name = '别的' WHERE code = 'N'"], '数据项（N）'],
  ['a deadline', ["UPDATE period SET due_at = '2028-01-01T00:00:00.000Z' WHERE code = '2026Q3'"], '报告期（2026Q3）'],
  [
    'a setting',
    ["INSERT INTO setting (key, value) VALUES ('smallCellLimit', '1')"],
    '系统设置（smallCellLimit）不是程序写入的',
  ],
  [
    'a setting that names things is made unreadable',
    ["UPDATE setting SET value = '7' WHERE key = 'catalogueGuide'"],
    '系统设置（catalogueGuide）与程序最后一次写入的不同',
  ],
  ['the bytes of a file', ["UPDATE evidence_file SET bytes = CAST('%PDF-1.5' AS BLOB)"], '的内容与上传时不同'],
  ['a seal', ["UPDATE seal SET runs = '[]' WHERE id = 2"], '第2个封签'],
  ['the last seals are cut', ['DELETE FROM seal WHERE id > 2'], '存证文件第1行'],
]

describe('by hand', () => {
  it.for(edits)('%s', async ([, statements, words], { task }) => {
    byHand(...statements)
    task.meta.counted = { 'edits named': 1 }
    expect(await found()).toContain(words)
  })

  it('a line of the trail is edited and the chain reckoned anew', async () => {
    byHand("UPDATE audit_event SET actor_name = '别人' WHERE id = 2")
    rechain()
    expect(await found()).toContain('条审计记录与留下时不同')
  })

  it('a line is appended to the trail with a hash that fits', async () => {
    byHand(
      `INSERT INTO audit_event (id, at, actor_name, action, object, detail, previous_hash, hash)
       SELECT max(id) + 1, '2026-10-20T02:00:00.000Z', '系统', 'backup.make', 'database', '{}', '', '' FROM audit_event`,
    )
    rechain()
    expect(await found()).toContain('起不是程序留下的')
  })

  it('the anchor itself', async () => {
    const path = anchorPath(folder)
    writeFileSync(path, readFileSync(path, 'utf8').replace('"start"', '"turn"'))
    expect(await found()).toContain('存证文件第1行与写下时不同')
  })
})

/** Gives every line the hash that its content asks for. */
function rechain(): void {
  const raw = openByHand(folder)
  raw.breakRules()
  const rows = raw
    .prepare(
      'SELECT id, at, actor_id AS "actorId", actor_name AS "actorName", action, object, detail FROM audit_event ORDER BY id',
    )
    .all() as (Parameters<typeof auditHash>[1] & { id: number })[]
  let previous = firstHash
  for (const row of rows) {
    const hash = auditHash(previous, row)
    raw.prepare('UPDATE audit_event SET previous_hash = ?, hash = ? WHERE id = ?').run(previous, hash, row.id)
    previous = hash
  }
  raw.close()
}

describe.skipIf(isOnPostgres)('a restore', () => {
  it('is told on every page until it is acknowledged, and no number of a release is given twice', async () => {
    const own = mkdtempSync(join(tmpdir(), 'cg-restored-'))
    close = () => rmSync(own, { recursive: true, force: true })
    const backup = await makeBackup(city.store, own, new Date())
    // A correction after the backup: the anchor knows of its number.
    expect(await publish(city.as('publisher'), city.as('second'))).toBe('CG-2026Q3-02')
    await noteHead(city.as('admin'), folder, 'publish')
    city.store.close()
    restoreBackup(folder, backup)
    const store = await openStore(folder)
    close = () => {
      store.close()
      rmSync(own, { recursive: true, force: true })
    }
    const as = (who: Person): Context => ({ ...city.as(who), store })
    await settleAnchor(as('admin'), folder, readRestoreNote(folder))
    // Told once, though a power cut came before the note was gone.
    await settleAnchor(as('admin'), folder, readRestoreNote(folder))
    endRestore(folder)
    expect((await me(as('leader'))).behind).toMatch(/从备份backup-[\d-]+\.sqlite恢复/)
    expect((await me(as('leader'))).behind).toMatch(/比存证少\d+次写入/)
    expect(await publish(as('publisher'), as('second'))).toBe('CG-2026Q3-03')
    await expect(acknowledgeBehind(as('leader'), { reason: '磁盘损坏' })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(acknowledgeBehind(as('admin'), { reason: ' ' })).rejects.toMatchObject({ code: 'invalid' })
    await acknowledgeBehind(as('admin'), { reason: '磁盘损坏，已核对' })
    expect((await me(as('leader'))).behind).toBeUndefined()
    // The next start stands where the anchor does.
    await settleAnchor(as('admin'), folder)
    expect((await me(as('leader'))).behind).toBeUndefined()
    const { findings } = await verifyHistory(as('auditor'), { dataDir: folder, anchorDir: folder }, true)
    expect(findings).toEqual([])
  })

  it('by copying the file is found at the next start, and so is a missing anchor', async () => {
    const copy = join(folder, 'old.sqlite')
    await city.store.backup(copy)
    await publish(city.as('publisher'), city.as('second'))
    await noteHead(city.as('admin'), folder, 'stop')
    city.store.close()
    for (const suffix of ['-wal', '-shm']) rmSync(`${databasePath(folder)}${suffix}`, { force: true })
    copyFileSync(copy, databasePath(folder))
    const store = await openStore(folder)
    close = () => store.close()
    const as = (who: Person): Context => ({ ...city.as(who), store })
    await settleAnchor(as('admin'), folder)
    expect((await me(as('leader'))).behind).toContain('启动时发现，数据比存证少')
    await acknowledgeBehind(as('admin'), { reason: '误操作' })
    rmSync(anchorPath(folder))
    await settleAnchor(as('admin'), folder)
    expect((await me(as('leader'))).behind).toContain('没有找到存证文件')
  })
})
