import type { CatalogueBoard, CatalogueChecked, CatalogueFile } from '@cg/contract/catalogue-change'
import type { CatalogueUpdate } from '@cg/contract/catalogue-update'
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { me } from '../../../testing/fixtures.ts'
import { renderApp } from '../../../testing/render-app.tsx'
import { serveFixtures } from '../../../testing/server.ts'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const grant = { department: null, departmentName: null, unit: null, unitName: null }
const admin = me({ grants: [{ role: 'admin', ...grant }] })
const publisher = me({ grants: [{ role: 'publisher', ...grant }] })

const proposal: CatalogueBoard['proposals'][number] = {
  id: 4,
  state: 'proposed',
  version: 1,
  title: '2027年第一季度起停用 1 个指标',
  lines: ['指标“培训覆盖率”：2027年第一季度起停用'],
  parts: [
    {
      title: '2027年第一季度起停用 1 个指标',
      codes: ['JN03'],
      lines: ['指标“培训覆盖率”：2027年第一季度起停用'],
    },
  ],
  act: 'off',
  indicators: ['JN03'],
  items: [],
  forms: [],
  reason: '本市不再考核',
  proposedBy: '方敏',
  proposedAt: '2026-10-20T02:00:00.000Z',
  decidedBy: null,
  decidedAt: null,
  note: '',
  may: ['confirm', 'refuse'],
  notConfirm: null,
}
const board: CatalogueBoard = {
  indicators: [
    {
      code: 'JN03',
      name: '培训覆盖率',
      unit: '%',
      isOwn: false,
      department: '市人社局',
      forms: ['技能提升情况表'],
      spans: [{ from: '2026Q4', isOn: false, because: '数据项“受训人数”停用，不能计算' }],
      dimension: '技能提升',
      definition: '受训 ÷ 总数',
      isAssessed: true,
      items: ['受训人数', '产业工人总数'],
      own: null,
    },
  ],
  items: [
    {
      code: 'P_TRAIN',
      name: '受训人数',
      unit: '人',
      isOwn: false,
      department: '市人社局',
      forms: ['技能提升情况表'],
      spans: [{ from: '2026Q4', isOn: false, because: '' }],
      definition: '年内受训',
      isCounted: false,
      responsible: ['市人社局'],
      duties: [],
      indicators: ['培训覆盖率'],
      breakdowns: [],
      own: null,
    },
    {
      code: 'F_DUE',
      name: '应报报表数',
      unit: '张',
      isOwn: false,
      department: '市总工会',
      forms: [],
      spans: [],
      definition: '系统统计',
      isCounted: true,
      responsible: [],
      duties: [],
      indicators: [],
      breakdowns: [],
      own: null,
    },
  ],
  forms: [
    {
      code: 'RSJ-SKILLS',
      name: '技能提升情况表',
      dimension: '技能提升',
      department: '市人社局',
      isByUnits: false,
      issuer: '市产改办',
      tableNo: null,
      approvalNo: null,
      validUntil: null,
      items: ['受训人数'],
      isOwn: false,
      since: null,
      parts: [],
      scopes: [],
    },
  ],
  choices: {
    departments: [
      { code: 'RSJ', name: '市人社局' },
      { code: 'GXJ', name: '市工信局' },
    ],
    forms: [{ code: 'RSJ-SKILLS', name: '技能提升情况表', department: 'RSJ', isByUnits: false }],
    axes: [{ code: 'size', name: '企业规模' }],
    districts: [
      { code: 'DWQ', name: '东湾区', town: 0, enterprise: 0 },
      { code: 'CYS', name: '苍岩市', town: 3, enterprise: 0 },
    ],
  },
  quarters: ['2026Q4', '2027Q1', '2027Q2'],
  proposals: [proposal],
  mayPropose: true,
}
const impact = {
  forms: ['《技能提升情况表》'],
  emptied: [],
  indicators: ['培训覆盖率'],
  stopped: ['培训覆盖率'],
  anew: [],
  narrowed: [],
  reworded: [],
  lacking: ['培训覆盖率'],
  scored: ['培训覆盖率'],
  isUnscored: false,
  idle: [],
  unread: [],
  published: 14,
  previews: [],
}
const checked: CatalogueChecked = {
  refusals: [],
  lines: ['数据项“受训人数”：2027年第一季度起停用'],
  near: [],
  impact,
  digest: 'd'.repeat(64),
}

