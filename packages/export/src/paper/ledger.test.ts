import type { FollowUpLedger } from '@cg/contract/follow-up'
import type { PlanFacts } from '@cg/contract/release/plan'
import { expect, it } from 'vitest'
import { release } from '@cg/charts/testing/fixtures'
import { followUpLedgerModel } from './follow-up-ledger.ts'
import { renderLedgerPdf } from './ledger-pdf.ts'
import { planLedgerModel } from './plan-ledger.ts'

const at = '2026-11-20T02:00:00.000Z'
const item: FollowUpLedger['items'][number] = {
  id: 2,
  kind: 'other',
  about: '补齐安全设施（依据：专题会议）',
  link: null,
  responsible: '市总工会',
  requirement: '年底前补齐',
  dueOn: '2026-11-10',
  isOverdue: true,
  state: 'answered',
  reason: '新设企业较多',
  measures: '逐户登记',
  expectedOn: '2026-12-20',
  closing: null,
  version: 2,
  steps: [],
  may: [],
}
const closed = { ...item, id: 1, isOverdue: false, state: 'closed' as const, closing: '经市产改办认定销号：已核对' }
const ledger = (items: FollowUpLedger['items']) =>
  followUpLedgerModel({ ledger: { today: '2026-11-20', items, offer: null }, city: '云川市', isDemo: true, at })

/** Pages of a PDF and their size in points. */
function pagesOf(bytes: Uint8Array): string[] {
  return (
    Buffer.from(bytes)
      .toString('latin1')
      .match(/\/MediaBox\s*\[[^\]]+\]/gu) ?? []
  )
}

it('the ledger of follow-ups lists what is open first, with its answer, and how the others were closed', () => {
  expect(ledger([closed, item]).tables.map(({ title, rows }) => [title, rows.map((row) => row.at(-1))])).toEqual([
    ['在办1件，其中逾期1件', ['已回复，逾期']],
    ['已销号1件', ['已销号：经市产改办认定销号：已核对']],
  ])
  expect(ledger([item]).tables[0]?.rows[0]?.[6]).toBe('原因：新设企业较多\n措施：逐户登记\n预计完成：2026年12月20日')
  expect(ledger([]).notes[0]).toBe('没有督办事项。')
})

it('is set on A4 that lies on its side, page after page, the same bytes every time', async () => {
  const many = Array.from({ length: 60 }, (_one, at_) => ({ ...item, id: at_ + 1 }))
  const { bytes, fileName } = await renderLedgerPdf(ledger(many))
  expect(fileName).toBe('产改督办台账_2026-11-20.pdf')
  const pages = pagesOf(bytes)
  expect(pages.length).toBeGreaterThan(2)
  for (const box of pages) expect(box).toMatch(/0 0 841\.\d+ 595\.\d+/u)
  expect(Buffer.from((await renderLedgerPdf(ledger(many))).bytes).equals(Buffer.from(bytes))).toBe(true)
}, 60_000)

it('the plan of a release names it and is marked while it is a preview', () => {
  const facts: PlanFacts = { release, plan: null, followUps: null }
  expect(planLedgerModel(facts)).toMatchObject({ watermark: null, foot: expect.stringContaining(release.code) })
  const preview = { ...release, state: 'preview' as const, code: '试看-2026Q3-05', publishedAt: null }
  expect(planLedgerModel({ ...facts, release: preview })).toMatchObject({
    watermark: '试看',
    foot: expect.stringContaining('试看编号：试看-2026Q3-05'),
  })
})
