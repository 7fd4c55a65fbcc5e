import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { auditEvent, cell, orgUnit, submission, unitIndustrialBase, user } from '@cg/db/schema'
import type { Store } from '@cg/db/store'
import { writeXlsx } from 'hucre/xlsx'
import { loadCatalogue } from '@cg/services/catalogue/read'
import { must } from '@cg/domain/must'
import { parsePeriod } from '@cg/domain/period'
import { readSetting, writeSetting } from '@cg/services/settings'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { example, now, openInstalled } from './example.fixture.ts'
import { loadFolder } from './load-folder.ts'
import { LoadRefused } from './problem.ts'

let base: string
let folder: string
let store: Store

beforeEach(async () => {
  base = mkdtempSync(join(tmpdir(), 'cg-load-'))
  folder = join(base, 'files')
  mkdirSync(folder)
  store = await openInstalled(join(base, 'data'))
})

afterEach(() => {
  store.close()
  rmSync(base, { recursive: true })
})

async function refused(): Promise<string[]> {
  try {
    await loadFolder({ store, now }, folder)
  } catch (error) {
    if (error instanceof LoadRefused) return error.message.split('\n').slice(1)
    throw error
  }
  throw new Error('the folder was loaded')
}

function put(file: string, text: string | Buffer): void {
  writeFileSync(join(folder, file), text)
}

async function counts(): Promise<Record<string, number>> {
  return store.read(async (db) => ({
    units: (await db.select().from(orgUnit)).length,
    users: (await db.select().from(user)).length,
    cells: (await db.select().from(cell)).length,
    forms: (await db.select().from(submission)).length,
  }))
}

