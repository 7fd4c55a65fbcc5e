import { expect, test, vi } from 'vitest'
import { changeWhenDrawn } from './first-page.ts'

const page = '<main><a href="/rank">排名</a><button>导出</button><b class="kpi-number">42.3</b></main>'

function open(): { first: HTMLElement; root: HTMLElement } {
  document.body.innerHTML = `<div id="first-page">${page}</div><div id="root" class="is-behind"></div>`
  const [first, root] = document.body.querySelectorAll<HTMLElement>('body > div')
  if (!first || !root) throw new Error('no page')
  return { first, root }
}

const changed = () => vi.waitFor(() => expect(document.getElementById('first-page')).toBeNull())

test('the first page goes when the program’s stands, and what has the focus keeps it', async () => {
  const { first, root } = open()
  first.querySelector('button')?.focus()
  changeWhenDrawn(first, root)
  setTimeout(() => (root.innerHTML = page), 50)
  expect(root.classList.contains('is-behind')).toBe(true)
  await changed()
  expect(root.classList.contains('is-behind')).toBe(false)
  expect(document.activeElement).toBe(root.querySelector('button'))
})

test('a click on the first page is done again on the program’s', async () => {
  const { first, root } = open()
  vi.stubGlobal('firstClick', [0, 1])
  const clicked = vi.fn()
  root.innerHTML = page
  root.querySelector('button')?.addEventListener('click', clicked)
  changeWhenDrawn(first, root)
  await changed()
  expect(clicked).toHaveBeenCalledOnce()
})

test('keys pressed on the first page are heard by the program’s, once it is in sight', async () => {
  const { first, root } = open()
  vi.stubGlobal('firstKeys', ['/', '['])
  const heard = vi.fn()
  const listen = ({ key }: KeyboardEvent) => heard(key, document.getElementById('first-page'))
  window.addEventListener('keydown', listen)
  root.innerHTML = page
  changeWhenDrawn(first, root)
  await changed()
  window.removeEventListener('keydown', listen)
  expect(heard.mock.calls).toEqual([
    ['/', null],
    ['[', null],
  ])
})
