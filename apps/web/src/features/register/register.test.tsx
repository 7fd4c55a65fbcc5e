import type { RegisterRecord, RegisterSheet } from '@cg/contract/register'
import type { RegisterUpload } from '@cg/contract/register-upload'
import { must } from '@cg/domain/must'
import { cleanup, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { me } from '../../testing/fixtures.ts'
import { renderApp } from '../../testing/render-app.tsx'
import { problem, serveFixtures } from '../../testing/server.ts'
import { layPaste } from './entry-rows.ts'
import { changedWords } from './words.ts'

/* 台账: rows are typed or pasted, another accepts; what the server refuses is said, and nothing typed is lost. */

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const patience = { timeout: 20_000 }
const filler = () =>
  me({ grants: [{ role: 'filler', department: 'RSJ', departmentName: '市人社局', unit: null, unitName: null }] })

/** As who has a part in the register: everybody else is shown what a release froze. */
const serveKeeper = (override: NonNullable<Parameters<typeof serveFixtures>[0]>) =>
  serveFixtures((call) => override(call) ?? (call.path === '/api/v1/session' ? { body: filler() } : undefined))

const record: RegisterRecord = {
  id: 3,
  unit: 'YC09',
  unitName: '安平县',
  values: { name: '焊工大赛', level: '市级', day: '2026-05-08', people: 120 },
  state: 'submitted',
  isCounted: false,
  version: 1,
  steps: [{ action: 'submit', note: '', by: '填报员甲', at: '2026-07-10T02:00:00.000Z', before: null }],
  files: [],
  mayAttach: false,
  may: ['revise', 'withdraw'],
}

const sheetOf = (records: readonly RegisterRecord[]): RegisterSheet => ({
  kind: {
    code: 'CONTEST',
    name: '技能竞赛',
    definition: '一条记录是一次竞赛。',
    department: 'RSJ',
    departmentName: '市人社局',
    fields: [
      { code: 'name', name: '竞赛名称', type: 'text', isRequired: true },
      { code: 'level', name: '级别', type: 'choice', isRequired: true, choices: ['省级', '市级'] },
      { code: 'day', name: '举办日期', type: 'date', isRequired: true },
      { code: 'people', name: '参赛人数', type: 'number', isRequired: true, unit: '人', decimals: 0 },
    ],
    title: 'name',
    day: 'day',
    isNamed: false,
    feeds: [],
    mayEnter: true,
    counts: {
      submitted: records.filter(({ state }) => state === 'submitted').length,
      accepted: records.filter(({ isCounted }) => isCounted).length,
      returned: 0,
    },
  },
  use: null,
  mayUseFrom: [],
  units: [
    { code: 'YC09', name: '安平县' },
    { code: 'YC10', name: '青石县' },
  ],
  held: {
    period: '2026Q3',
    items: [
      {
        name: '参赛产业工人数',
        words: '当年截至季末各条“参赛人数”之和',
        decimals: 0,
        units: [
          { records: 120, state: 'reported', value: 120 },
          { records: 0, state: 'not_reported', value: null },
        ],
      },
    ],
  },
  makeup: {
    count: records.filter(({ isCounted }) => isCounted).length,
    amounts: [{ field: 'people', sum: 1300, blank: 1 }],
    groups: [
      {
        field: 'level',
        parts: [
          { value: '省级', count: 0, share: 0, amounts: [{ sum: 0, share: 0 }] },
          { value: '市级', count: 1, share: 1, amounts: [{ sum: 1300, share: 1 }] },
        ],
      },
    ],
  },
  indicators: [{ code: 'JN02', name: '竞赛参与率' }],
  records: [...records],
})

it('the office has the records fill the forms from the open quarter on, with a reason', async () => {
  const feeding = { ...sheetOf([{ ...record, state: 'accepted', isCounted: true }]), mayUseFrom: ['2026Q3'] }
  const calls = serveKeeper(({ path }) => {
    if (path === '/api/v1/registers/CONTEST') return { body: feeding }
    const use = { since: '2026Q3', by: '赵一鸣', at: '2026-10-09T02:00:00.000Z' }
    return path === '/api/v1/registers/CONTEST/use' ? { body: { ...feeding, use } } : undefined
  })
  renderApp('/registers/CONTEST')
  fireEvent.click(await screen.findByRole('button', { name: '启用报表计数' }, patience))
  expect(screen.getByText(/自2026年第三季度起，还在填报的报表改用台账的数，填报单位不再填写/)).toBeTruthy()
  fireEvent.change(screen.getByLabelText(/启用原因/), { target: { value: '台账已补齐' } })
  fireEvent.click(screen.getByRole('button', { name: '启用' }))
  expect(
    await screen.findByText('自2026年第三季度起，报表的这些数由台账计数（赵一鸣设定）。', {}, patience),
  ).toBeTruthy()
  expect(calls.find(({ method }) => method === 'PUT')?.body).toEqual({ since: '2026Q3', reason: '台账已补齐' })
})

const pasted = '区县\t竞赛名称\t级别\n安平县\t焊工大赛\t市级\n无名县\t钳工大赛\t县级\n'

function paste(text: string): void {
  fireEvent.paste(screen.getByLabelText('第1行区县'), { clipboardData: { getData: () => text } })
}

describe('rows from Excel', () => {
  it('are laid over the table without their head; what is no unit or no choice stays to be seen', () => {
    const laid = layPaste(sheetOf([]), [], { row: 0, column: 0 }, pasted)
    expect(laid).toEqual({
      rows: [
        { unit: 'YC09', values: { name: '焊工大赛', level: '市级' } },
        { unit: '无名县', values: { name: '钳工大赛', level: '县级' } },
      ],
      left: 0,
    })
    expect(layPaste(sheetOf([]), [], { row: 0, column: 1 }, '焊工大赛')).toBeNull()
  })

  it('that find no room are counted', () => {
    const text = Array.from({ length: 5 }, (_row, at) => `安平县\t大赛${at}`).join('\n')
    expect(layPaste(sheetOf([]), [], { row: 198, column: 0 }, text)?.left).toBe(3)
  })
})

describe('a register', () => {
  it('takes pasted rows in one go', async () => {
    const calls = serveKeeper(({ method, path }) => {
      if (path === '/api/v1/session') return { body: filler() }
      if (path === '/api/v1/registers/CONTEST') return { body: sheetOf([]) }
      if (path === '/api/v1/registers/CONTEST/records' && method === 'POST') return { body: sheetOf([record]) }
      return undefined
    })
    renderApp('/registers/CONTEST')
    await screen.findByRole('heading', { level: 1, name: '技能竞赛台账：入账0条，待审核0条' }, patience)
    paste('安平县\t焊工大赛\t市级\t2026年5月8日\t120人')
    paste('安平县\t焊工大赛\t市级\t2026年5月8日\t120人')
    fireEvent.click(screen.getByRole('button', { name: '登记1条' }))
    await screen.findByRole('heading', { level: 1, name: '技能竞赛台账：入账0条，待审核1条' }, patience)
    expect(calls.find(({ method }) => method === 'POST')?.body).toEqual({
      rows: [{ unit: 'YC09', values: { name: '焊工大赛', level: '市级', day: '2026年5月8日', people: '120人' } }],
    })
    expect(screen.getByLabelText('第1行竞赛名称')).toHaveProperty('value', '')
    expect(screen.getByRole('button', { name: '修改第3号记录' })).toBeTruthy()
  })

  it('says what is refused, and the rows stay', async () => {
    const refusal = '第1行的参赛人数：没有填写。请改正后再登记，本次一条也没有保存。'
    serveKeeper(({ method, path }) => {
      if (path === '/api/v1/session') return { body: filler() }
      if (path === '/api/v1/registers/CONTEST') return { body: sheetOf([]) }
      return method === 'POST' ? problem(400, 'invalid', refusal) : undefined
    })
    renderApp('/registers/CONTEST')
    await screen.findByLabelText('第1行区县', undefined, patience)
    paste('安平县\t焊工大赛\t市级\t2026年5月8日')
    fireEvent.click(screen.getByRole('button', { name: '登记1条' }))
    expect(await screen.findByText(refusal, undefined, patience)).toBeTruthy()
    expect(screen.getByLabelText('第1行竞赛名称')).toHaveProperty('value', '焊工大赛')
  })

  it.each([
    [120, '2026年第三季度台账与报表一致', '120'],
    [130, '2026年第三季度台账与报表：1个区县不一致', '130 不一致'],
    // A form that is still blank says nothing that could differ.
    [null, '2026年第三季度台账与报表：1个区县报表未报', '未报'],
  ])('lays what its records amount to beside the form: %s', async (value, title, said) => {
    const sheet = sheetOf([record])
    const items = sheet.held.items.map((item) => ({
      ...item,
      units: item.units.map((pair) =>
        pair.value === null ? pair : { ...pair, value, ...(value === null ? { state: 'not_reported' as const } : {}) },
      ),
    }))
    serveKeeper(({ path }) =>
      path === '/api/v1/registers/CONTEST' ? { body: { ...sheet, held: { ...sheet.held, items } } } : undefined,
    )
    renderApp('/registers/CONTEST')
    await screen.findByRole('heading', { level: 2, name: title }, patience)
    const table = screen.getByRole('table', { name: '技能竞赛台账与报表的数' })
    expect(
      within(table)
        .getAllByRole('row')
        .map((row) => row.textContent),
    ).toEqual([expect.stringContaining('台账'), `安平县120${said}`, '青石县0未报'])
  })

  it('says of a change that was returned that the old content counts, and asks why it is changed again', async () => {
    const returned: RegisterRecord = { ...record, state: 'returned', isCounted: true }
    serveKeeper(({ path }) => {
      if (path === '/api/v1/session') return { body: filler() }
      return path === '/api/v1/registers/CONTEST' ? { body: sheetOf([returned]) } : undefined
    })
    renderApp('/registers/CONTEST')
    await screen.findByRole('heading', { level: 1, name: '技能竞赛台账：入账1条，待审核0条' }, patience)
    expect(screen.getByText('仍按入账时的内容计数')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: '修改第3号记录' }))
    expect(screen.getByRole('button', { name: '保存修改' })).toHaveProperty('disabled', true)
    // The list may be long: who changes a record is led to where it is changed, and back.
    expect(document.activeElement).toBe(screen.getByLabelText('区县'))
    fireEvent.change(screen.getByLabelText(/修改原因/), { target: { value: '漏计10人' } })
    expect(screen.getByRole('button', { name: '保存修改' })).toHaveProperty('disabled', false)
    // What was typed outlives the page.
    cleanup()
    renderApp('/registers/CONTEST')
    const opener = await screen.findByRole('button', { name: '修改第3号记录' }, patience)
    opener.focus()
    fireEvent.click(opener)
    expect(screen.getByLabelText(/修改原因/)).toHaveProperty('value', '漏计10人')
    fireEvent.click(screen.getByRole('button', { name: '不改了' }))
    expect(document.activeElement).toBe(opener)
    fireEvent.click(screen.getByRole('button', { name: '修改第3号记录' }))
    expect(screen.getByLabelText(/修改原因/)).toHaveProperty('value', '')
  })

  it('of more records than are decided on at once offers the first of them, and draws the rest when asked', async () => {
    const many = Array.from({ length: 250 }, (_, at): RegisterRecord => ({ ...record, id: at + 1, may: ['accept'] }))
    const calls = serveKeeper(({ method, path }) => {
      if (path === '/api/v1/registers/CONTEST') return { body: sheetOf(many) }
      return method === 'POST' ? { body: sheetOf([]) } : undefined
    })
    renderApp('/registers/CONTEST')
    const button = await screen.findByRole('button', { name: '入账前200条（待审核共250条）' }, patience)
    const rows = () => within(screen.getByRole('region', { name: '技能竞赛记录' })).getAllByRole('rowheader')
    expect(rows()).toHaveLength(200)
    fireEvent.click(screen.getByRole('button', { name: '列出全部' }))
    expect(rows()).toHaveLength(250)
    fireEvent.click(button)
    fireEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: '入账' }))
    await screen.findByText('200条记录已入账', undefined, patience)
    const sent = calls.find(({ path }) => path === '/api/v1/registers/CONTEST/decisions')
    expect(sent?.body).toMatchObject({ action: 'accept', records: { length: 200 } })
  })

  it('is accepted together by another person', async () => {
    const waiting = [record, { ...record, id: 4 }].map((one) => ({ ...one, may: ['accept', 'return'] as const }))
    const asked = waiting.map((one): RegisterRecord => ({ ...one, may: [...one.may] }))
    const accepted = asked.map((one): RegisterRecord => ({
      ...one,
      state: 'accepted',
      isCounted: true,
      version: 2,
      may: [],
    }))
    const calls = serveKeeper(({ path }) => {
      if (path === '/api/v1/registers/CONTEST') return { body: sheetOf(asked) }
      if (path === '/api/v1/registers/CONTEST/decisions') return { body: sheetOf(accepted) }
      return undefined
    })
    renderApp('/registers/CONTEST')
    fireEvent.click(await screen.findByRole('button', { name: '全部入账（2条）' }, patience))
    const dialog = screen.getByRole('dialog', { name: '入账：技能竞赛2条记录' })
    fireEvent.click(within(dialog).getByRole('button', { name: '入账' }))
    await screen.findByRole('heading', { level: 1, name: '技能竞赛台账：入账2条，待审核0条' }, patience)
    expect(calls.find(({ method }) => method === 'POST')?.body).toEqual({
      action: 'accept',
      note: '',
      records: [
        { id: 3, version: 1 },
        { id: 4, version: 1 },
      ],
    })
  })
})

