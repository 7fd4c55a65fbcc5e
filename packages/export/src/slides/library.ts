import PptxGenJS from 'pptxgenjs'

type Library = typeof PptxGenJS.default
export type Deck = InstanceType<Library>
export type Slide = ReturnType<Deck['addSlide']>

/** The library's types describe a CommonJS module, while Node loads its ES module, whose default is the class itself. */
export function newDeck(): Deck {
  const Constructor = PptxGenJS as unknown as Library
  return new Constructor()
}

type ShapeName = Parameters<Slide['addShape']>[0]

/** A line through points of its own: the library writes it, though its list of shape names leaves it out. */
export const freeform = 'custGeom' as string as ShapeName
