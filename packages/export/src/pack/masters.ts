import type { PackEmblem } from '@cg/charts/pack/pack-model'
import type { PackSkin } from '@cg/contract/skin'
import { officeFace } from '../slides/chart-text.ts'
import type { Frame } from '../slides/layout.ts'
import { slide as size } from '../slides/layout.ts'
import type { Deck } from '../slides/library.ts'
import { titleBox } from '../slides/master.ts'
import { skins } from '../skins.ts'
import { theme } from './frame.ts'
import type { Shown } from './slides.ts'

/** Which master a slide of a material stands on, as the office finds it in its list of layouts. */
export function masterOf(shown: Shown): string {
  return shown.kind === 'chart' && shown.model.kind === 'kpi' ? 'KPI' : masterNames[shown.kind]
}

const masterNames: Readonly<Record<Shown['kind'], string>> = {
  cover: '封面',
  agenda: '目录',
  chapter: '章节',
  chart: '单图',
  'two-charts': '双图',
  table: '表格',
  words: '文字',
  refused: '空页',
  closing: '封底',
}

/** Where titles of dark slides stand, and the frame of a chapter's number. */
export const coverBox = { x: 1, y: 1.33, w: 11.3, h: 1.8 } as const

/** The emblem on the cover: below the band, at the right edge of the words, in its own shape. */
export function emblemBox({ width, height }: Pick<PackEmblem, 'width' | 'height'>): Frame {
  const scale = Math.min(1.2 / height, 3.2 / width)
  const [w, h] = [width * scale, height * scale]
  return { x: coverBox.x + coverBox.w - w, y: 4.9, w, h }
}
/** The code of a file on its last slide, below its lines. */
export const qrBox = { x: (size.width - 1.2) / 2, y: 5.85, w: 1.2, h: 1.2 } as const
export const numberBox = { x: 1.33, y: 2.5, w: 1.83, h: 1.83 } as const
const chapterBox = { x: 3.7, y: 2.5, w: 8.3, h: 1.83 } as const
const closingBox = { x: 1.33, y: 2.4, w: 10.67, h: 1.6 } as const

/** Every master of a material in its skin; `total`: slides of the deck, beside the number of each. */
export function definePackMasters(deck: Deck, skin: PackSkin, total: number): void {
  const { main, deep } = skins[skin]
  const white = { color: 'FFFFFF' }
  const band = { rect: { x: 0, y: 0, w: size.width, h: 4.5, fill: { color: main.slice(1) } } }
  const gold = { rect: { x: 0, y: 4.5, w: size.width, h: 0.04, fill: { color: theme.brandGold.slice(1) } } }
  const rule = { rect: { x: 0, y: 0, w: size.width, h: 0.1, fill: { color: main.slice(1) } } }
  const title = (box: Box, fontSize: number, color: string, align: 'left' | 'center' = 'left') => ({
    placeholder: {
      options: {
        name: 'title',
        type: 'title' as const,
        ...box,
        fontFace: officeFace,
        fontSize,
        bold: true,
        color: color.slice(1),
        align,
        valign: 'middle' as const,
        margin: 0,
      },
      text: '',
    },
  })
  deck.defineSlideMaster({ title: '封面', background: white, objects: [band, gold, title(coverBox, 40, '#FFFFFF')] })
  deck.defineSlideMaster({
    title: '章节',
    background: { color: deep.slice(1) },
    objects: [title(chapterBox, 40, '#FFFFFF'), ofTotal(total, '#FFFFFF')],
    slideNumber: numberOf('#FFFFFF'),
  })
  deck.defineSlideMaster({
    title: '封底',
    background: { color: deep.slice(1) },
    objects: [title(closingBox, 44, '#FFFFFF', 'center')],
  })
  for (const name of ['目录', 'KPI', '单图', '双图', '表格', '文字', '空页'])
    deck.defineSlideMaster({
      title: name,
      background: white,
      objects: [rule, title(titleBox, 28, theme.ink), ofTotal(total, theme.ink3)],
      slideNumber: numberOf(theme.ink3),
    })
}

type Box = { readonly x: number; readonly y: number; readonly w: number; readonly h: number }

/** 3 of 3 / 31: a field, so that it stays right when slides are moved. */
function numberOf(color: string) {
  const box = { x: size.width - 1.45, y: 7.08, w: 0.5, h: 0.28 }
  return { ...box, fontFace: officeFace, fontSize: 12, color: color.slice(1), align: 'right' as const, margin: 0 }
}

/** / 31 */
function ofTotal(total: number, color: string) {
  return {
    text: {
      text: ` / ${total}`,
      options: {
        x: size.width - 0.95,
        y: 7.08,
        w: 0.55,
        h: 0.28,
        fontFace: officeFace,
        fontSize: 12,
        color: color.slice(1),
        align: 'left' as const,
        valign: 'top' as const,
        margin: 0,
      },
    },
  }
}
