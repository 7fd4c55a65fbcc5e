/** Who opened a layer, by the layer's element: what opened from inside it returns past it once it is gone. */
const openers = new WeakMap<Element, Element>()

export function rememberOpener(layer: Element, opener: Element | null): void {
  if (opener !== null && opener !== document.body) openers.set(layer, opener)
}

/**
 * Where the focus goes when a layer closes: what opened it, or, when that was in a dialog or menu that is gone too, what
 * opened that. The page's content when nothing of it is left.
 */
export function focusOpener(layer: Element): void {
  let target: Element | null = openers.get(layer) ?? null
  while (target !== null && !isFocusable(target)) target = openerOf(target.closest('[role=dialog],[role=menu]'))
  const last = target ?? document.getElementById('content')
  if (last instanceof HTMLElement) last.focus({ preventScroll: last.id === 'content' })
}

function isFocusable(element: Element): boolean {
  return element.isConnected && element.closest('[role=menu]') === null
}

function openerOf(layer: Element | null): Element | null {
  if (layer === null) return null
  const known = openers.get(layer)
  if (known !== undefined) return known
  const trigger = layer.getAttribute('aria-labelledby')
  return trigger === null ? null : document.getElementById(trigger)
}
