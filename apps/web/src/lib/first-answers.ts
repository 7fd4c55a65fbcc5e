/*
 * The page of a signed-in person brings along what it would ask for first: the answers of the API by their address. Each is
 * taken once, instead of the first question; later questions go to the server.
 */

/** As the server names it (apps/api/src/plugins/first-answers.ts). */
const elementId = 'first-answers'

let waiting: Map<string, unknown> | null = null

function read(): Map<string, unknown> {
  const element = document.getElementById(elementId)
  const text = element?.textContent ?? ''
  element?.remove()
  if (text === '') return new Map()
  // A cast: the server wrote the object a moment ago.
  return new Map(Object.entries(JSON.parse(text) as Record<string, unknown>))
}

/** The answer that came with the page; undefined: it has to be asked for. */
export function takeFirstAnswer(url: string): unknown {
  waiting ??= read()
  const answer = waiting.get(url)
  waiting.delete(url)
  return answer
}

/** Lays answers ready as a page would bring them; what was left of others is gone. */
export function bringFirstAnswers(answers: Record<string, unknown>): void {
  waiting = new Map(Object.entries(answers))
}

/** After anything was written, by another person signing in too, nothing of what came along may be shown any more. */
export function dropFirstAnswers(): void {
  waiting ??= read()
  waiting.clear()
}
