/** What the shape draws: rings of x and y in turn, closed and filled; lines that stay open for a hatch. */
export type OutlineParts = { readonly rings: readonly (readonly number[])[]; readonly isOpen: boolean }

type Pen = {
  moveTo: (x: number, y: number) => unknown
  lineTo: (x: number, y: number) => unknown
  closePath: () => unknown
}

/** As far as ECharts' graphic module is used; the same from its core and from its bundle. */
export type ShapeRegistry = {
  extendShape: (options: {
    type: string
    shape: OutlineParts
    buildPath: (pen: Pen, parts: OutlineParts) => void
  }) => unknown
  registerShape: (name: string, shape: never) => void
}

/** Teaches ECharts the shape of a map's area: its own polygon has one ring, and no hole. */
export function registerOutline({ extendShape, registerShape }: ShapeRegistry): void {
  const shape = extendShape({ type: 'outline', shape: { rings: [], isOpen: false }, buildPath: traceOutline })
  registerShape('outline', shape as never)
}

/** Traces the parts with a pen: of ECharts, or of a canvas. */
export function traceOutline(pen: Pen, { rings, isOpen }: OutlineParts): void {
  for (const ring of rings) {
    for (let at = 0; at + 1 < ring.length; at += 2) {
      const [x, y] = [ring[at] ?? 0, ring[at + 1] ?? 0]
      if (at === 0) pen.moveTo(x, y)
      else pen.lineTo(x, y)
    }
    if (!isOpen) pen.closePath()
  }
}
