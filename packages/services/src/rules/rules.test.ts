import { release, ruleSwitch, submission } from '@cg/db/schema'
import { must } from '@cg/domain/must'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { installCatalogue } from '../catalogue/install.ts'
import { apForm, catalogue, entry, fullRsj, openCity, rsjForm } from '../entry/entry.fixture.ts'
import type { City } from '../entry/entry.fixture.ts'
import { saveCells } from '../entry/cells/save-cells.ts'
import { readForm } from '../entry/form/read-form.ts'
import { submitForm } from '../entry/move/submit-form.ts'
import { addOwnRule, tryOwnRule } from './add.ts'
import { listRules, tryRule } from './list.ts'
import { switchRule } from './switch.ts'

let city: City
beforeEach(async () => {
  city = await openCity()
})
afterEach(() => city.close())

const off = { code: 'R10', isActive: false, reason: '口径调整，本年不核' }

/** A form that breaks R10: more senior trainees than trainees. */
async function breakR10(): Promise<string[]> {
  const cells = [entry('P_TRAIN:AP', '10'), entry('P_TRAIN_SR:AP', '12')]
  const { findings } = await saveCells(city.as('rsj'), rsjForm, { source: 'grid', cells })
  return findings.map((finding) => finding.rule)
}

describe('the list of rules', () => {
  it('is read by everybody, in words and with the forms it is for; only an admin may switch', async () => {
    const { items, maySwitch, periods } = await listRules(city.as('ap'))
    const rule = must(items.find((one) => one.code === 'R12'))
    expect([maySwitch, periods]).toEqual([false, []])
    expect(rule).toMatchObject({
      words: ['P_TRAIN_UNQ不大于W_TOTAL', 'E_OPEN不大于E_UNION'],
      place: 'form',
      forms: ['TJJ-BASE 报表', 'RSJ-SKILLS 报表', 'U-ZGH 报表'],
      isActive: true,
      fixedBecause: null,
      switched: null,
      trial: null,
    })
    expect((await listRules(city.as('admin'))).maySwitch).toBe(true)
  })
})

describe('a switch', () => {
  it('stops a rule on every form at once, says who and why, and outlives a newer catalogue', async () => {
    expect(await breakR10()).toContain('R10')
    const { items } = await switchRule(city.as('admin'), off)
    expect(items.find((one) => one.code === 'R10')).toMatchObject({
      isActive: false,
      inactiveReason: '口径调整，本年不核',
      switched: { isActive: false, by: 'admin同志' },
    })
    const find = async () => (await readForm(city.as('rsj'), rsjForm)).findings.map((finding) => finding.rule)
    expect(await find()).not.toContain('R10')
    const newer = { ...catalogue, rules: catalogue.rules.map((one) => ({ ...one, title: `${one.title}（新）` })) }
    await installCatalogue(city.as('admin'), newer)
    expect(await find()).not.toContain('R10')
    await switchRule(city.as('admin'), { code: 'R10', isActive: true, reason: '新口径已经明确' })
    expect(await find()).toContain('R10')
  })

  it('is refused to all but an admin, without a reason, twice, and for a rule that cannot run', async () => {
    for (const login of ['reviewer', 'rsj'] as const) {
      await expect(switchRule(city.as(login), off)).rejects.toMatchObject({ code: 'forbidden' })
    }
    await expect(switchRule(city.as('admin'), { ...off, reason: ' 不 ' })).rejects.toMatchObject({ code: 'invalid' })
    await expect(switchRule(city.as('admin'), { ...off, code: 'R99' })).rejects.toMatchObject({ code: 'not_found' })
    await expect(switchRule(city.as('admin'), { ...off, isActive: true })).rejects.toMatchObject({ code: 'conflict' })
    const asleep = {
      ...must(catalogue.rules[0]),
      code: 'R31',
      family: 'R31',
      active: false,
      inactiveReason: '没有成对的数据项',
      body: { kind: 'expression' as const, expression: '$running == prev($running) + 1' },
    }
    await installCatalogue(city.as('admin'), { ...catalogue, rules: [...catalogue.rules, asleep] })
    await expect(
      switchRule(city.as('admin'), { code: 'R31', isActive: true, reason: '想启用这一条' }),
    ).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('补齐后才能启用') })
    const empty = { ...asleep, body: { ...asleep.body, operands: [] } }
    await installCatalogue(city.as('admin'), { ...catalogue, rules: [...catalogue.rules, empty] })
    await expect(
      switchRule(city.as('admin'), { code: 'R31', isActive: true, reason: '想启用这一条' }),
    ).rejects.toMatchObject({ code: 'conflict', message: '目录里还没有可以这样核对的数据项，补齐后才能启用。' })
    const rows = await city.store.read(async (db) => db.select().from(ruleSwitch))
    expect(rows).toEqual([])
  })
})

