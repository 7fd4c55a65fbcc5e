import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { barriers } from './barriers.ts'
import { startCity } from './city.ts'
import type { City } from './city.ts'

/* 通知: an admin sets up the robot of a group that runs here, sees its own answer, and never its key again. */

const heard: string[] = []
const group = createServer((request, response) => {
  let text = ''
  request.on('data', (part: Buffer) => {
    text += part.toString()
  })
  request.on('end', () => {
    heard.push(text)
    const isKnown = request.url?.includes('key=richtig') === true
    response.end(JSON.stringify(isKnown ? { errcode: 0, errmsg: 'ok' } : { errcode: 93000, errmsg: 'invalid webhook' }))
  })
})

let city: City
beforeAll(async () => {
  await new Promise<void>((resolve) => void group.listen(0, '127.0.0.1', resolve))
  // Of today, by its own first start: as somebody has it who has just installed the demo.
  city = await startCity()
})
afterAll(async () => {
  group.close()
  await city?.stop()
})

const hook = (key: string) => `http://127.0.0.1:${(group.address() as AddressInfo).port}/send?key=${key}`

it('the admin adds a group, is told what its server answers, and corrects the address', async () => {
  const page = await city.person('admin')
  await page.goto('/admin?part=notices')
  await page.getByText('还没有群机器人').waitFor()
  expect(await page.getByLabel('启用邮件').isChecked()).toBe(false)
  await page.getByRole('button', { name: '添加群机器人' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('群的名称').fill('产改工作群')
  await dialog.getByLabel('Webhook 地址').fill(hook('falsch'))
  expect(await barriers(page)).toEqual([])
  await dialog.getByRole('button', { name: '保存' }).click()
  await dialog.getByText('请先在“邮件”中填写平台网址并保存').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: '保存邮件设置' }).click()
  await page.getByText('邮件设置已保存').waitFor()

  await page.getByRole('button', { name: '添加群机器人' }).click()
  await expect.poll(() => dialog.getByLabel('群的名称').inputValue()).toBe('产改工作群')
  expect(await dialog.getByLabel('Webhook 地址').inputValue()).toBe('')
  await dialog.getByLabel('Webhook 地址').fill(hook('falsch'))
  await dialog.getByRole('button', { name: '保存' }).click()
  const robot = page.locator('.notice-robot')
  await robot.getByRole('button', { name: '发送测试消息' }).click()
  await robot.getByText('errcode 93000：invalid webhook').waitFor()

  await robot.getByRole('button', { name: '修改' }).click()
  await dialog.getByLabel('Webhook 地址').fill(hook('richtig'))
  await dialog.getByRole('button', { name: '保存' }).click()
  await dialog.waitFor({ state: 'detached' })
  await robot.getByRole('button', { name: '发送测试消息' }).click()
  await robot.getByText('errcode 0：ok').waitFor()
  expect(heard.at(-1)).toContain('测试消息')
  expect(await barriers(page)).toEqual([])
  expect(await page.content()).not.toContain('richtig')

  await remind()

  await page.reload()
  await robot.getByRole('button', { name: '移除' }).click()
  await dialog.getByRole('button', { name: '移除' }).click()
  await page.getByText('还没有群机器人').waitFor()
  expect(city.faults).toEqual([])
})

/** 催报: the office sees every message to the letter, and the group gets just these by one press, once. */
async function remind(): Promise<void> {
  const page = await city.person('shenhe')
  await page.goto('/review?list=reminders')
  await page.getByRole('button', { name: '发送催报…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.locator('.reminder-post').first().waitFor()
  const shown = await dialog.locator('.reminder-post pre').allTextContents()
  expect(shown[0]).toMatch(/^【催报】/)
  expect(await barriers(page)).toEqual([])
  const before = heard.length
  await dialog.getByRole('button', { name: `发送 ${shown.length} 条` }).click()
  await page.getByText(`已发出 ${shown.length} 条，并记入催报记录`).waitFor()
  const said = heard.slice(before).map((one) => (JSON.parse(one) as { text: { content: string } }).text.content)
  expect(said).toEqual(shown)
  await page
    .getByRole('cell', { name: /^1 次，最近/ })
    .first()
    .waitFor()
  await page.getByRole('button', { name: '发送催报…' }).click()
  await dialog.getByText('今天已发过同样的文字，不再发：').waitFor()
  expect(await dialog.getByRole('button', { name: '没有可发的' }).isDisabled()).toBe(true)
}
