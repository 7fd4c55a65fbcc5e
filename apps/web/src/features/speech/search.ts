import { choiceIn, codeIn } from '../../lib/search.ts'

/** release: what the draft is held against; left out: the newest. begin: with the sentences of 讲话对照. */
export type SpeechSearch = { release?: string | undefined; begin?: 'talk' | undefined }

export function speechSearch(search: Record<string, unknown>): SpeechSearch {
  return { release: codeIn(search, 'release'), begin: choiceIn(search, 'begin', ['talk']) }
}
