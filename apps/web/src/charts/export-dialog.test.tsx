import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { renderApp } from '../testing/render-app.tsx'
import { serveFixtures } from '../testing/server.ts'
import type { Call } from '../testing/server.ts'

const saved: { name: string; blob: Blob }[] = []
vi.mock('../lib/clipboard.ts', async (original) => ({
  ...(await original<typeof import('../lib/clipboard.ts')>()),
  saveFile: (blob: Blob, name: string) => void saved.push({ name, blob }),
}))

let calls: Call[]
beforeEach(() => {
  saved.length = 0
  URL.createObjectURL = () => 'blob:preview'
  URL.revokeObjectURL = () => undefined
  calls = serveFixtures(({ path }) => (path.endsWith('/charts/export') ? { body: 'drawn' } : undefined))
})
afterEach(() => vi.unstubAllGlobals())

async function openDialog(): Promise<HTMLElement> {
  renderApp('/rank')
  fireEvent.click((await screen.findAllByRole('button', { name: '导出' }))[0] as HTMLElement)
  return screen.findByRole('dialog')
}

const exports = () => calls.filter((call) => call.path.endsWith('/charts/export'))
const asked = (call: Call | undefined) =>
  ['format', 'preset', 'theme', 'background'].map((name) => call?.search.get(name) ?? null)

describe('exporting', () => {
  it('asks for the format, size, colours and background that were chosen, and saves what comes back', async () => {
    const dialog = await openDialog()
    fireEvent.click(within(dialog).getByRole('radio', { name: 'PNG' }))
    fireEvent.change(within(dialog).getByLabelText('尺寸'), { target: { value: 'poster' } })
    fireEvent.click(within(dialog).getByRole('radio', { name: '黑白打印' }))
    fireEvent.click(within(dialog).getByLabelText('透明背景'))
    const before = exports().length
    fireEvent.click(within(dialog).getByRole('button', { name: '下载' }))
    await waitFor(() => expect(saved).toHaveLength(1))
    expect(asked(exports()[before] ?? exports().at(-1))).toEqual(['png', 'poster', 'print', 'transparent'])
    expect(await saved[0]?.blob.text()).toBe('"drawn"')
  })

  it('asks for outlines instead of letters where 文字转曲 was chosen, of an SVG only', async () => {
    const dialog = await openDialog()
    fireEvent.click(within(dialog).getByRole('radio', { name: 'SVG' }))
    fireEvent.click(within(dialog).getByLabelText(/文字转曲/))
    fireEvent.click(within(dialog).getByRole('button', { name: '下载' }))
    await waitFor(() => expect(saved).toHaveLength(1))
    expect(exports().at(-1)?.search.get('letters')).toBe('outlines')
    fireEvent.click(within(dialog).getByRole('radio', { name: 'PNG' }))
    fireEvent.click(within(dialog).getByRole('button', { name: '下载' }))
    await waitFor(() => expect(saved).toHaveLength(2))
    expect(exports().at(-1)?.search.get('letters') ?? null).toBeNull()
  })

  it('asks for the QR code only where somebody chose otherwise than is usual, and for own words across a picture', async () => {
    const dialog = await openDialog()
    fireEvent.click(within(dialog).getByRole('radio', { name: 'PNG' }))
    fireEvent.change(within(dialog).getByLabelText('尺寸'), { target: { value: 'slide' } })
    const box = within(dialog).getByLabelText<HTMLInputElement>(/二维码/)
    expect(box.checked).toBe(true)
    fireEvent.change(within(dialog).getByLabelText('尺寸'), { target: { value: 'square' } })
    expect(box.checked).toBe(false)
    fireEvent.click(box)
    fireEvent.change(within(dialog).getByLabelText(/水印/), { target: { value: ' 内部资料 ' } })
    fireEvent.click(within(dialog).getByRole('radio', { name: '党建红' }))
    fireEvent.click(within(dialog).getByRole('button', { name: '下载' }))
    await waitFor(() => expect(saved).toHaveLength(1))
    const { search } = exports().at(-1) ?? { search: new URLSearchParams() }
    expect(['qr', 'watermark', 'theme'].map((name) => search.get(name))).toEqual(['with', '内部资料', 'red'])
  })

  it('keeps what was chosen for the next time', async () => {
    const dialog = await openDialog()
    fireEvent.click(within(dialog).getByRole('radio', { name: 'SVG' }))
    fireEvent.click(within(dialog).getByRole('radio', { name: '深色' }))
    expect(localStorage.getItem('cg.export')).toBe('svg slide dark white text')
  })

  it('begins with the usual choice where a remembered one is no longer offered', async () => {
    localStorage.setItem('cg.export', 'gif cinema neon glass')
    const dialog = await openDialog()
    expect(within(dialog).getByRole<HTMLInputElement>('radio', { name: 'PNG' }).checked).toBe(true)
    expect(within(dialog).getByRole<HTMLInputElement>('radio', { name: '政务蓝' }).checked).toBe(true)
    fireEvent.click(within(dialog).getByRole('button', { name: '下载' }))
    await waitFor(() => expect(saved).toHaveLength(1))
    expect(asked(exports().at(-1))).toEqual(['png', 'slide', 'light', null])
  })
})

describe('复制图片', () => {
  const copy = async () => fireEvent.click(within(await openDialog()).getByRole('button', { name: '复制图片' }))

  it('puts the PNG that is previewed on the clipboard', async () => {
    const written: ClipboardItem[] = []
    vi.stubGlobal(
      'ClipboardItem',
      class {
        readonly types: string[]
        constructor(parts: Record<string, Blob>) {
          this.types = Object.keys(parts)
        }
      },
    )
    Object.defineProperty(navigator, 'clipboard', {
      configurable: true,
      value: { write: async (items: ClipboardItem[]) => void written.push(...items) },
    })
    await copy()
    await screen.findByText('图片已复制，可直接粘贴到文档或聊天窗口。')
    expect(written.map((item) => item.types)).toEqual([['image/png']])
    expect(asked(exports().at(-1))[0]).toBe('png')
  })

  it('says in words what to do where the browser refuses it', async () => {
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: undefined })
    await copy()
    expect((await screen.findByText(/浏览器不允许复制图片/)).textContent).toContain('请下载 PNG 后插入')
  })
})