describe('loading a city from files', () => {
  test('takes the example folder: units, people, targets, bases, and history as accepted forms', async () => {
    cpSync(example, folder, { recursive: true })
    const loaded = await loadFolder({ store, now }, folder)
    expect(loaded).toMatchObject({
      units: 4,
      bases: 2,
      users: 5,
      liaisons: 2,
      periods: 2,
      targets: 3,
      baselines: 2,
      figures: 36,
      forms: 4,
    })
    const states = await store.read((db) => db.select({ state: submission.state }).from(submission))
    expect(states.every((row) => row.state === 'accepted')).toBe(true)
    const catalogue = await store.read((db) => loadCatalogue(db, parsePeriod('2025Q4')))
    expect(catalogue.units.map((unit) => unit.code)).toEqual(['SL', 'CD', 'SX', 'GX'])
    expect(catalogue.departments.find((one) => one.code === 'ZJJ')?.name).toBe('市住房城乡建设局')
    expect(await store.read((db) => readSetting(db, 'city'))).toBe('示例市')
    const people = await store.read((db) => db.select().from(user))
    expect(people.find((one) => one.login === 'rsj')).toMatchObject({ mustChangePassword: true, isActive: true })
    expect(people.find((one) => one.login === 'system.load')).toMatchObject({ isActive: false })
  })

  test('takes what is said of industrial bases, each from its quarter on, and the same row again replaces', async () => {
    cpSync(example, folder, { recursive: true })
    await loadFolder({ store, now }, folder)
    rmSync(folder, { recursive: true })
    mkdirSync(folder)
    put('bases.csv', '单位代码,产业基础,起始季度,依据\nSX,不划分,2026Q1,2026年调整\nCD,弱,2021Q4,更正\n')
    await loadFolder({ store, now }, folder, { isConfirmed: true })
    const of = async (period: string) => {
      const { units } = await store.read((db) => loadCatalogue(db, parsePeriod(period)))
      return units.map((unit) => `${unit.code}: ${unit.industrialBase ?? '-'}`)
    }
    expect(await of('2021Q3')).toEqual(['SL: -', 'CD: -', 'SX: -', 'GX: -'])
    expect(await of('2025Q4')).toEqual(['SL: -', 'CD: weak', 'SX: weak', 'GX: -'])
    expect(await of('2026Q1')).toEqual(['SL: -', 'CD: weak', 'SX: -', 'GX: -'])
    const events = await store.read((db) => db.select().from(auditEvent))
    expect(events.filter(({ action }) => action === 'city.install').at(-1)?.detail).toContain('"bases":2')
  })

  test('names the cell of what cannot be an industrial base', async () => {
    cpSync(example, folder, { recursive: true })
    put(
      'bases.csv',
      '单位代码,产业基础,起始季度,依据\nXX,强,2021Q4,表\nCD,中,2021Q4,表\nSX,弱,2021,表\nSX,弱,2021Q4,\n',
    )
    expect(await refused()).toEqual([
      'bases.csv 第 3 行“产业基础”：“中”不在可选的词中：强、弱、不划分。',
      'bases.csv 第 4 行“起始季度”：“2021”不是季度，应写成 2026Q3 或 2026年第三季度 的样子。',
      'bases.csv 第 5 行“依据”：不能为空，请填写。',
      'bases.csv 第 2 行“单位代码”：没有代码为“XX”的单位，请核对。',
    ])
    expect(await store.read((db) => db.select().from(unitIndustrialBase))).toEqual([])
  })

  test('reads the kinds of area by the names of the catalogue’s guide, and lists those names to who writes others', async () => {
    const areas = { centre: '主城区', suburb: '近郊区', remote: '远郊区县' }
    await store.write({ unaudited: 'fixture' }, async (tx) => {
      await writeSetting(tx, 'catalogueGuide', { ...must(await readSetting(tx, 'catalogueGuide')), areas })
    })
    cpSync(example, folder, { recursive: true })
    expect((await refused()).join()).toContain('“中心城区”不在可选的词中：主城区、近郊区、远郊区县')
    const units = readFileSync(join(folder, 'units.csv'), 'utf8')
    put('units.csv', units.replaceAll('中心城区', '主城区').replaceAll('偏远地区', '远郊区县'))
    await loadFolder({ store, now }, folder)
    const catalogue = await store.read((db) => loadCatalogue(db, parsePeriod('2025Q4')))
    expect(catalogue.units.map((unit) => unit.areaType)).toEqual([null, 'centre', 'remote', 'centre'])
  })

  test('names the cells whose formula has no result, and names that hold a direction control', async () => {
    cpSync(example, folder, { recursive: true })
    const rows = [
      ['指标代码', '单位代码', '年份', '目标值', '来源'],
      ['JN03', 'SL', 2026, null, '文件'],
    ]
    const cells = new Map([['1,3', { formula: 'A1+B1' }]])
    rmSync(join(folder, 'targets.csv'))
    put('targets.xlsx', Buffer.from(await writeXlsx({ sheets: [{ name: '目标', rows, cells }] })))
    const units = readFileSync(join(folder, 'units.csv'), 'utf8').replace('示例市', '示例\u202e市')
    put('units.csv', units)
    const lines = await refused()
    expect(lines.filter((line) => line.includes('公式没有计算结果，请在表格软件中打开并保存后再装载'))).toHaveLength(1)
    expect(lines.join()).toMatch(/targets\.xlsx.*2.*目标值/)
    expect(lines.join()).toContain('含有不可见的方向控制符（U+202E）')
  })

  test('lists every error of every file with row and column, and writes nothing', async () => {
    cpSync(example, folder, { recursive: true })
    put(
      'targets.csv',
      '指标代码,单位代码,年份,目标值,来源\nQY99,CD,2026,96,文件\nQY01,XX,2026,约九十,文件\nQY01,CD,二零二六,96,\n',
    )
    put('users.csv', '登录名,姓名,初始密码,角色,部门代码,单位代码\nzhang,张三,123456,填报人,ABC,\n')
    put('others.csv', 'a,b\n1,2\n')
    const before = await counts()
    const lines = await refused()
    expect(lines).toEqual(
      expect.arrayContaining([
        'targets.csv 第 3 行“目标值”：劳动合同签订率：“约九十”是约数，请填写确切的数。',
        'targets.csv 第 4 行“年份”：“二零二六”不是年份，应写成 2026 的样子。',
        'targets.csv 第 4 行“来源”：不能为空，请填写。',
        'targets.csv 第 2 行“指标代码”：没有代码为“QY99”的指标，请核对。',
        'users.csv 第 2 行“初始密码”：密码至少 8 位，请加长。',
      ]),
    )
    expect(lines.some((line) => line.startsWith('others.csv：不认识这个文件名'))).toBe(true)
    expect(await counts()).toEqual(before)
  })

  test('grants a role for nothing that its accounts could not be granted for by hand', async () => {
    cpSync(example, folder, { recursive: true })
    put(
      'users.csv',
      `登录名,姓名,初始密码,角色,部门代码,单位代码\n${[
        'a1,甲,Harvest-2026,系统管理员,RSJ,',
        'a2,乙,Harvest-2026,发布人,,CD',
        'a3,丙,Harvest-2026,填报人,,',
        'a4,丁,Harvest-2026,审核人,RSJ,',
      ].join('\n')}\n`,
    )
    expect(await refused()).toEqual([
      'users.csv 第 2 行“角色”：系统管理员的范围是全市。',
      'users.csv 第 3 行“角色”：发布人的范围是全市。',
      'users.csv 第 4 行“角色”：填报人须指定一个部门或一个区县。',
    ])
  })

  test('refuses history that breaks a hard rule, names the cell’s row, and takes the units back too', async () => {
    cpSync(example, folder, { recursive: true })
    const history = readFileSync(join(example, 'history-2025.csv'), 'utf8')
    put('history-2025.csv', history.replace('2025Q3,P_MED,SX,size:above,5184,', '2025Q3,P_MED,SX,size:above,6184,'))
    const before = await counts()
    const lines = await refused()
    expect(lines.join('\n')).toMatch(/history-2025\.csv 第 \d+ 行“数值”：.*山下县/)
    expect(await counts()).toEqual(before)
  })

  test('refuses a figure that is no number, an input that is not asked, and a quarter that is not listed', async () => {
    cpSync(example, folder, { recursive: true })
    put('history-2025.csv', '季度,数据项代码,单位代码,数值\n2025Q3,P_MED,CD,约三万\n2025Q3,EMP_ALL,CD,40000\n')
    expect((await refused()).join('\n')).toMatch(
      /第 2 行“数值”：参加基本医疗保险的产业工人数.*[\s\S]*第 3 行“数据项代码”：2025Q3 不填报“EMP_ALL”|第 3 行[\s\S]*第 2 行/,
    )
    put('history-2025.csv', '季度,数据项代码,单位代码,数值\n2024Q3,P_MED,CD,30000\n')
    expect(await refused()).toEqual([
      'history-2025.csv 第 2 行“季度”：没有代码为“2024Q3”的季度（请在 periods 文件中列出），请核对。',
    ])
  })

  test('finds doubled rows, a circle of parents, and a person who would audit himself', async () => {
    put(
      'units.csv',
      '代码,名称,类别,上级代码,排列顺序\nSL,示例市,市,,0\nA,甲区,区,B,1\nB,乙区,区,A,2\nC,丙区,区,SL,3\nC,丁区,区,SL,4\n',
    )
    put('users.csv', '登录名,姓名,初始密码,角色\nma,马某,Qwer-1234,系统管理员\nma,马某,Qwer-1234,审计员\n')
    const text = (await refused()).join('\n')
    expect(text).toContain('“C”与 units.csv 第 5 行重复')
    expect(text).toContain('绕成了一圈')
    expect(text).toContain('“ma”不能同时是系统管理员和审计员')
  })

  test('reads XLSX, and CSV as Chinese Excel saves it (GBK)', async () => {
    const units = await writeXlsx({
      sheets: [
        {
          name: '单位',
          rows: [
            ['代码', '名称', '类别', '上级代码', '排列顺序'],
            ['SL', '示例市', '市', null, 0],
            ['CD', '城东区', '区', 'SL', 1],
          ],
        },
      ],
    })
    put('units.xlsx', Buffer.from(units))
    // "代码,名称,角色\nQXJ,市气象局,参与单位" in GBK.
    const gbk = 'b4fac2eb2cc3fbb3c62cbdc7c9ab0a51584a2ccad0c6f8cff3bed62cb2ced3ebb5a5cebb0a'
    put('departments.csv', Buffer.from(gbk, 'hex'))
    expect(await loadFolder({ store, now }, folder)).toMatchObject({ units: 2, departments: 1 })
    const catalogue = await store.read((db) => loadCatalogue(db, parsePeriod('2026Q1')))
    expect(catalogue.departments.find((one) => one.code === 'QXJ')?.name).toBe('市气象局')
  })

  test('does not mix real data into a demo city', async () => {
    cpSync(example, folder, { recursive: true })
    await store.write({ unaudited: 'fixture' }, (tx) => writeSetting(tx, 'demo', { accounts: [] }))
    expect((await refused()).join('')).toContain('演示城市')
  })
})
