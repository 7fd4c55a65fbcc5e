import { officeFace } from './chart-text.ts'
import { slide as page } from './layout.ts'
import type { Deck } from './library.ts'
import { theme } from './native.ts'

export const masterName = '单图'
export const coverName = '封面'

export const titleBox = { x: page.margin, y: 0.28, w: page.width - 2 * page.margin - 1.2, h: 0.74 } as const

/** Where the title of a cover stands, over what is said of it. */
export const coverBox = { x: 1, y: 1.75, w: page.width - 2, h: 2.2 } as const

/** Of a slide with a chart, and of a cover; `colour`: of the rule and the band at their top. */
export function defineMasters(deck: Deck, colour: string = theme.brandRed): void {
  defineMaster(deck, masterName, { box: titleBox, band: 0.06, colour, ink: theme.ink })
  defineMaster(deck, coverName, { box: coverBox, band: 4.05, colour, ink: '#FFFFFF' })
}

type Look = {
  readonly box: typeof titleBox | typeof coverBox
  /** Height of the colour at the top, in inches: a rule, or what a cover's title stands on. */
  readonly band: number
  readonly colour: string
  readonly ink: string
}

/** Rule or band, title placeholder, page number. */
function defineMaster(deck: Deck, title: string, { box, band, colour, ink }: Look): void {
  deck.defineSlideMaster({
    title,
    background: { color: 'FFFFFF' },
    objects: [
      { rect: { x: 0, y: 0, w: page.width, h: band, fill: { color: colour.slice(1) } } },
      {
        placeholder: {
          options: {
            name: 'title',
            type: 'title',
            ...box,
            fontFace: officeFace,
            fontSize: 28,
            bold: true,
            color: ink.slice(1),
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