function serve(
  who: typeof admin,
  answer: CatalogueChecked = checked,
  shown: CatalogueBoard = board,
  read?: CatalogueFile,
) {
  return serveFixtures(({ path, method }) => {
    if (path === '/api/v1/session') return { body: who }
    if (path === '/api/v1/admin/catalogue') return { body: shown }
    if (path === '/api/v1/admin/catalogue/file') return { body: read }
    if (path === '/api/v1/admin/catalogue/update') return { body: method === 'POST' ? upToDate : update }
    if (path === '/api/v1/admin/catalogue/check') return { body: answer }
    if (path === '/api/v1/admin/catalogue/proposals/4') return { body: { proposal, refusals: [], near: [], impact } }
    return method === 'POST' ? { body: board } : undefined
  })
}

const upToDate: CatalogueUpdate = {
  isDue: false,
  from: null,
  items: [],
  groups: [],
  indicators: [],
  changed: [],
  registers: [],
  changedRegisters: [],
  brings: [],
  digest: 'b'.repeat(64),
}
let update = upToDate

it('shows what a newer program’s catalogue brings, and takes it over as it was seen', async () => {
  update = {
    ...upToDate,
    isDue: true,
    from: '2026Q4',
    items: [{ code: 'N_CAR', name: '整车产量', form: '工业基础情况表' }],
    brings: ['talk'],
    digest: 'c'.repeat(64),
  }
  const calls = serve(admin)
  renderApp('/admin?part=catalogue')
  fireEvent.click(await screen.findByRole('button', { name: '查看并更新' }))
  const dialog = within(await screen.findByRole('dialog'))
  expect(dialog.getByText('整车产量（N_CAR），填在《工业基础情况表》')).toBeDefined()
  fireEvent.click(dialog.getByRole('button', { name: '更新目录' }))
  await screen.findByText('指标目录已更新')
  update = upToDate
  expect(calls.find(({ method }) => method === 'POST')?.body).toEqual({ seen: 'c'.repeat(64) })
})

async function switchOffItem() {
  renderApp('/admin?part=catalogue')
  fireEvent.click(await screen.findByRole('radio', { name: '数据项' }))
  fireEvent.click(screen.getByRole('checkbox', { name: '选择受训人数' }))
  fireEvent.click(screen.getByRole('button', { name: '停用所选' }))
  return within(await screen.findByRole('dialog'))
}

it('lists what is not used, since when and why; what the system counts cannot be ticked', async () => {
  serve(admin)
  renderApp('/admin?part=catalogue')
  const row = (await screen.findByRole('rowheader', { name: /培训覆盖率/ })).closest('tr')
  expect(row?.textContent).toContain('停用2026年第四季度起停用（数据项“受训人数”停用，不能计算）')
  expect(screen.getByRole('heading', { name: '指标 1 个（停用 1 个），数据项 2 个（停用 1 个）' })).toBeDefined()
  fireEvent.click(screen.getByRole('radio', { name: '数据项' }))
  expect(screen.queryByRole('checkbox', { name: '选择应报报表数' })).toBeNull()
})

