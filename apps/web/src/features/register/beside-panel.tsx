import { besideText, shareWords, sumWords } from '@cg/charts/page/register-words'
import type { RegisterFacts } from '@cg/contract/release/register'
import type { ReleaseHead } from '@cg/contract/release/head'
import { Link } from '@tanstack/react-router'
import { Panel } from '../../ui/panel.tsx'

type Beside = NonNullable<RegisterFacts['beside']>
type BesideProps = { head: ReleaseHead; name: string; beside: Beside }

/** What the things listed are in the city's figures: 重点企业 beside all others, each figure a way to its indicator. */
export function BesidePanel({ head, name, beside }: BesideProps) {
  return (
    <Panel title={`${name}与全市`} subtitle={`发布编号 ${head.code}`} footnote={beside.note}>
      <ul className="register-beside">
        {beside.shares.map((share) => (
          <li key={share.name}>
            <b>{sumWords(share)}</b>，{shareWords(share)}（
            <FigureLink head={head} figure={share.whole} />
            ）。<span className="muted">{share.note}。</span>
          </li>
        ))}
        {beside.pairs.map(({ own, other }) => (
          <li key={own.code}>
            <FigureLink head={head} figure={own} isNamed />
            ；对照：
            <FigureLink head={head} figure={other} isNamed />
          </li>
        ))}
      </ul>
    </Panel>
  )
}

type FigureProps = { head: ReleaseHead; figure: Beside['pairs'][number]['own']; isNamed?: boolean }

function FigureLink({ head, figure, isNamed = false }: FigureProps) {
  return (
    <Link to="/i/$code" params={{ code: figure.code }} search={{ pub: head.code }}>
      {isNamed ? `${figure.name} ` : ''}
      {besideText(figure)}
    </Link>
  )
}
