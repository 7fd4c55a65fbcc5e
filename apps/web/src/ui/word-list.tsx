import './word-list.css'

/** Terms with their words, one a line: 原因、措施、预计. */
export function WordList({ pairs }: { pairs: readonly (readonly [term: string, words: string])[] }) {
  return (
    <dl className="word-list">
      {pairs.map(([term, words]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{words}</dd>
        </div>
      ))}
    </dl>
  )
}