describe('a trial', () => {
  it('counts what a rule would have said of published quarters, one switched off too; an admin reads no figures', async () => {
    const cells = fullRsj().map((one) =>
      one.item === 'P_TRAIN_SR' && one.unit === 'AP' ? entry('P_TRAIN_SR:AP', '999999') : one,
    )
    await switchRule(city.as('admin'), off)
    await saveCells(city.as('rsj'), rsjForm, { source: 'grid', cells })
    await submitForm(city.as('rsj'), rsjForm, { version: 1 })
    await city.store.write({ unaudited: 'fixture' }, async (tx) => {
      const { userId } = city.as('publisher').actor
      const at = '2026-10-20T02:00:00.000Z'
      const signed = { preparedBy: userId, preparedAt: at, contentHash: 'x', publishedBy: userId, publishedAt: at }
      await tx
        .insert(release)
        .values({ code: 'CG-2026Q3-01', period: '2026Q3', sequence: 1, state: 'published', ...signed })
    })
    const trial = await tryRule(city.as('reviewer'), { code: 'R10' })
    expect(trial).toMatchObject({ periods: ['2026Q3'], count: 1, units: 1 })
    expect(trial.hits[0]?.sentence).toContain('999,999')
    expect((await tryRule(city.as('admin'), { code: 'R10' })).hits).toMatchObject([{ sentence: null }])
    const { items } = await listRules(city.as('reviewer'))
    expect(items.find((one) => one.code === 'R10')?.trial).toEqual({ count: 1, units: 1 })
    await expect(tryRule(city.as('rsj'), { code: 'R10' })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(tryRule(city.as('ap'), { code: apForm.form })).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('a rule of the office’s own', () => {
  const own = {
    title: '培训人次不少于去重人数',
    severity: 'warning' as const,
    left: 'P_TRAIN',
    operator: '>=' as const,
    right: 'P_TRAIN_SR',
  }
  const find = async () => (await readForm(city.as('rsj'), rsjForm)).findings.map((finding) => finding.rule)

  it('runs on forms at once, is listed in words, outlives a newer catalogue, and can be switched off', async () => {
    await breakR10()
    const { items } = await addOwnRule(city.as('admin'), { ...own, title: ` ${own.title} ` })
    expect(items.at(-1)).toMatchObject({
      code: 'U01',
      family: 'U',
      title: own.title,
      words: ['P_TRAIN不小于P_TRAIN_SR'],
      forms: ['RSJ-SKILLS 报表'],
    })
    expect(await find()).toContain('U01')
    const newer = { ...catalogue, rules: catalogue.rules.map((one) => ({ ...one, title: `${one.title}（新）` })) }
    await installCatalogue(city.as('admin'), newer)
    expect(await find()).toContain('U01')
    await switchRule(city.as('admin'), { code: 'U01', isActive: false, reason: '与 R10 重复，停用' })
    expect(await find()).not.toContain('U01')
    const next = await addOwnRule(city.as('admin'), { ...own, title: '培训人次不少于十人', right: 10 })
    expect(next.items.at(-1)).toMatchObject({ code: 'U02', words: ['P_TRAIN不小于10'] })
  })

  it('between two departments asks for an explanation and never blocks', async () => {
    const cross = { ...own, severity: 'error' as const, left: 'P_TRAIN_UNQ', operator: '<=' as const, right: 'E_UNION' }
    await expect(addOwnRule(city.as('admin'), cross)).rejects.toMatchObject({
      message: expect.stringContaining('单位相同'),
    })
    await addOwnRule(city.as('admin'), { ...cross, right: 'W_TOTAL', operator: '>' })
    await saveCells(
      city.as('tjj'),
      { period: '2026Q3', form: 'TJJ-BASE', reporter: 'TJJ' },
      {
        source: 'grid',
        cells: [entry('W_TOTAL:AP', '50')],
      },
    )
    await city.store.write({ unaudited: 'fixture' }, async (tx) => {
      await tx.update(submission).set({ state: 'submitted' })
    })
    const { findings } = await saveCells(city.as('rsj'), rsjForm, {
      source: 'grid',
      cells: [entry('P_TRAIN_UNQ:AP', '40')],
    })
    expect(findings.find((finding) => finding.rule === 'U01')).toMatchObject({ class: 'explain' })
  })

  it('is tried without being saved', async () => {
    await saveCells(city.as('rsj'), rsjForm, { source: 'grid', cells: [entry('P_TRAIN:AP', '10')] })
    await city.store.write({ unaudited: 'fixture' }, async (tx) => {
      await tx.update(submission).set({ state: 'submitted' })
      const { userId } = city.as('publisher').actor
      const at = '2026-10-20T02:00:00.000Z'
      const signed = { preparedBy: userId, preparedAt: at, publishedBy: userId, publishedAt: at, contentHash: 'x' }
      await tx
        .insert(release)
        .values({ code: 'CG-2026Q3-01', period: '2026Q3', sequence: 1, state: 'published', ...signed })
    })
    const before = (await listRules(city.as('admin'))).items.length
    expect(await tryOwnRule(city.as('admin'), { ...own, right: 11 })).toMatchObject({ count: 1, units: 1 })
    expect(await tryOwnRule(city.as('admin'), { ...own, right: 10 })).toMatchObject({ count: 0, units: 0 })
    expect((await listRules(city.as('admin'))).items).toHaveLength(before)
  })

  it('is refused to all but an admin, with a name that is taken, and without two things to compare', async () => {
    await expect(addOwnRule(city.as('reviewer'), own)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(tryOwnRule(city.as('rsj'), own)).rejects.toMatchObject({ code: 'forbidden' })
    await addOwnRule(city.as('admin'), own)
    await expect(addOwnRule(city.as('admin'), own)).rejects.toMatchObject({ code: 'conflict' })
    for (const wrong of [{ right: 'P_TRAIN' }, { left: 'NONE' }, { title: ' 短 ' }, { right: 1e-7 }]) {
      await expect(addOwnRule(city.as('admin'), { ...own, title: '另一条规则', ...wrong })).rejects.toMatchObject({
        code: 'invalid',
      })
    }
  })
})
