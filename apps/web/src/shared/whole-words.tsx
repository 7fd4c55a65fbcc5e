import { lineParts } from '@cg/charts/text-layout'
import { Fragment } from 'react'

type WholeWordsProps = {
  text: string
  /** Words of the release's catalogue, besides the product's own. */
  words: readonly string[] | undefined
}

/** A title whose lines break between words only. */
export function WholeWords({ text, words }: WholeWordsProps) {
  return (
    <span className="whole-words">
      {lineParts(text, words).map((part, at, parts) => (
        <Fragment key={parts.slice(0, at + 1).join('').length}>
          {at > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </span>
  )
}
