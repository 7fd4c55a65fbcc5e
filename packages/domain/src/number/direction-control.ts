const controls = /[\u202a-\u202e\u2066-\u2069]/

/**
 * What is wrong with a text that holds a bidirectional control character (Unicode's embeddings, overrides and
 * isolates): it is invisible and turns what stands around it, so that 123 is read as 321 and a name as another. Null
 * for any other text. For everything that people type, paste or upload.
 */
export function directionControlProblem(text: string): string | null {
  const found = controls.exec(text)?.[0]
  if (found === undefined) return null
  return `含有不可见的方向控制符（U+${found.charCodeAt(0).toString(16).toUpperCase()}），请删去后重新填写`
}
