import type { Appraisal, AppraisalList } from '@cg/contract/appraisal'
import { cleanup, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { me } from '../../testing/fixtures.ts'
import { reviewer } from '../../testing/review.fixture.ts'
import { renderApp } from '../../testing/render-app.tsx'
import { problem, serveFixtures } from '../../testing/server.ts'

/* 定性评分: the office opens a scoring, a scorer scores, the office sees the spread and writes the mean. */

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const patience = { timeout: 20_000 }
const filler = () =>
  me({ grants: [{ role: 'filler', department: 'ZGH', departmentName: '市总工会', unit: null, unitName: null }] })

const item: Appraisal = {
  id: 7,
  period: '2026Q3',
  item: 'Q_SYS',
  itemName: '产改制度建设评分',
  definition: '按评分标准评定',
  formName: '产改制度建设表',
  decimals: 1,
  state: 'open',
  round: 1,
  version: 1,
  reason: '产改办〔2026〕9号',
  least: 3,
  scale: [
    { points: 90, words: '制度健全并落实' },
    { points: 60, words: '没有制度' },
  ],
  scorers: [],
  units: [
    { code: 'YC01', name: '东湾区', mine: null, barred: null, result: null },
    { code: 'YC02', name: '西屏区', mine: null, barred: '您属于这个单位，不给它评分', result: null },
  ],
  steps: [{ action: 'open', note: '产改办〔2026〕9号', by: '周敏', at: '2026-10-10T02:00:00.000Z' }],
  may: [],
}

const listOf = (items: readonly Appraisal[], change: Partial<AppraisalList> = {}): AppraisalList => ({
  items: [...items],
  mayOpen: false,
  candidates: [],
  people: [],
  ...change,
})

describe('a scorer', () => {
  test('chooses a level with reason and evidence; his own unit is not offered', async () => {
    const scored = {
      points: 90,
      reason: '查阅制度文本',
      evidence: '制度汇编',
      round: 1,
      at: '2026-10-11T02:00:00.000Z',
    }
    const [first, second] = item.units
    const after = { ...item, may: ['score' as const], units: [{ ...first, mine: scored }, second] } as Appraisal
    const calls = serveFixtures(({ method, path }) => {
      if (path === '/api/v1/session') return { body: filler() }
      if (path === '/api/v1/appraisals/7/scores') return { body: listOf([after]) }
      if (path === '/api/v1/appraisals' && method === 'GET') return { body: listOf([{ ...item, may: ['score'] }]) }
      return undefined
    })
    renderApp('/appraisals')
    await screen.findByRole('heading', { level: 1, name: '定性评分：还有1个区县等您评分' }, patience)
    expect(screen.getByText('您属于这个单位，不给它评分')).toBeTruthy()
    expect(screen.queryByRole('button', { name: '评分：西屏区' })).toBeNull()
    fireEvent.click(screen.getByRole('button', { name: '评分：东湾区' }))
    const dialog = screen.getByRole('dialog', { name: '评分：东湾区' })
    const save = within(dialog).getByRole('button', { name: '保存评分' })
    fireEvent.change(within(dialog).getByLabelText(/档次/), { target: { value: '90' } })
    fireEvent.change(within(dialog).getByLabelText(/评分理由/), { target: { value: ' 查阅制度文本 ' } })
    expect(save).toHaveProperty('disabled', true)
    fireEvent.change(within(dialog).getByLabelText(/依据/), { target: { value: '制度汇编' } })
    fireEvent.click(save)
    await screen.findByRole('heading', { level: 1, name: '定性评分：您的评分已全部给出' }, patience)
    expect(calls.find(({ method }) => method === 'POST')?.body).toEqual({
      unit: 'YC01',
      points: 90,
      reason: '查阅制度文本',
      evidence: '制度汇编',
    })
    expect(screen.getByText('您评了90分：查阅制度文本（第1轮）')).toBeTruthy()
  })

  test('who scores nothing is told what would stand here', async () => {
    serveFixtures(({ path }) => {
      if (path === '/api/v1/session') return { body: filler() }
      return path === '/api/v1/appraisals' ? { body: listOf([]) } : undefined
    })
    renderApp('/appraisals')
    expect(await screen.findByText('没有请您评分的事项', undefined, patience)).toBeTruthy()
  })
})

describe('the office', () => {
  const people = [3, 4, 8].map((id) => ({ id, name: `评分人${id}`, body: '市总工会' }))
  const candidates = [{ period: '2026Q3', item: 'Q_SYS', itemName: '产改制度建设评分', formName: '产改制度建设表' }]

  test('opens a scoring with a scale read line by line and enough scorers', async () => {
    const calls = serveFixtures(({ method, path }) => {
      if (path === '/api/v1/session') return { body: reviewer() }
      if (path !== '/api/v1/appraisals') return undefined
      return {
        body: method === 'POST' ? listOf([item], { mayOpen: true }) : listOf([], { mayOpen: true, people, candidates }),
      }
    })
    renderApp('/appraisals')
    const start = await screen.findByRole('button', { name: '开始评分' }, patience)
    fireEvent.change(screen.getByLabelText(/季度和数据项/), { target: { value: '2026Q3|Q_SYS' } })
    fireEvent.change(screen.getByLabelText(/评分依据/), { target: { value: '产改办〔2026〕9号' } })
    fireEvent.change(screen.getByLabelText(/评分标准/), { target: { value: '90 制度健全并落实\n90 没有制度' } })
    expect(screen.getByText('第2行的分值和前面一行相同，每档分值应当不同。')).toBeTruthy()
    fireEvent.change(screen.getByLabelText(/评分标准/), { target: { value: '90 制度健全并落实\n60 没有制度' } })
    expect(screen.getByText('请选至少 3 名评分人，已选 0 名')).toBeTruthy()
    for (const id of [3, 4, 8]) fireEvent.click(screen.getByRole('checkbox', { name: `评分人${id}（市总工会）` }))
    expect(start).toHaveProperty('disabled', false)
    fireEvent.click(start)
    await screen.findByRole('heading', { level: 1, name: '定性评分：评分中1项，待写入0项' }, patience)
    expect(calls.find(({ method }) => method === 'POST')?.body).toEqual({
      period: '2026Q3',
      item: 'Q_SYS',
      scale: item.scale,
      scorers: [3, 4, 8],
      least: 3,
      reason: '产改办〔2026〕9号',
    })
  })

  test('is told where an item in points comes from when there is none', async () => {
    serveFixtures(({ path }) => {
      if (path === '/api/v1/session') return { body: reviewer() }
      return path === '/api/v1/appraisals' ? { body: listOf([], { mayOpen: true, people }) } : undefined
    })
    renderApp('/appraisals')
    expect(await screen.findByText('还没有可评分的数据项', undefined, patience)).toBeTruthy()
    expect(screen.getByRole('link', { name: '到指标目录增加 →' }).getAttribute('href')).toContain(
      '/admin?part=catalogue',
    )
  })

  test('sees mean, spread, who stands apart and who lacks; a refusal to write stays in the dialog', async () => {
    const refusal = '东湾区（2份）的评分不足3份，不能写入。缺的评分不会补，请“再评一轮”催齐或另请评分人。'
    const given = { reason: '现场查看', evidence: '照片', round: 1, at: '2026-10-11T02:00:00.000Z' }
    const shut: Appraisal = {
      ...item,
      state: 'shut',
      version: 2,
      may: ['write', 'again', 'cancel'],
      scorers: [{ name: '评分人8', done: 0, of: 2 }],
      units: [
        {
          code: 'YC01',
          name: '东湾区',
          mine: null,
          barred: null,
          result: {
            count: 2,
            value: 75,
            min: 60,
            max: 90,
            deviation: 21.2,
            words: '2名评分人平均75.0分，最低60分，最高90分，标准差21.2分',
            missing: ['评分人8'],
            isShort: true,
            scores: [
              { by: '评分人3', points: 90, ...given, isApart: false },
              { by: '评分人4', points: 60, ...given, isApart: true },
            ],
          },
        },
      ],
    }
    const calls = serveFixtures(({ path }) => {
      if (path === '/api/v1/session') return { body: reviewer() }
      if (path === '/api/v1/appraisals/7/decision') return problem(409, 'conflict', refusal)
      return path === '/api/v1/appraisals' ? { body: listOf([shut], { mayOpen: true }) } : undefined
    })
    renderApp('/appraisals')
    fireEvent.click(await screen.findByRole('button', { name: '写入报表：产改制度建设评分' }, patience))
    expect(screen.getByText('评分人4评60分，与其他评分人的中位数相差超过一档。')).toBeTruthy()
    expect(screen.getByText('没有评的：评分人8。')).toBeTruthy()
    const dialog = screen.getByRole('dialog', { name: '写入报表：产改制度建设评分' })
    fireEvent.click(within(dialog).getByRole('button', { name: '写入报表' }))
    expect(await within(dialog).findByText(refusal, undefined, patience)).toBeTruthy()
    const call = calls.find(({ path }) => path.endsWith('/decision'))
    expect(call?.body).toEqual({ action: 'write', note: '', scorers: [] })
    expect(call?.headers.get('if-match')).toContain('2')
  })
})