it('a change is told field by field, held against the next one or what the record says now', () => {
  const step = record.steps[0]
  const before = { name: '焊工大赛', level: '市级', day: '2026-05-08', unit: 'YC10' }
  const changed: RegisterRecord = {
    ...record,
    steps: [
      step,
      { ...step, before: { ...before, people: 100 } },
      { ...step, before: { ...before, people: 110 } },
    ].flatMap((one) =>
      one === undefined ? [] : [{ ...one, action: 'revise', note: '', by: '甲', at: '', before: one.before ?? null }],
    ),
  }
  expect(changedWords(sheetOf([]), changed, 1)).toBe('（参赛人数：100 → 110）')
  expect(changedWords(sheetOf([]), changed, 2)).toBe('（区县：青石县 → 安平县）（参赛人数：110 → 120）')
})

/** What the server found in a file: one new record, and a change of one that counts. */
const upload: RegisterUpload = {
  fileName: '竞赛.xlsx',
  fileHash: 'a'.repeat(64),
  same: 7,
  ignored: [],
  rows: [
    {
      line: 4,
      id: 3,
      version: 2,
      unit: 'YC09',
      reason: '',
      isReasonAsked: true,
      values: {
        name: '焊工大赛',
        level: '市级',
        day: '2026-05-08',
        people: '1300',
      },
      before: {
        unit: 'YC09',
        name: '焊工大赛',
        level: '市级',
        day: '2026-05-08',
        people: '1200',
      },
    },
    {
      line: 9,
      id: null,
      version: null,
      unit: 'YC10',
      reason: '',
      isReasonAsked: false,
      before: null,
      values: {
        name: '钳工大赛',
        level: '省级',
        day: '2026-06-01',
      },
    },
  ],
  faults: [],
  faultCount: 0,
}

