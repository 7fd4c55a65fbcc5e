import type { BulletinTemplate } from '@cg/contract/bulletin-template'
import { must } from '@cg/domain/must'
import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import { QueryClientProvider } from '@tanstack/react-query'
import { expect, it } from 'vitest'
import { createQueryClient } from '../../lib/query-client.ts'
import { me } from '../../testing/fixtures.ts'
import { reviewer } from '../../testing/review.fixture.ts'
import { problem, serveFixtures } from '../../testing/server.ts'
import { Template } from './template.tsx'

/* 版面: whose layout the paper has, who may change it, and why a file is no template. */

const none: BulletinTemplate = { version: 0, template: null }
const own: BulletinTemplate = {
  version: 3,
  template: { name: '产改办公文纸.docx', takenAt: '2026-10-20T02:00:00.000Z', takenBy: '赵一鸣' },
}
const refusal = '模板里缺少这些样式：通报正文。'

function show(first: BulletinTemplate, who = reviewer(), taken = { body: own as unknown, status: 200 }) {
  const calls = serveFixtures(({ path, method }) => {
    if (path === '/api/v1/session') return { body: who }
    if (!path.endsWith('/bulletin-template')) return undefined
    return method === 'POST' ? taken : { body: method === 'DELETE' ? { ...none, version: 4 } : first }
  })
  const { container } = render(
    <QueryClientProvider client={createQueryClient()}>
      <Template />
    </QueryClientProvider>,
  )
  const upload = () =>
    fireEvent.change(must(container.querySelector('input')), { target: { files: [new File(['x'], 'x.docx')] } })
  return { calls, upload }
}

it('names a template that was taken, and says that a PDF has none', async () => {
  const { calls, upload } = show(none)
  expect(await screen.findByText('平台自带版面（GB/T 9704—2012）。')).toBeDefined()
  upload()
  expect(await screen.findByText(/^模板：产改办公文纸\.docx，赵一鸣于2026年10月20日上传。/u)).toBeDefined()
  expect(screen.getByText(/PDF 不用模板，仍是平台自带版面/u)).toBeDefined()
  fireEvent.click(screen.getByRole('button', { name: '不用模板' }))
  expect(await screen.findByText('平台自带版面（GB/T 9704—2012）。')).toBeDefined()
  expect(must(calls.find(({ method }) => method === 'DELETE')).headers.get('if-match')).toBe('"3"')
})

it('says why a file is no template, and keeps what stood', async () => {
  const { upload } = show(none, reviewer(), problem(400, 'invalid', refusal))
  await screen.findByRole('button', { name: '上传模板' })
  upload()
  expect((await screen.findByRole('alert')).textContent).toBe(refusal)
  expect(screen.getByText('平台自带版面（GB/T 9704—2012）。')).toBeDefined()
})

it('is only read by who neither prepares nor publishes', async () => {
  show(own, me())
  expect(await screen.findByText(/^模板：产改办公文纸\.docx/u)).toBeDefined()
  await waitFor(() => expect(screen.queryAllByRole('button')).toEqual([]))
})
