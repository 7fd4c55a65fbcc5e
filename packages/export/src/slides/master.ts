import { officeFace } from './chart-text.ts'
import { slide as page } from './layout.ts'
import type { Deck } from './library.ts'
import { theme } from './native.ts'

export const masterName = '单图'
export const coverName = '封面'

export const titleBox = { x: page.margin, y: 0.28, w: page.width - 2 * page.margin - 1.2, h: 0.74 } as const

/** Where the title of a cover stands, over what is said of it. */
export const coverBox = { x: 1, y: 1.75, w: page.width - 2, h: 2.2 } as const

/** Of a slide with a chart, and of a cover. */
export function defineMasters(deck: Deck): void {
  defineMaster(deck, masterName, titleBox)
  defineMaster(deck, coverName, coverBox)
}

/** Red rule, title placeholder, page number. */
function defineMaster(deck: Deck, title: string, box: typeof titleBox | typeof coverBox): void {
  deck.defineSlideMaster({
    title,
    background: { color: 'FFFFFF' },
    objects: [
      { rect: { x: 0, y: 0, w: page.width, h: 0.06, fill: { color: theme.brandRed.slice(1) } } },
      {
        placeholder: {
          options: {
            name: 'title',
            type: 'title',
            ...box,
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
