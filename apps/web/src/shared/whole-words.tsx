import { lineParts } from '@cg/charts/text-layout'
import { Fragment } from 'react'

type WholeWordsProps = {
  text: string
  /** Words of the release's catalogue, besides the product's own. */
  words: readonly string[] | undefined
}

/** Where a browser breaks a line although its neighbours are letters: 第7—8位, 38.0人/万人, 21项. */
const breaksInside = /\d/

/** A title whose lines break between words only. */
export function WholeWords({ text, words }: WholeWordsProps) {
  return (
    <span className="whole-words">
      {lineParts(text, words).map((part, at, parts) => (
        <Fragment key={parts.slice(0, at + 1).join('').length}>
          {at > 0 && <wbr />}
          {breaksInside.test(part) ? <span className="nowrap">{part}</span> : part}
        </Fragment>
      ))}
    </span>
  )
}
