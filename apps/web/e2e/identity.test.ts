import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { barriers } from './barriers.ts'
import { startCity } from './city.ts'
import type { City } from './city.ts'
import { client, openIdentityService } from './identity-service.ts'
import type { IdentityService } from './identity-service.ts'

/* The admin sets the city's identity service; a person signs in there, is refused, is linked by hand, and is in. */

let city: City
let service: IdentityService
let admin: Page

beforeAll(async () => {
  city = await startCity(['--as-of=2026-11-23'])
  service = await openIdentityService(3990 + Math.floor(Math.random() * 1000), `${city.base}/signin/oidc`)
  admin = await city.person('admin')
})

afterAll(async () => {
  await service?.close()
  await city?.stop()
})

async function signInThere(page: Page, number: string): Promise<void> {
  await page.goto('/rank?by=JN03')
  await page.getByRole('button', { name: '统一身份认证登录' }).click()
  await page.getByLabel('工号').fill(number)
  await page.getByRole('button', { name: '登录' }).click()
}

it('lets nobody in by the service alone, and the one whom the admin linked in with that account’s rights', async () => {
  const early = await city.stranger()
  await early.goto('/signin')
  await early.getByRole('heading', { name: '登录' }).waitFor()
  expect(await early.getByRole('button', { name: '统一身份认证登录' }).count()).toBe(0)

  await admin.goto('/admin?part=system')
  await admin.getByRole('button', { name: '设置并启用' }).click()
  const form = admin.getByRole('dialog')
  await form.getByLabel('认证平台地址').fill(service.issuer)
  await form.getByLabel('客户端编号').fill(client.id)
  await form.getByLabel('客户端密钥').fill(client.secret)
  expect(await form.innerText()).toContain(`${city.base}/signin/oidc`)
  expect(await barriers(admin)).toEqual([])
  await form.getByRole('button', { name: '保存并启用' }).click()
  await admin.getByText('已连上认证平台').waitFor()

  const person = await city.stranger()
  await signInThere(person, '10086')
  await person.getByRole('alert').waitFor()
  expect(await person.getByRole('alert').innerText()).toContain('还没有关联本系统的账号')
  expect(await barriers(person)).toEqual([])

  await admin.goto('/admin')
  await admin.getByRole('button', { name: '关联账号：张三' }).click()
  await admin.getByLabel('本系统的账号').selectOption({ label: '周明远（lingdao）' })
  await admin.getByRole('button', { name: '关联', exact: true }).click()
  await admin.getByText('周明远（lingdao）').waitFor()
  expect(await barriers(admin)).toEqual([])

  await person.getByRole('link', { name: '回到登录页' }).click()
  // The service still knows who sits there: no number is asked for again.
  await person.getByRole('button', { name: '统一身份认证登录' }).click()
  await person.waitForURL(/\/$|\/\?/)
  await person.getByRole('button', { name: /周明远/ }).waitFor()
  const again = await city.stranger()
  await signInThere(again, '10086')
  await again.waitForURL(/\/rank\?by=JN03/)
  await again.goto('/admin')
  await again.getByRole('heading', { level: 1 }).waitFor()
  expect(await again.getByRole('button', { name: '新建账号' }).count()).toBe(0)
  // The browser went to the identity service, which is meant here, and to no other place.
  const isMeant = (fault: string) => /403|401/.test(fault) || fault.startsWith(`foreign ${service.issuer}/`)
  expect(city.faults.filter((fault) => !isMeant(fault))).toEqual([])
})
