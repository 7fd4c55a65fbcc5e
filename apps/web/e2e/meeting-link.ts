import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { City } from './city.ts'
import { watch } from './settle.ts'

/** The address of a link for a meeting to a page, made by a person who may. */
export async function meetingLink({ request }: Page, address: string): Promise<string> {
  const data = { address, release: 'CG-2026Q2-01', purpose: '调度会', hours: 4 }
  const reply = await request.post('/api/v1/shares', { data })
  expect([address, reply.status()]).toEqual([address, 200])
  const { link, token } = (await reply.json()) as { link: { id: number }; token: string }
  return `/share/${link.id}#${token}`
}

/** A browser without an account, that notes what the server refused. */
export async function stranger(city: City): Promise<{ page: Page; refused: string[] }> {
  const context = await city.browser.newContext({
    baseURL: city.base,
    viewport: { width: 1440, height: 900 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  })
  const page = await context.newPage()
  watch(page)
  page.setDefaultTimeout(60_000)
  const refused: string[] = []
  page.on('response', (reply) => {
    if (reply.status() >= 400) refused.push(`${reply.status()} ${new URL(reply.url()).pathname}`)
  })
  page.on('pageerror', (error) => refused.push(error.message))
  return { page, refused }
}