describe('a register by Excel', () => {
  /** The page after a file was chosen, to which the server says `found`. */
  async function send(found: RegisterUpload) {
    const calls = serveKeeper(({ path }) => {
      if (path === '/api/v1/session') return { body: filler() }
      if (path.endsWith('/upload')) return { body: found }
      return path.startsWith('/api/v1/registers/CONTEST') ? { body: sheetOf([record]) } : undefined
    })
    const { container } = renderApp('/registers/CONTEST')
    const link = await screen.findByRole('link', { name: '下载模板' }, patience)
    expect(link.getAttribute('href')).toBe('/api/v1/registers/CONTEST/template.xlsx')
    const input = must(container.querySelector('input[type=file]'))
    fireEvent.change(input, { target: { files: [new File(['x'], '竞赛.xlsx')] } })
    return { calls, dialog: within(await screen.findByRole('dialog', undefined, patience)) }
  }

  it('shows what a file would enter and change, asks for the reason of what counts, and keeps it as shown', async () => {
    const { calls, dialog } = await send(upload)
    expect(dialog.getByRole('heading', { name: '新登记1条，修改1条' })).toBeTruthy()
    expect(dialog.getByText('竞赛.xlsx：有7条与现有记录相同，不动')).toBeTruthy()
    expect(dialog.getAllByRole('row').map((row) => row.textContent)).toEqual([
      '行办法区县竞赛名称级别举办日期参赛人数（人）',
      '4修改第3号安平县焊工大赛市级2026年5月8日1,200 1,300',
      '9新登记青石县钳工大赛省级2026年6月1日',
    ])
    const keep = dialog.getByRole('button', { name: '保存2条' })
    expect(keep).toHaveProperty('disabled', true)
    fireEvent.change(dialog.getByLabelText(/^修改原因/), { target: { value: '漏计100人' } })
    fireEvent.click(keep)
    await screen.findByText('已保存2条，待审核', undefined, patience)
    const kept = calls.find(({ path }) => path.endsWith('/upload/keep'))?.body
    expect(kept).toMatchObject({
      fileHash: upload.fileHash,
      rows: [
        { id: 3, version: 2, reason: '漏计100人' },
        { id: null, version: null, reason: '' },
      ],
    })
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  it('names every fault with its line and column, and offers nothing to keep', async () => {
    const faults = [{ line: 5, column: '级别', message: '没有填写' }]
    const { dialog } = await send({ ...upload, faults, faultCount: 1 })
    expect(dialog.getByRole('heading', { name: '有1处需要改正' })).toBeTruthy()
    expect(dialog.getByText(/^请在文件中改正后重新上传/)).toBeTruthy()
    expect(dialog.getByRole('listitem').textContent).toBe('第5行“级别”：没有填写')
    expect(dialog.getByText(/^合并过的单元格只有第一格有内容/)).toBeTruthy()
    expect(dialog.queryByRole('button', { name: /^保存/ })).toBeNull()
  })

  it('gives the file back with its faults marked, sending the same file again', async () => {
    const faults = [{ line: 5, column: '级别', message: '没有填写' }]
    const { calls, dialog } = await send({ ...upload, faults, faultCount: 1 })
    fireEvent.click(dialog.getByRole('button', { name: '下载标出问题的文件' }))
    await vi.waitFor(() =>
      expect(calls.some(({ path }) => path === '/api/v1/registers/CONTEST/upload/marked')).toBe(true),
    )
  })
})

it('the files behind a record are read from its row; who enters it adds and removes them', async () => {
  const proven = {
    ...record,
    mayAttach: true,
    files: [{ id: 7, name: '通知.pdf', by: '填报员甲', at: '2026-07-10T02:00:00.000Z' }],
  }
  const sheet = sheetOf([proven])
  const shown = { ...sheet, kind: { ...sheet.kind, proof: { name: '竞赛通知', isRequired: true } } }
  const calls = serveFixtures(({ path }) => {
    if (path === '/api/v1/session') return { body: filler() }
    return path.startsWith('/api/v1/registers/CONTEST') ? { body: shown } : undefined
  })
  renderApp('/registers/CONTEST')
  await screen.findByRole('columnheader', { name: '竞赛通知*' }, patience)
  expect(screen.getByRole('link', { name: '通知.pdf' }).getAttribute('href')).toBe(
    '/api/v1/registers/CONTEST/records/3/files/7',
  )
  const row = must(screen.getByRole('link', { name: '通知.pdf' }).closest('td'))
  fireEvent.change(must(row.querySelector('input')), { target: { files: [new File(['x'], '名单.pdf')] } })
  fireEvent.click(screen.getByRole('button', { name: '移除第3号记录的《通知.pdf》' }))
  await vi.waitFor(() =>
    expect(
      calls.filter(({ path }) => path.includes('/records/3/files')).map(({ method, path }) => [method, path]),
    ).toEqual([
      ['POST', '/api/v1/registers/CONTEST/records/3/files'],
      ['DELETE', '/api/v1/registers/CONTEST/records/3/files/7'],
    ]),
  )
})

it('what a register is made of is told by each choice, with the indicators that its counts go into', async () => {
  serveFixtures(({ path }) => {
    if (path === '/api/v1/session') return { body: filler() }
    return path === '/api/v1/registers/CONTEST' ? { body: sheetOf([{ ...record, isCounted: true }]) } : undefined
  })
  renderApp('/registers/CONTEST')
  await screen.findByRole('heading', { name: '构成：2026年第三季度末在账1条' }, patience)
  expect(screen.getByText('参赛人数合计1,300人，另有1条没有填写')).toBeTruthy()
  const rows = within(screen.getByRole('region', { name: '按级别' })).getAllByRole('row')
  expect(rows.map((row) => row.textContent)).toEqual([
    '级别条数占比参赛人数占比',
    '省级00.0%00.0%',
    '市级1100.0%1,300100.0%',
  ])
  expect(screen.getByRole('link', { name: '竞赛参与率' }).getAttribute('href')).toBe('/i/JN02')
})
