import { WholeWords } from '../../shared/whole-words.tsx'
import type { Slide } from './slides.ts'

type UnitProps = { slide: Extract<Slide, { key: 'unit' }>; words: readonly string[] | undefined }

/** The unit that is marked, in the release's own sentences. */
export function UnitSlide({ slide: { parts }, words }: UnitProps) {
  return (
    <>
      <div className="wall-parts" data-count={parts.length}>
        {parts.map(({ name, sentences }) => (
          <section key={name} className="wall-card">
            <h2>{name}</h2>
            <ul className="wall-sentences">
              {sentences.map((one) => (
                <li key={one}>
                  <WholeWords text={one} words={words} />
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
      <p className="wall-note">各部分只列前几项，其余见区县画像</p>
    </>
  )
}
