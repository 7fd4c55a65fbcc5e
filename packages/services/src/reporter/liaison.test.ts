import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listReminders } from '../review/reminders.ts'
import { noteReminder } from '../review/remind.ts'
import { readMatrix } from '../review/matrix.ts'
import { openCity } from '../entry/entry.fixture.ts'
import type { City, Login } from '../entry/entry.fixture.ts'
import { contactProblem, listLiaisons, saveLiaison } from './liaison.ts'
import { listReporters } from './list.ts'

let city: City

beforeEach(async () => {
  city = await openCity()
})
afterEach(() => city.close())

const chen = { name: '陈晓岚', phone: '0571-88001234', mail: 'chen@example.cn' }
const save = (login: Login, version: number | null, contact = chen, code = 'RSJ') =>
  saveLiaison(city.as(login), { code, version, ...contact })

describe('who may name a liaison', () => {
  it('the unit itself and the admin; each sees what they may edit', async () => {
    expect(await save('rsj', 0)).toMatchObject({ contact: chen, version: 1, updatedBy: 'rsj同志' })
    expect(await save('rsjhead', 1, { ...chen, phone: '13800000000' })).toMatchObject({ version: 2 })
    expect(await save('admin', 2)).toMatchObject({ updatedBy: 'admin同志' })
    const codes = async (login: Login) => (await listLiaisons(city.as(login))).items.map(({ code }) => code)
    expect([await codes('rsj'), await codes('ap'), await codes('reviewer')]).toEqual([['RSJ'], ['AP'], []])
    expect((await codes('admin')).length).toBeGreaterThan(3)
  })

  it('nobody else, whether or not there is such a reporter', async () => {
    for (const login of ['tjj', 'reviewer', 'publisher', 'leader', 'ap'] as const)
      await expect(save(login, 0), login).rejects.toMatchObject({ code: 'forbidden' })
    await expect(save('tjj', 0, chen, 'NOPE')).rejects.toMatchObject({ code: 'forbidden' })
    await expect(save('admin', 0, chen, 'NOPE')).rejects.toMatchObject({ code: 'not_found' })
  })

  it('of two who save at once the second is told', async () => {
    await save('rsj', 0)
    await expect(save('rsj2', 0)).rejects.toMatchObject({ code: 'stale' })
    await expect(save('rsj2', null)).rejects.toMatchObject({ code: 'precondition_required' })
  })

  it('emptied, nobody is named any more', async () => {
    await save('rsj', 0)
    expect(await save('rsj', 1, { name: ' ', phone: '', mail: '' })).toMatchObject({ contact: null, version: 0 })
    expect((await listReporters(city.as('admin'))).items.find(({ code }) => code === 'RSJ')?.contact).toBeNull()
  })
})

describe('what the office sees', () => {
  it('name, phone and mail on its board, the name alone in the text for the work group', async () => {
    await save('rsj', 0)
    const { reporters } = await readMatrix(city.as('reviewer'), {})
    expect(reporters.find(({ code }) => code === 'RSJ')?.contact).toEqual(chen)
    expect(reporters.find(({ code }) => code === 'TJJ')?.contact).toBeNull()
    const { items, texts, allText } = await listReminders(city.as('reviewer'), {})
    expect(items.find(({ reporter }) => reporter === 'RSJ')?.contact).toEqual(chen)
    expect(texts.find(({ reporter }) => reporter === 'RSJ')?.text).toMatch(/^【催报】市人社局（联络员陈晓岚）：/)
    expect(texts.find(({ reporter }) => reporter === 'TJJ')?.text).toMatch(/^【催报】市统计局：/)
    expect(allText).toContain('市人社局（联络员陈晓岚）：')
    expect(JSON.stringify([texts, allText])).not.toContain('88001234')
  })
})

describe('a reminder that was given', () => {
  it('is noted with its text for one reporter or for all that owe, and shown beside them', async () => {
    const remind = (login: Login, reporter: string | null) =>
      noteReminder(city.as(login), { period: '2026Q3', reporter })
    const { noted, texts } = await remind('reviewer', 'RSJ')
    const said = texts.find(({ reporter }) => reporter === 'RSJ')?.text
    expect(noted).toEqual([{ reporter: 'RSJ', text: said, by: 'reviewer同志', at: city.clock.now }])
    expect((await remind('reviewer', null)).noted).toHaveLength(1 + texts.length)
    await expect(remind('reviewer', 'NOPE')).rejects.toMatchObject({ code: 'conflict' })
    await expect(remind('rsj', 'RSJ')).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('how a liaison is written', () => {
  it.each([
    [{ ...chen, phone: '' }, null],
    [{ ...chen, mail: '' }, null],
    [{ ...chen, phone: '内线 8101、13800000000' }, null],
    [{ name: '', phone: '', mail: '' }, null],
    [{ ...chen, phone: '', mail: '' }, 'phone'],
    [{ ...chen, name: '' }, 'name'],
    [{ ...chen, phone: '问办公室' }, 'phone'],
    [{ ...chen, mail: '陈晓岚' }, 'mail'],
    [{ ...chen, name: '陈\u202E晓岚' }, 'name'],
  ])('%o', (contact, field) => {
    expect(contactProblem(contact)?.field ?? null).toBe(field)
  })
})
