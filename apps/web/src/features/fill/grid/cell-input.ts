/** The field of a cell that an event came from; null for anything else in the grid. */
export function cellInput(target: EventTarget): HTMLInputElement | null {
  return target instanceof HTMLInputElement && target.dataset['index'] !== undefined ? target : null
}

export function cellIndexOf(input: HTMLInputElement): number {
  return Number(input.dataset['index'])
}
