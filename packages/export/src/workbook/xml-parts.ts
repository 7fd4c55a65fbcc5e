/** An element of an XML text by where it stands. */
export type XmlPart = {
  /** Without its namespace's prefix. */
  readonly name: string
  readonly attributes: string
  readonly start: number
  /** Where its content begins and ends; the same place for an element that closes itself. */
  readonly inside: number
  readonly outside: number
  readonly end: number
}

const tags =
  /<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>|<\?[^]*?\?>|<(?<close>\/?)(?:[\w.-]+:)?(?<name>[\w.-]+)(?<attributes>(?:[^<>"']|"[^"]*"|'[^']*')*)>/g

/** The elements that stand directly between two places of an XML text, in order. Null where tags do not match. */
export function xmlParts(xml: string, from = 0, to = xml.length): XmlPart[] | null {
  const parts: XmlPart[] = []
  const open: string[] = []
  let [start, inside, attributes] = [0, 0, '']
  const reader = new RegExp(tags)
  reader.lastIndex = from
  for (let match = reader.exec(xml); match !== null && match.index < to; match = reader.exec(xml)) {
    const { close, name, attributes: text = '' } = match.groups ?? {}
    if (name === undefined) continue
    const [at, after] = [match.index, match.index + match[0].length]
    if (close === '/') {
      if (open.pop() !== name) return null
      if (open.length === 0) parts.push({ name, attributes, start, inside, outside: at, end: after })
    } else if (text.endsWith('/')) {
      const alone = { name, attributes: text.slice(0, -1), start: at, inside: after, outside: after, end: after }
      if (open.length === 0) parts.push(alone)
    } else {
      if (open.length === 0) [start, inside, attributes] = [at, after, text]
      open.push(name)
    }
  }
  return open.length === 0 ? parts : null
}

/** The value of an attribute as it is written; null without it. */
export function xmlAttribute(attributes: string, name: string): string | null {
  const found = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes)
  return found === null ? null : (found[1] ?? found[2] ?? '')
}

/** The namespace's prefix of the first element, with its colon: 'x:' or ''. */
export function xmlPrefix(xml: string): string {
  return /<((?:[\w.-]+:)?)[\w.-]+[\s/>]/.exec(xml)?.[1] ?? ''
}

/** A text in the place of a part of an XML text. */
export type Edit = { readonly start: number; readonly end: number; readonly text: string }

/** The XML with its edits; two at one place in the order given. */
export function applied(xml: string, edits: readonly Edit[]): string {
  let [text, at] = ['', 0]
  for (const edit of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    text += xml.slice(at, edit.start) + edit.text
    at = edit.end
  }
  return text + xml.slice(at)
}

/** Attributes with some of them set anew. */
export function withAttributes(attributes: string, values: Readonly<Record<string, string | number>>): string {
  const names = Object.keys(values).join('|')
  const kept = attributes.replace(new RegExp(`\\s(?:${names})\\s*=\\s*(?:"[^"]*"|'[^']*')`, 'g'), '').trimEnd()
  return Object.entries(values).reduce((text, [name, value]) => `${text} ${name}="${value}"`, kept)
}
