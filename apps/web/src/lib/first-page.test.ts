import { expect, test, vi } from 'vitest'
import { drawBehindFirst } from './first-page.ts'

const page = '<main><a href="/rank">排名</a><button>导出</button><b class="kpi-number">42.3</b></main>'

function open(hasFirst: boolean): HTMLElement {
  document.body.innerHTML = `${hasFirst ? `<div id="first-page">${page}</div>` : ''}<div id="root" class="is-behind"></div>`
  const root = document.getElementById('root')
  if (root === null) throw new Error('no root')
  return root
}

const changed = () => vi.waitFor(() => expect(document.getElementById('first-page')).toBeNull())

test('the first page goes when the program’s stands, and what has the focus keeps it', async () => {
  const root = open(true)
  document.querySelector('button')?.focus()
  drawBehindFirst(root, () => void setTimeout(() => (root.innerHTML = page), 50))
  expect(root.classList.contains('is-behind')).toBe(true)
  await changed()
  expect(root.classList.contains('is-behind')).toBe(false)
  expect(document.activeElement).toBe(root.querySelector('button'))
})

test('a click on the first page is done again on the program’s', async () => {
  const root = open(true)
  vi.stubGlobal('firstClick', [0, 1])
  const clicked = vi.fn()
  drawBehindFirst(root, () => {
    root.innerHTML = page
    root.querySelector('button')?.addEventListener('click', clicked)
  })
  await changed()
  expect(clicked).toHaveBeenCalledOnce()
})

test('where no page came first the program draws in sight', () => {
  const root = open(false)
  root.className = ''
  drawBehindFirst(root, () => (root.innerHTML = page))
  expect(root.querySelector('.kpi-number')?.textContent).toBe('42.3')
})
