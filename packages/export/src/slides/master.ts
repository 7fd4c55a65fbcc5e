import { officeFace } from './chart-text.ts'
import { slide as page } from './layout.ts'
import type { Deck } from './library.ts'
import { theme } from './native.ts'

export const masterName = '单图'

export const titleBox = { x: page.margin, y: 0.28, w: page.width - 2 * page.margin - 1.2, h: 0.74 } as const

/** Red rule, title placeholder, page number. */
export function defineMaster(deck: Deck): void {
  deck.defineSlideMaster({
    title: masterName,
    background: { color: 'FFFFFF' },
    objects: [
      { rect: { x: 0, y: 0, w: page.width, h: 0.06, fill: { color: theme.brandRed.slice(1) } } },
      {
        placeholder: {
          options: {
            name: 'title',
            type: 'title',
            ...titleBox,
            fontFace: officeFace,
            fontSize: 28,
            bold: true,
            color: theme.ink.slice(1),
            align: 'left',
            valign: 'middle',
            margin: 0,
          },
          text: '',
        },
      },
    ],
    slideNumber: {
      x: page.width - 0.95,
      y: 7.12,
      w: 0.45,
      h: 0.25,
      fontFace: officeFace,
      fontSize: 12,
      color: theme.ink3.slice(1),
      align: 'right',
    },
  })
}
