import { unpackColumns } from '@cg/contract/columns/unpack'

/** What a thread is asked to read. */
export type Asked = { readonly bytes: ArrayBuffer; readonly isPacked: boolean }

/** The answer in the bytes of a reply; `isPacked`: its columns are packed. */
export function answerIn(bytes: ArrayBuffer, isPacked: boolean): unknown {
  const json: unknown = JSON.parse(new TextDecoder().decode(bytes))
  return isPacked ? unpackColumns(json) : json
}
