/*
 * The pictures of a page that was drawn ahead stand in it by their address, as the server put them there
 * (apps/api/src/plugins/ahead-pictures.ts): the program shows the same ones and asks for none of them again.
 */

let brought: ReadonlyMap<string, string> | null = null

/** What an image shows: the picture that came with the page, else its address. */
export function pictureOf(address: string): string {
  brought ??= new Map(
    [...document.querySelectorAll<HTMLImageElement>('#first-page img[data-address]')].map((image) => [
      image.dataset['address'] ?? '',
      image.src,
    ]),
  )
  return brought.get(address) ?? address
}
