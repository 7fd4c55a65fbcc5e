import { bulletinModel } from '@cg/charts/bulletin/bulletin'
import { bulletinAnswers } from '@cg/charts/testing/bulletin-fixture'
import { must } from '@cg/domain/must'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { beforeEach, expect, it } from 'vitest'
import { renderApp } from '../../testing/render-app.tsx'
import { serveFixtures } from '../../testing/server.ts'
import type { Call } from '../../testing/server.ts'

/* The clerk's page: reads the draft, follows a number, rewrites a paragraph, takes the file. */

let calls: Call[] = []

beforeEach(() => {
  localStorage.clear()
  calls = serveFixtures(({ path, search, method }) => {
    if (path.endsWith('/bulletin')) {
      const naming = search.get('naming') === 'never' ? 'never' : 'certain'
      return { body: bulletinModel(bulletinAnswers(), { naming }, null) }
    }
    if (path.endsWith('/bulletin-template')) return { body: { version: 0, template: null } }
    return method === 'POST' && path.endsWith('/file') ? { body: {} } : undefined
  })
})

it('marks a number that the release does not have, keeps the rewriting, and sends it with the file', async () => {
  const { unmount } = renderApp('/materials/bulletin')
  fireEvent.click(await screen.findByRole('button', { name: /^改写：本期应报报表/u }))
  const field = screen.getByLabelText('改写这一段')
  fireEvent.change(field, { target: { value: '本期应报报表33张，按期审核通过32张。' } })
  expect(screen.getByText(/^与发布值不符：32张。/u)).toBeDefined()
  fireEvent.click(screen.getByRole('button', { name: '完成' }))
  fireEvent.click(screen.getByRole('button', { name: /^删去：2026年目标/u }))
  unmount()
  renderApp('/materials/bulletin')
  expect(await screen.findByText('已恢复未保存的改写')).toBeDefined()
  fireEvent.click(screen.getByRole('button', { name: '下载 DOCX' }))
  await waitFor(() => expect(calls.some(({ path }) => path.endsWith('/bulletin/file'))).toBe(true))
  expect(must(calls.find(({ path }) => path.endsWith('/bulletin/file'))).body).toMatchObject({
    format: 'docx',
    naming: 'certain',
    line: 28.9,
    edits: [
      { id: 'general-goals', text: null },
      { id: 'general-reporting', text: '本期应报报表33张，按期审核通过32张。' },
    ],
  })
})

it('leads from a number to its passport, and names nobody where that is chosen', async () => {
  const { router } = renderApp('/materials/bulletin')
  const [number] = await screen.findAllByRole('link', { name: '82.6%' })
  expect(must(number).title).toBe('技能培训覆盖率，全市，2026年第三季度，看数据来路')
  expect(screen.getByText(/青石县、丰泽县/u)).toBeDefined()
  fireEvent.click(screen.getByText('一律不点名'))
  await waitFor(() => expect(screen.queryByText(/青石县、丰泽县/u)).toBeNull())
  fireEvent.click(must(number))
  await waitFor(() => expect(router.state.location.search).toMatchObject({ passport: 'JN03' }))
})
