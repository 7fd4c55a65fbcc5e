import type { AuditLine } from '@cg/contract/admin'
import { screen, within } from '@testing-library/react'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { me } from '../../testing/fixtures.ts'
import { renderApp } from '../../testing/render-app.tsx'
import { problem, serveFixtures } from '../../testing/server.ts'
import type { Override } from '../../testing/server.ts'

afterEach(() => vi.unstubAllGlobals())

const patience = { timeout: 20_000 }

const line: AuditLine = {
  id: 42,
  at: '2026-10-12T01:41:00.000Z',
  actor: '张三',
  action: 'submission.return',
  actionName: '退回',
  object: 'submission:7',
  objectName: '2026年第三季度《技能培训表》 市人社局',
  detail: '{"cells":2}',
  lines: ['退回2格', '原因：分子大于分母'],
  hash: 'abcdef0123456789abcdef0123456789',
}

const auditor = me({
  grants: [{ role: 'auditor', department: null, departmentName: null, unit: null, unitName: null }],
})

const chain = { seals: 30, sealHead: 'e'.repeat(64), anchored: 2 }
const said = '第17条记录的内容与校验码不符。'

function trailOf(verification: Record<string, unknown>): Override {
  return ({ path, search }) => {
    if (path === '/api/v1/session') return { body: auditor }
    if (path === '/api/v1/audit/verification')
      return { body: { events: 42, head: 'f'.repeat(64), ...chain, ...verification } }
    if (path !== '/api/v1/audit') return undefined
    const isAsked = [null, 'submission.return'].includes(search.get('action'))
    return { body: { items: isAsked ? [line] : [], next: null } }
  }
}

describe('the audit trail', () => {
  test('names the action, its object and each detail in Chinese, and shows no code', async () => {
    serveFixtures(trailOf({ isIntact: true, brokenAt: null, problem: null, findings: [] }))
    renderApp('/audit')
    expect(await screen.findByRole('heading', { name: '42 条审计记录，链条完整' }, patience)).toBeTruthy()
    const row = screen.getByRole('row', { name: /张三/ })
    for (const words of ['退回', line.objectName, ...line.lines]) expect(within(row).getByText(words)).toBeTruthy()
    expect(row.textContent).not.toMatch(/submission|cells/)
  })

  test('says at which line the chain is broken', async () => {
    serveFixtures(
      trailOf({
        isIntact: false,
        brokenAt: 17,
        problem: said,
        findings: [said, '账号权限（第3号）不见了，在程序之外被删除。'],
      }),
    )
    renderApp('/audit')
    expect(await screen.findByRole('heading', { name: '审计链在第 17 条断开' }, patience)).toBeTruthy()
    expect(screen.getByRole('alert').textContent).toContain('第17条记录')
    expect(screen.getByText('账号权限（第3号）不见了，在程序之外被删除。')).toBeTruthy()
  })

  test('asks for the action in the link alone', async () => {
    const calls = serveFixtures(trailOf({ isIntact: true, brokenAt: null, problem: null, findings: [] }))
    renderApp('/audit?action=submission.return')
    await screen.findByRole('row', { name: /张三/ }, patience)
    const asked = calls.filter((call) => call.path === '/api/v1/audit').map((call) => call.search.get('action'))
    expect(new Set(asked)).toEqual(new Set(['submission.return']))
  })

  test('is refused with the words of the server', async () => {
    serveFixtures((call) =>
      call.path === '/api/v1/audit'
        ? problem(403, 'forbidden', '只有审计员可以查看审计记录。')
        : trailOf({ isIntact: true, brokenAt: null, problem: null, findings: [] })(call),
    )
    renderApp('/audit')
    expect(await screen.findByText('只有审计员可以查看审计记录。', {}, patience)).toBeTruthy()
  })
})
