import { evidence, evidenceFile } from '@cg/db/schema'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { returnForm } from '../../review/return-form.ts'
import { readReviewForm } from '../../review/review-form.ts'
import { apForm, fullRsj, openCity, rsjForm } from '../entry.fixture.ts'
import type { City } from '../entry.fixture.ts'
import { readForm } from '../form/read-form.ts'
import { saveCells } from '../cells/save-cells.ts'
import { submitForm } from '../move/submit-form.ts'
import { attachFile, nameDocument, removeEvidence } from './change.ts'
import { readEvidenceFile } from './read-file.ts'

let city: City
beforeEach(async () => {
  city = await openCity()
})
afterEach(() => city.close())

const pdf = (words: string) => new TextEncoder().encode(`%PDF-1.4 ${words}`)
const training = { item: 'P_TRAIN', unit: 'AP' }
const attach = (fileName: string, bytes: Uint8Array, place = training) =>
  attachFile(city.as('rsj'), rsjForm, place, { fileName, bytes })
const rowsOf = (table: typeof evidence | typeof evidenceFile) => city.store.read((db) => db.select().from(table))

async function send(): Promise<number> {
  await saveCells(city.as('rsj'), rsjForm, { source: 'grid', cells: fullRsj() })
  const { version } = (await readForm(city.as('rsj'), rsjForm)).submission
  return (await submitForm(city.as('rsj'), rsjForm, { version })).submission.version
}

describe('a file behind a value', () => {
  it('comes back byte by byte, to those who may read the form’s figures and to nobody else', async () => {
    const { evidence: list } = await attach('培训台账.pdf', pdf('一季度'))
    expect(list).toMatchObject([{ ...training, breakdown: '', name: '培训台账.pdf', size: pdf('一季度').length }])
    const id = list[0]?.id ?? 0
    const file = await readEvidenceFile(city.as('rsj'), rsjForm, id)
    expect(file).toMatchObject({ name: '培训台账.pdf', mediaType: 'application/pdf' })
    expect(new Uint8Array(file.bytes)).toEqual(pdf('一季度'))
    await expect(readEvidenceFile(city.as('reviewer'), rsjForm, id)).rejects.toThrow('尚未报送')
    await expect(readEvidenceFile(city.as('ap'), rsjForm, id)).rejects.toThrow('不归您的账号')
    await expect(readEvidenceFile(city.as('ap'), apForm, id)).rejects.toThrow('佐证文件')
    await send()
    expect((await readEvidenceFile(city.as('reviewer'), rsjForm, id)).bytes.length).toBe(file.bytes.length)
    expect((await readReviewForm(city.as('reviewer'), rsjForm)).form.evidence).toMatchObject([{ id }])
  })

  it('is kept once however often it is attached, and twice at one value it is refused', async () => {
    await attach('甲.pdf', pdf('同一份'))
    await attach('乙.pdf', pdf('同一份'), { item: 'P_TRAIN', unit: 'BS' })
    expect(await rowsOf(evidenceFile)).toHaveLength(1)
    expect(await rowsOf(evidence)).toHaveLength(2)
    await expect(attach('丙.pdf', pdf('同一份'))).rejects.toThrow('已经有')
  })

  it.each([
    ['木马.exe', pdf(''), '不能作为佐证上传'],
    ['网页.html', pdf(''), '不能作为佐证上传'],
    ['没有扩展名', pdf(''), '不能作为佐证上传'],
    ['改名.pdf', new TextEncoder().encode('<html>'), '改过扩展名'],
    ['空.pdf', new Uint8Array(), '空文件'],
    ['大.pdf', new Uint8Array(5 * 1024 * 1024 + 1).fill(0x25), '超过 5 MB'],
  ])('%s is refused and leaves nothing', async (name, bytes, words) => {
    await expect(attach(name, bytes)).rejects.toThrow(words)
    expect(await rowsOf(evidenceFile)).toEqual([])
    expect(await rowsOf(evidence)).toEqual([])
  })
})

describe('a named document', () => {
  it('takes web addresses only, and a place of the form', async () => {
    const name = (over: object) =>
      nameDocument(city.as('rsj'), rsjForm, { ...training, name: '人社统〔2026〕12号', ...over })
    await expect(name({ url: 'javascript:alert(1)' })).rejects.toThrow('http')
    await expect(name({ name: '  ' })).rejects.toThrow('文号')
    await expect(name({ item: 'E_OPEN' })).rejects.toThrow('没有这一格')
    const { evidence: list } = await name({ url: ' https://rsj.example.gov.cn/a ' })
    expect(list).toMatchObject([{ name: '人社统〔2026〕12号', url: 'https://rsj.example.gov.cn/a', size: null }])
    await expect(nameDocument(city.as('reviewer'), rsjForm, { ...training, name: '审核人添加' })).rejects.toThrow()
  })

  it('holds at most ten to a value', async () => {
    for (let at = 0; at < 10; at += 1)
      await nameDocument(city.as('rsj'), rsjForm, { ...training, name: `附件${at + 1}` })
    await expect(nameDocument(city.as('rsj'), rsjForm, { ...training, name: '附件十一' })).rejects.toThrow('最多 10 份')
  })
})

describe('evidence of a form that was sent', () => {
  it('stays as it is; after a return only at the cells that came back, and what is removed keeps its row', async () => {
    const before = await attach('台账.pdf', pdf('一'))
    const id = before.evidence[0]?.id ?? 0
    const version = await send()
    await expect(removeEvidence(city.as('rsj'), rsjForm, id)).rejects.toThrow()
    await expect(attach('补充.pdf', pdf('二'))).rejects.toThrow()
    const marks = [{ item: 'P_TRAIN', unit: 'BS', reasonCode: 'wrong_number' as const, reason: '与台账不符' }]
    await returnForm(city.as('reviewer'), rsjForm, { version, marks })
    await expect(removeEvidence(city.as('rsj'), rsjForm, id)).rejects.toThrow('没有被退回')
    const added = await attach('更正依据.pdf', pdf('三'), { item: 'P_TRAIN', unit: 'BS' })
    const own = added.evidence.find((one) => one.name === '更正依据.pdf')?.id ?? 0
    expect((await removeEvidence(city.as('rsj'), rsjForm, own)).evidence.map((one) => one.id)).toEqual([id])
    expect(await rowsOf(evidence)).toHaveLength(2)
    await expect(readEvidenceFile(city.as('rsj'), rsjForm, own)).rejects.toThrow('佐证文件')
    await expect(removeEvidence(city.as('rsj'), rsjForm, own)).rejects.toThrow('佐证')
  })
})
