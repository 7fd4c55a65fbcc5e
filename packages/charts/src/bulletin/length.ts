import type { BulletinParagraph } from '@cg/contract/bulletin'

/** Characters of a text as Word counts them: without spaces. */
export function lengthOf(paragraphs: readonly BulletinParagraph[]): number {
  const text = paragraphs.flatMap(({ runs }) => runs.map((run) => run.text)).join('')
  return Array.from(text.replaceAll(/\s/gu, '')).length
}
