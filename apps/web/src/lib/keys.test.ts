import { afterEach, expect, it } from 'vitest'
import { isLayerOpen, isShortcut, switchShortcuts } from './keys.ts'

afterEach(() => {
  document.body.replaceChildren()
  switchShortcuts(true)
})

/** Whether a letter pressed in the element marked `id=here` may be a shortcut. */
function mayBe(html: string, init: KeyboardEventInit = {}): boolean {
  document.body.innerHTML = html
  let answer: boolean | null = null
  const listen = (event: KeyboardEvent) => {
    answer = isShortcut(event)
  }
  window.addEventListener('keydown', listen)
  const target = document.querySelector('#here') ?? document.body
  target.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', bubbles: true, ...init }))
  window.removeEventListener('keydown', listen)
  if (answer === null) throw new Error('no key was heard')
  return answer
}

it.each([
  ['<p>page</p>', true],
  ['<input type=radio id=here>', true],
  ['<input type=checkbox id=here>', true],
  ['<button id=here>b</button>', true],
  ['<input id=here>', false],
  ['<input type=search id=here>', false],
  ['<textarea id=here></textarea>', false],
  ['<select id=here></select>', false],
  ['<table role=grid><tr><td tabindex=0 id=here></td></tr></table>', false],
  ['<div role=dialog><input type=radio id=here></div>', false],
  ['<div role=menu></div><p id=here>focus is outside the menu</p>', false],
])('a letter in %s may be a shortcut: %s', (html, expected) => {
  expect(mayBe(html)).toBe(expected)
})

it('with Ctrl, while composing or when switched off is none', () => {
  expect(mayBe('', { ctrlKey: true })).toBe(false)
  expect(mayBe('', { isComposing: true })).toBe(false)
  switchShortcuts(false)
  expect(mayBe('')).toBe(false)
})

it('a layer is open as long as it is in the page', () => {
  document.body.innerHTML = '<div role=dialog></div>'
  expect(isLayerOpen()).toBe(true)
  document.body.replaceChildren()
  expect(isLayerOpen()).toBe(false)
})
