import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { listMigrations, migrate } from './migrate.ts'

/** A file as the program left it that knew migrations up to this one. */
function fileOf(last: number): Database.Database {
  const db = new Database(':memory:')
  for (const { version, sql } of listMigrations().filter((one) => one.version <= last)) {
    db.exec(sql)
    db.pragma(`user_version = ${version}`)
  }
  return db
}

it('knows what was frozen before shapes were counted for what it is', () => {
  const db = fileOf(4)
  db.pragma('foreign_keys = OFF')
  db.exec(`INSERT INTO release_answer (release_id, name, hash, body) VALUES (1, 'matrix', 'h', x'7b7d')`)
  migrate(db)
  expect(db.prepare('SELECT name, shape FROM release_answer').all()).toEqual([{ name: 'matrix', shape: 0 }])
  db.close()
})

it('finds the former names of an older file in its audit trail', () => {
  const db = fileOf(3)
  db.exec(`INSERT INTO user (id, login, name, password_hash, created_at) VALUES (7, 'li', '李静乙', '-', '2026-01-01')`)
  const note = db.prepare(
    `INSERT INTO audit_event (at, actor_name, action, object, detail, previous_hash, hash) VALUES (?, '', ?, 'user:7', ?, '', '')`,
  )
  const detail = (before: string, after: string) => JSON.stringify({ before: { name: before }, after: { name: after } })
  note.run('2026-02-01', 'user.update', detail('李静', '李静甲'))
  note.run('2026-03-01', 'user.update', detail('李静甲', '李静甲'))
  note.run('2026-04-01', 'user.update', detail('李静甲', '李静乙'))
  note.run('2026-05-01', 'user.reset_password', '{}')
  migrate(db)
  expect(db.prepare('SELECT user_id, name, until FROM former_name ORDER BY id').all()).toEqual([
    { user_id: 7, name: '李静', until: '2026-02-01' },
    { user_id: 7, name: '李静甲', until: '2026-04-01' },
  ])
  db.close()
})

it('gives an older guide the axes that the program held, and leaves a newer one alone', () => {
  const axesOf = (guide: string) => {
    const db = fileOf(6)
    db.prepare(`INSERT INTO setting (key, value) VALUES ('catalogueGuide', ?)`).run(guide)
    migrate(db)
    const { value } = db.prepare(`SELECT value FROM setting WHERE key = 'catalogueGuide'`).get() as { value: string }
    db.close()
    return (JSON.parse(value) as { axes: { code: string; groups: { code: string; name: string }[] }[] }).axes
  }
  const older = axesOf('{"gapPairs":[]}')
  expect(
    older.map(({ code, groups }) => `${code}: ${groups.map((group) => group.code + group.name).join(' ')}`),
  ).toEqual(['size: above规上企业 msme中小微企业', 'cluster: auto汽车 equipment装备制造 materials新材料 other其他产业'])
  expect(axesOf('{"axes":[]}')).toEqual([])
})

it('gives an older guide the names of areas that the program held, and leaves a newer one alone', () => {
  const areasOf = (guide: string) => {
    const db = fileOf(7)
    db.prepare(`INSERT INTO setting (key, value) VALUES ('catalogueGuide', ?)`).run(guide)
    migrate(db)
    const { value } = db.prepare(`SELECT value FROM setting WHERE key = 'catalogueGuide'`).get() as { value: string }
    db.close()
    return (JSON.parse(value) as { areas: unknown }).areas
  }
  expect(areasOf('{"gapPairs":[]}')).toEqual({ centre: '中心城区', suburb: '近郊', remote: '偏远地区' })
  const own = { centre: '主城区', suburb: '近郊区', remote: '远郊区县' }
  expect(areasOf(JSON.stringify({ areas: own }))).toEqual(own)
})

it('gives an older guide names for what is said of industrial bases, and leaves a newer one alone', () => {
  const basesOf = (guide: string) => {
    const db = fileOf(13)
    db.prepare(`INSERT INTO setting (key, value) VALUES ('catalogueGuide', ?)`).run(guide)
    migrate(db)
    const { value } = db.prepare(`SELECT value FROM setting WHERE key = 'catalogueGuide'`).get() as { value: string }
    db.close()
    return (JSON.parse(value) as { bases: unknown }).bases
  }
  expect(basesOf('{"gapPairs":[]}')).toEqual({
    pair: '产业基础强—弱',
    strong: '产业基础较强地区',
    weak: '产业基础薄弱地区',
  })
  const own = { pair: '工业强—弱', strong: '工业强县', weak: '工业弱县' }
  expect(basesOf(JSON.stringify({ bases: own }))).toEqual(own)
})

it('gives an older guide the comparison of firms that the program made by itself, and leaves a newer one alone', () => {
  const groupGapsOf = (guide: string) => {
    const db = fileOf(5)
    db.prepare(`INSERT INTO setting (key, value) VALUES ('catalogueGuide', ?)`).run(guide)
    migrate(db)
    const { value } = db.prepare(`SELECT value FROM setting WHERE key = 'catalogueGuide'`).get() as { value: string }
    db.close()
    return (JSON.parse(value) as { groupGaps: unknown[] }).groupGaps
  }
  expect(groupGapsOf('{"gapPairs":[]}')).toEqual([
    { name: '规上—中小微', axis: 'size', high: 'above', low: 'msme', highName: '规上企业', lowName: '中小微企业' },
  ])
  expect(groupGapsOf('{"groupGaps":[]}')).toEqual([])
})

it('gives an older guide its pairs of everybody and one group as worker groups, and leaves a newer one alone', () => {
  const guideOf = (guide: unknown) => {
    const db = fileOf(15)
    db.prepare(`INSERT INTO setting (key, value) VALUES ('catalogueGuide', ?)`).run(JSON.stringify(guide))
    migrate(db)
    const { value } = db.prepare(`SELECT value FROM setting WHERE key = 'catalogueGuide'`).get() as { value: string }
    db.close()
    return JSON.parse(value) as { gapPairs: unknown; workerGroups: unknown }
  }
  const pair = (high: string, low: string, highName: string, lowName: string) => ({ high, low, highName, lowName })
  const firms = pair('SZ01', 'SZ02', '规上工业企业', '中小微企业')
  const everybody = { name: '人群', whole: '全体产业工人', wholeShort: '全体' }
  const older = { gapPairs: [firms, pair('QY12', 'QY13', '全体产业工人', '农民工')] }
  expect(guideOf(older)).toEqual({
    gapPairs: [firms],
    workerGroups: {
      ...everybody,
      groups: [{ code: 'migrant', name: '农民工' }],
      measures: [{ group: 'migrant', whole: 'QY12', part: 'QY13' }],
    },
  })
  expect(guideOf({ gapPairs: [firms] })).toEqual({
    gapPairs: [firms],
    workerGroups: { ...everybody, groups: [], measures: [] },
  })
  const newer = { gapPairs: older.gapPairs, workerGroups: { ...everybody, groups: [], measures: [] } }
  expect(guideOf(newer)).toEqual(newer)
})
