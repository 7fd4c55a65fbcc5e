declare module 'wawoff2' {
  /** A WOFF2 font as the TrueType font it packs. */
  export function decompress(font: Uint8Array): Promise<Uint8Array>
}
