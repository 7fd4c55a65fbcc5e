import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { afterEach, expect, it, vi } from 'vitest'
import { formDetail } from '../../testing/form.fixture.ts'
import { serveFixtures } from '../../testing/server.ts'
import { SubmitDialog, useSubmit } from './submit-dialogs.tsx'
import { editorOf } from './testing/form.ts'

afterEach(() => vi.unstubAllGlobals())

const params = { period: '2026Q3', form: 'F1', reporter: 'TJJ' }
const nothing = { blocking: [], unexplained: [], explained: [] }

function open(finalBy: string | null = null) {
  const detail = formDetail()
  const editor = editorOf({ send: vi.fn(), detail: { ...detail, submission: { ...detail.submission, finalBy } } })
  const { version } = editor.submission()
  const calls = serveFixtures(({ path, body }) => {
    if (!path.endsWith('/provisional')) return { status: 409, body: { detail: '还不能提交' } }
    const day = (body as { finalBy: string | null }).finalBy
    return { body: { findings: [], submission: { ...editor.submission(), finalBy: day, version: version + 1 } } }
  })
  function Shown() {
    const send = useSubmit(editor, params, () => undefined)
    return <SubmitDialog editor={editor} send={send} open={nothing as never} isOpen onClose={() => undefined} />
  }
  render(
    <QueryClientProvider client={new QueryClient()}>
      <Shown />
    </QueryClientProvider>,
  )
  const press = () => fireEvent.click(screen.getByRole('button', { name: '提交' }))
  const asked = () => calls.map(({ path, body }) => [path.split('/').at(-1), body])
  return { editor, press, asked, version }
}

const box = () => screen.getByRole('checkbox', { name: /快报数/ })

it('sends a form with final figures in one step', async () => {
  const { press, asked } = open()
  expect(box()).toHaveProperty('checked', false)
  press()
  await waitFor(() => expect(asked().map(([name]) => name)).toEqual(['submit']))
})

it('marks the whole form as 快报 with its day, then sends it; a refused sending leaves it marked', async () => {
  const { editor, press, asked, version } = open()
  fireEvent.click(box())
  expect(screen.getByRole('button', { name: '提交' })).toHaveProperty('disabled', true)
  fireEvent.change(screen.getByLabelText(/正式数预计报送日期/), { target: { value: '2026-11-30' } })
  press()
  await waitFor(() => expect(asked().map(([name]) => name)).toEqual(['provisional', 'submit']))
  expect(asked()[0]?.[1]).toEqual({ finalBy: '2026-11-30' })
  expect(editor.submission()).toMatchObject({ finalBy: '2026-11-30', version: version + 1 })
})

it('says that the figures are final now, when a form marked as 快报 is sent again', async () => {
  const { editor, press, asked } = open('2026-11-30')
  expect(box()).toHaveProperty('checked', true)
  fireEvent.click(box())
  press()
  await waitFor(() => expect(asked().map(([name]) => name)).toEqual(['provisional', 'submit']))
  expect(asked()[0]?.[1]).toEqual({ finalBy: null })
  expect(editor.submission().finalBy).toBeNull()
})