it('shows what a change reaches before it is put forward, and sends what was seen', async () => {
  const asked = serve(admin)
  const dialog = await switchOffItem()
  await dialog.findByText('影响 1 张报表、1 个指标，其中 1 个计分指标；不影响已发布的 14 期。')
  expect(dialog.getByText('不再计分：培训覆盖率；其权重由其他指标按比例分摊。')).toBeDefined()
  fireEvent.change(dialog.getByLabelText(/^变更原因/), { target: { value: '本市不再统计' } })
  fireEvent.click(dialog.getByRole('button', { name: '提出变更' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  const sent = asked.find(({ path, method }) => method === 'POST' && path === '/api/v1/admin/catalogue/proposals')
  expect(sent?.body).toEqual({
    change: { kind: 'switch', from: '2027Q1', body: { isOn: false, indicators: [], items: ['P_TRAIN'] } },
    reason: '本市不再统计',
    seen: checked.digest,
  })
})

it('says why it cannot be, and then offers nothing to send', async () => {
  serve(admin, { ...checked, refusals: ['2027年第一季度的报表已填了这一项。'], digest: '' })
  const dialog = await switchOffItem()
  expect((await dialog.findByRole('alert')).textContent).toContain('2027年第一季度的报表已填了这一项。')
  expect(dialog.getByRole<HTMLButtonElement>('button', { name: '提出变更' }).disabled).toBe(true)
})

it('lets a publisher, who administers nothing else, confirm what another proposed', async () => {
  const asked = serve(publisher)
  renderApp('/admin?part=catalogue')
  expect(await screen.findByRole('heading', { level: 1, name: '指标目录' })).toBeDefined()
  expect(screen.queryByRole('radio', { name: '用户' })).toBeNull()
  fireEvent.click(await screen.findByRole('button', { name: /^查看.*第4号目录变更$/ }))
  fireEvent.click(await within(await screen.findByRole('dialog')).findByRole('button', { name: '确认' }))
  fireEvent.click(await within(await screen.findByRole('dialog')).findByRole('button', { name: '确认' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(asked.some(({ path }) => path === '/api/v1/admin/catalogue/proposals/4/decide')).toBe(true)
})

it('adds an item: nothing can be checked before it is whole, and it is sent as it was typed', async () => {
  const asked = serve(admin, { ...checked, impact: { ...impact, indicators: [], lacking: [], scored: [] } })
  renderApp('/admin?part=catalogue')
  fireEvent.click(await screen.findByRole('button', { name: '新增数据项' }))
  const dialog = within(await screen.findByRole('dialog'))
  const check = () => dialog.getByRole<HTMLButtonElement>('button', { name: '检查影响' })
  expect(check().disabled).toBe(true)
  fireEvent.change(dialog.getByLabelText(/^名称/), { target: { value: '工匠人数' } })
  fireEvent.change(dialog.getByLabelText(/^计量单位/), { target: { value: '人' } })
  fireEvent.change(dialog.getByLabelText(/^口径/), { target: { value: '季末在册工匠' } })
  fireEvent.click(dialog.getByLabelText('按企业规模分组'))
  fireEvent.click(check())
  await dialog.findByText('影响 1 张报表、0 个指标，其中 0 个计分指标；不影响已发布的 14 期。')
  fireEvent.change(dialog.getByLabelText(/^变更原因/), { target: { value: '通知要求统计' } })
  fireEvent.click(dialog.getByRole('button', { name: '提出变更' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  const sent = asked.find(({ path, method }) => method === 'POST' && path === '/api/v1/admin/catalogue/proposals')
  expect(sent?.body).toMatchObject({
    change: {
      kind: 'item',
      from: '2027Q1',
      body: { name: '工匠人数', unit: '人', form: 'RSJ-SKILLS', department: 'RSJ', breakdowns: ['size'], decimals: 0 },
    },
  })
})

/** Types some of an item's name and takes what is found. */
async function addItem(dialog: ReturnType<typeof within>, label: RegExp, words: string): Promise<void> {
  const field = await dialog.findByRole('combobox', { name: label })
  fireEvent.change(field, { target: { value: words } })
  fireEvent.keyDown(field, { key: 'Enter' })
}

async function sentChange(asked: ReturnType<typeof serve>, dialog: ReturnType<typeof within>): Promise<unknown> {
  fireEvent.click(dialog.getByRole('button', { name: '检查影响' }))
  fireEvent.change(await dialog.findByLabelText(/^变更原因/), { target: { value: '省里统一要求' } })
  fireEvent.click(dialog.getByRole('button', { name: '提出变更' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  return asked.find(({ path, method }) => method === 'POST' && path === '/api/v1/admin/catalogue/proposals')?.body
}

it('adds a mean of scores: of what is in points alone, in points, weighed by nothing unless it is said', async () => {
  const [first] = board.items
  if (first === undefined) throw new Error('no item')
  const points = { ...first, code: 'OWN_D001', name: '制度建设评分', unit: '分', isOwn: true, indicators: [] }
  const asked = serve(admin, checked, { ...board, items: [...board.items, points] })
  renderApp('/admin?part=catalogue')
  fireEvent.click(await screen.findByRole('button', { name: '新增指标' }))
  const dialog = within(await screen.findByRole('dialog'))
  const optionsOf = async (label: RegExp) => {
    const field = await dialog.findByRole('combobox', { name: label })
    fireEvent.click(field)
    const list = document.getElementById(field.getAttribute('aria-controls') ?? '')
    const options = [...(list?.children ?? [])].map(({ textContent }) => textContent)
    fireEvent.keyDown(field, { key: 'Escape' })
    return options.filter((text) => text !== '请选数据项' && text !== '再加一项')
  }
  fireEvent.change(dialog.getByLabelText(/^名称/), { target: { value: '制度建设得分' } })
  fireEvent.change(dialog.getByLabelText(/^口径/), { target: { value: '按评分标准评定' } })
  // On the way down the list nothing is added: only what Enter takes.
  fireEvent.keyDown(await dialog.findByRole('combobox', { name: /^分子/ }), { key: 'ArrowDown' })
  expect(dialog.queryByRole('button', { name: '去掉受训人数（人）' })).toBeNull()
  await addItem(dialog, /^分子/, '受训')
  expect(await optionsOf(/^分子/)).toEqual([])
  fireEvent.change(dialog.getByLabelText(/^表示方式/), { target: { value: 'score' } })
  expect(dialog.queryByLabelText(/^计量单位/)).toBeNull()
  expect(await optionsOf(/^评分的数据项/)).toEqual(['制度建设评分（分）'])
  expect(await optionsOf(/^权数/)).toEqual(['受训人数（人）'])
  await addItem(dialog, /^评分的数据项/, '制度')
  expect(await sentChange(asked, dialog)).toMatchObject({
    change: {
      kind: 'indicator',
      body: { measure: 'score', numerator: ['OWN_D001'], denominator: [], unit: '分', name: '制度建设得分' },
    },
  })
})

it('adds a form with its statutory head; without a table number it has none', async () => {
  const asked = serve(admin)
  renderApp('/admin?part=catalogue')
  fireEvent.click(await screen.findByRole('radio', { name: '报表' }))
  expect(screen.getByRole('rowheader', { name: '技能提升情况表' }).closest('tr')?.textContent).toContain(
    '市人社局部门填内部工作调度表；制定机关：市产改办1',
  )
  fireEvent.click(screen.getByRole('button', { name: '新增报表' }))
  const dialog = within(await screen.findByRole('dialog'))
  fireEvent.change(dialog.getByLabelText(/^报表名称/), { target: { value: '技能竞赛调度表' } })
  fireEvent.change(dialog.getByLabelText(/^制定机关/), { target: { value: '市产改办' } })
  fireEvent.change(dialog.getByLabelText('批准文号'), { target: { value: '市统制〔2026〕3号' } })
  await addItem(dialog, /^移入的数据项/, '受训')
  expect(await sentChange(asked, dialog)).toMatchObject({
    change: {
      kind: 'form',
      body: {
        name: '技能竞赛调度表',
        tableNo: null,
        approvalNo: '市统制〔2026〕3号',
        validUntil: null,
        items: ['P_TRAIN'],
        filledBy: 'department',
        department: 'RSJ',
      },
    },
  })
})

it('gives an indicator another definition from its own page of the list', async () => {
  const asked = serve(admin)
  renderApp('/admin?part=catalogue')
  fireEvent.click(await screen.findByRole('button', { name: '培训覆盖率' }))
  fireEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: '修改口径' }))
  const dialog = within(await screen.findByRole('dialog', { name: '修改“培训覆盖率”的口径' }))
  fireEvent.change(dialog.getByLabelText(/^新口径\*?必?填?$/), { target: { value: '含线上培训的受训人数 ÷ 总数' } })
  expect(await sentChange(asked, dialog)).toMatchObject({
    change: {
      kind: 'definition',
      from: '2027Q1',
      body: { code: 'JN03', name: '培训覆盖率', definition: '含线上培训的受训人数 ÷ 总数' },
    },
  })
})

it('sets who helps with an item and what it must have, from its own page of the list', async () => {
  const asked = serve(admin)
  renderApp('/admin?part=catalogue')
  fireEvent.click(await screen.findByRole('radio', { name: '数据项' }))
  fireEvent.click(await screen.findByRole('button', { name: '受训人数' }))
  const detail = within(await screen.findByRole('dialog'))
  expect(detail.getByText('没有协助部门，不要求佐证材料')).toBeDefined()
  fireEvent.click(detail.getByRole('button', { name: '协助部门与佐证' }))
  const dialog = within(await screen.findByRole('dialog', { name: '协助部门与佐证要求' }))
  fireEvent.change(dialog.getByLabelText(/^佐证材料/), { target: { value: 'block' } })
  fireEvent.click(dialog.getByRole('button', { name: '加一个协助部门' }))
  expect(dialog.getByRole<HTMLButtonElement>('button', { name: '检查影响' }).disabled).toBe(true)
  fireEvent.change(dialog.getByLabelText(/^协助部门 1/), { target: { value: 'GXJ' } })
  fireEvent.change(dialog.getByLabelText(/^提供什么/), { target: { value: '规上企业名单' } })
  expect(await sentChange(asked, dialog)).toMatchObject({
    change: {
      kind: 'duty',
      from: '2027Q1',
      body: { items: ['P_TRAIN'], evidence: 'block', assisting: [{ department: 'GXJ', supplies: '规上企业名单' }] },
    },
  })
})

it('gives the whole catalogue as a workbook', async () => {
  const asked = serve(admin)
  renderApp('/admin?part=catalogue')
  fireEvent.click(await screen.findByRole('button', { name: '导出 Excel' }))
  await waitFor(() => expect(asked.some(({ path }) => path === '/api/v1/admin/catalogue/workbook')).toBe(true))
})

it('asks whether it is another number where something is near, and sends the answer', async () => {
  const near = ['“受训职工人数”与数据项“受训人数”相近（已在《技能提升情况表》中填报）。它的口径：年内受训。']
  const asked = serve(admin, { ...checked, near })
  const dialog = await switchOffItem()
  await dialog.findByText(/“受训职工人数”与数据项“受训人数”相近/)
  fireEvent.change(await dialog.findByLabelText(/^变更原因/), { target: { value: '市里要求' } })
  expect(dialog.getByRole('button', { name: '请先核对相近的内容' }).hasAttribute('disabled')).toBe(true)
  fireEvent.click(dialog.getByRole('checkbox', { name: '已核对，不是同一个数，仍要提出' }))
  fireEvent.click(dialog.getByRole('button', { name: '提出变更' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  const sent = asked.find(({ path, method }) => method === 'POST' && path.endsWith('/proposals'))
  expect(sent?.body).toMatchObject({ isDistinct: true })
})

it('an own item is changed from its row, a shipped one is broken down or switched', async () => {
  const [first] = board.items
  const own = {
    name: '工匠人数',
    definition: '在册的工匠',
    unit: '人',
    decimals: 0,
    periodKind: 'STOCK_EOQ' as const,
    asked: 'every' as const,
    department: 'RSJ',
    form: 'RSJ-SKILLS',
    breakdowns: [],
    hasCityTotal: false,
    mayBeNegative: false,
  }
  const row = { ...first, code: 'OWN_D001', isOwn: true, own, ...own, department: '市人社局', spans: [] }
  const asked = serve(admin, checked, { ...board, items: [...board.items, row as (typeof board.items)[number]] })
  renderApp('/admin?part=catalogue')
  fireEvent.click(await screen.findByRole('radio', { name: '数据项' }))
  fireEvent.click(screen.getByRole('button', { name: '受训人数' }))
  const shipped = within(await screen.findByRole('dialog'))
  shipped.getByText('还没有变更：一直按内置目录办理。')
  shipped.getByRole('button', { name: '恢复使用' })
  fireEvent.click(shipped.getByRole('button', { name: '调整分组' }))
  const groups = within(await screen.findByRole('dialog', { name: '调整“受训人数”的分组' }))
  fireEvent.click(groups.getByRole('checkbox', { name: '按企业规模分组' }))
  fireEvent.click(groups.getByRole('button', { name: '检查影响' }))
  await groups.findByText('变更内容')
  fireEvent.click(groups.getByRole('button', { name: '返回' }))
  fireEvent.click(screen.getByRole('button', { name: '工匠人数' }))
  fireEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: '修改' }))
  const edit = within(await screen.findByRole('dialog', { name: '修改数据项“工匠人数”' }))
  expect(edit.queryByLabelText(/^列入报表/)).toBeNull()
  fireEvent.change(edit.getByLabelText(/^名称/), { target: { value: '市级工匠人数' } })
  fireEvent.click(edit.getByRole('button', { name: '检查影响' }))
  await edit.findByText('变更内容')
  const checks = asked.filter(({ path }) => path.endsWith('/check')).map(({ body }) => body)
  expect(checks).toEqual([
    { kind: 'groups', from: '2027Q1', body: { code: 'P_TRAIN', breakdowns: ['size'] } },
    {
      kind: 'itemEdit',
      from: '2027Q1',
      body: { code: 'OWN_D001', item: { ...own, name: '市级工匠人数' } },
    },
  ])
})

const difference = { place: '“数据项”第 3 行', name: '受训人数', column: '分组', before: '', after: '企业规模' }
const groupsPart = { kind: 'groups' as const, body: { code: 'P_TRAIN', breakdowns: ['size'] } }
const file: CatalogueFile = {
  errors: [],
  sheets: [{ name: '数据项', same: 1, changed: 1, added: 0, refused: 0, gone: ['应报报表数'] }],
  differences: [difference],
  parts: [groupsPart],
  notes: [],
}

async function upload(answer: CatalogueFile) {
  const asked = serve(admin, checked, board, answer)
  renderApp('/admin?part=catalogue')
  await screen.findByRole('button', { name: '导入 Excel' })
  const input = document.querySelector('input[type=file]')
  if (input === null) throw new Error('no file field')
  fireEvent.change(input, { target: { files: [new File(['x'], '目录.xlsx')] } })
  return { asked, dialog: within(await screen.findByRole('dialog', { name: '导入指标目录' })) }
}

it('shows what is other in a workbook before it is put forward as one change', async () => {
  const { asked, dialog } = await upload(file)
  dialog.getByText('“数据项”第 3 行')
  dialog.getByText(/“数据项”表中没有的 1 行保持不变：应报报表数。要停用的，请把“是否使用”改成“否”。/)
  fireEvent.click(dialog.getByRole('button', { name: '检查影响' }))
  await dialog.findByText('变更内容')
  fireEvent.change(dialog.getByLabelText(/^变更原因/), { target: { value: '年度目录调整' } })
  fireEvent.click(dialog.getByRole('button', { name: '提出变更' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  const sent = asked.find(({ path, method }) => method === 'POST' && path.endsWith('/proposals'))
  expect(sent?.body).toMatchObject({ change: { kind: 'bundle', from: '2027Q1', body: { parts: [groupsPart] } } })
})

it('offers nothing to put forward of a workbook with a wrong cell, or with nothing other', async () => {
  const wrong = '“数据项” 第 4 行“计量单位”：不能改，请改回“起”。'
  const refused = await upload({ ...file, errors: [wrong], parts: [] })
  refused.dialog.getByText(wrong)
  expect(refused.dialog.queryByRole('button', { name: '检查影响' })).toBeNull()
  cleanup()
  const same = await upload({ ...file, differences: [], parts: [] })
  same.dialog.getByText('文件与现有的目录相同，没有要变更的。')
})
