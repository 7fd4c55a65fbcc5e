import type { AssistList, AssistTask } from '@cg/contract/assist'
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { me } from '../../testing/fixtures.ts'
import { renderApp } from '../../testing/render-app.tsx'
import { serveFixtures } from '../../testing/server.ts'

/* What a department supplies to another one's form, on its page of work. */

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const filler = me({
  grants: [{ role: 'filler', department: 'GXJ', departmentName: '市工信局', unit: null, unitName: null }],
})
const task: AssistTask = {
  period: '2026Q3',
  item: 'E_PAY_IND',
  itemName: '建立激励机制的企业数',
  unit: '家',
  decimals: 0,
  definition: '季度末已建立激励机制的企业数',
  department: 'GXJ',
  departmentName: '市工信局',
  supplies: '本季规上工业企业名单',
  formName: '技能薪酬情况表',
  responsible: '市人社局',
  dueAt: '2026-10-25T10:00:00.000Z',
  forms: 1,
  sent: 0,
  mayGive: true,
  closedReason: null,
  units: [{ code: 'AP', name: '安平区' }],
  figures: [],
  given: [],
}
const list = (...tasks: AssistTask[]): AssistList => ({ tasks, serverTime: '2026-10-20T02:00:00.000Z' })
const given = {
  id: 3,
  item: 'E_PAY_IND',
  department: 'GXJ',
  departmentName: '市工信局',
  unit: 'AP',
  unitName: '安平区',
  name: '工信统计〔2026〕9号',
  size: null,
  by: '郑海波',
  at: '2026-10-20T02:00:00.000Z',
}

function open(first: AssistList, after: AssistList = first) {
  const asked = serveFixtures(({ path, method }) => {
    if (path === '/api/v1/session') return { body: filler }
    if (path === '/api/v1/work')
      return { body: { owed: [], toCheck: [], toSign: [], excused: [], serverTime: '2026-10-20T02:00:00.000Z' } }
    if (path.startsWith('/api/v1/assists')) return { body: method === 'GET' ? first : after }
    return undefined
  })
  renderApp('/fill')
  return asked
}
const look = async () => {
  fireEvent.click(await screen.findByRole('button', { name: '查看建立激励机制的企业数的协助事项' }))
}

it('says what is wanted, of whom and by when, and sends what is typed for the district that was chosen', async () => {
  const asked = open(list(task), list({ ...task, given: [given] }))
  await look()
  const card = screen.getByText('请提供：本季规上工业企业名单').closest('li')
  expect(card?.textContent).toContain(
    '市人社局《技能薪酬情况表》，2026年第三季度，请于 2026年10月25日 18:00 前（还有 5 天 8 小时）',
  )
  const inCard = within(card as HTMLElement)
  expect(inCard.getByText('责任部门报送后，这里显示这项数据的数字。')).toBeDefined()
  const send = inCard.getByRole<HTMLButtonElement>('button', { name: '提供文字' })
  expect(send.disabled).toBe(true)
  fireEvent.change(inCard.getByLabelText('适用区县'), { target: { value: 'AP' } })
  fireEvent.change(inCard.getByLabelText(/^文字说明/), { target: { value: '工信统计〔2026〕9号' } })
  fireEvent.click(send)
  await inCard.findByText('已提供 1 份')
  expect(inCard.getByText(/市工信局，安平区，郑海波/)).toBeDefined()
  const sent = asked.find(({ method }) => method === 'POST')
  expect(sent).toMatchObject({
    path: '/api/v1/assists/2026Q3/E_PAY_IND/GXJ/supplies',
    body: { unit: 'AP', words: '工信统计〔2026〕9号' },
  })
  await waitFor(() => expect(inCard.getByLabelText<HTMLTextAreaElement>(/^文字说明/).value).toBe(''))
})

it('shows the figures of a form that was sent, and offers no field once it was accepted', async () => {
  const figures = [{ unit: '安平区', state: 'reported' as const, value: 79 }]
  const closedReason = '《技能薪酬情况表》已审核通过，不再需要提供材料。'
  open(list({ ...task, figures, sent: 1, mayGive: false, closedReason, given: [given] }))
  await look()
  expect(screen.getByRole('row', { name: '安平区 79' })).toBeDefined()
  expect(screen.getByText(closedReason)).toBeDefined()
  expect(screen.queryByRole('button', { name: '提供文字' })).toBeNull()
  expect(screen.queryByRole('button', { name: '移除' })).toBeNull()
})

it('says nothing of 协助 to who is asked for nothing', async () => {
  open(list())
  await screen.findByRole('heading', { level: 1 })
  await waitFor(() => expect(screen.queryByText('协助事项')).toBeNull())
})
