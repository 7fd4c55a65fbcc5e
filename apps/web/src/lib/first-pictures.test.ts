// @vitest-environment jsdom
import { beforeEach, expect, it, vi } from 'vitest'

const address = '/api/v1/releases/CG-2026Q2-01/charts/panel?kind=gaps&measure=A&width=433&theme=light&height=144'
const picture = 'data:image/svg+xml;charset=utf-8,<svg/>'

beforeEach(() => {
  vi.resetModules()
  document.body.innerHTML = ''
})

/** The page as the server drew it ahead, with one picture in its place and one that was asked for. */
function drawAhead(): void {
  document.body.innerHTML = `<div id="first-page"><img alt=""><img src="/b.svg" alt=""></div><img src="/c.svg" alt="">`
  const [image] = document.images
  if (image === undefined) throw new Error('no image')
  image.dataset['address'] = address
  image.src = picture
}

it('a picture that came with the page is shown again, under its own address only', async () => {
  drawAhead()
  const { pictureOf } = await import('./first-pictures.ts')
  expect(pictureOf(address)).toBe(picture)
  expect(pictureOf(address.replace('433', '434'))).toBe(address.replace('433', '434'))
  expect(pictureOf('')).toBe('')
})

it('is there still when the page drawn ahead has gone, and on no other page', async () => {
  drawAhead()
  const { pictureOf } = await import('./first-pictures.ts')
  pictureOf('/another')
  document.body.innerHTML = ''
  expect(pictureOf(address)).toBe(picture)
})

it('no picture that came later is taken for one of them', async () => {
  const { pictureOf } = await import('./first-pictures.ts')
  expect(pictureOf(address)).toBe(address)
  drawAhead()
  expect(pictureOf(address)).toBe(address)
})
