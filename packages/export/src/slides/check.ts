import JSZip from 'jszip'
import { illFormed } from '../well-formed.ts'

/**
 * What makes PowerPoint or WPS offer to repair a file, and what we promise of our own (ux 4.3). An empty list: sound.
 * Each finding names the part.
 */
export async function checkPptx(bytes: Uint8Array): Promise<string[]> {
  const zip = await JSZip.loadAsync(bytes)
  const parts = new Map<string, string>()
  const findings: string[] = []
  for (const [name, file] of Object.entries(zip.files)) {
    if (file.dir) findings.push(`${name}: a folder entry`)
    else parts.set(name, /\.(xml|rels)$/.test(name) ? await file.async('string') : '')
  }
  findings.push(...checkTypes(parts), ...checkRelations(parts))
  for (const [name, text] of parts) {
    if (/^ppt\/charts\/[^/]+\.xml$/.test(name)) findings.push(...checkChart(name, text))
    if (/^ppt\/slides\/[^/]+\.xml$/.test(name)) findings.push(...checkSlide(name, text))
    const fault = /\.(xml|rels)$/.test(name) ? illFormed(text) : null
    if (fault !== null) findings.push(`${name}: ${fault}`)
  }
  return findings
}

type Parts = ReadonlyMap<string, string>

function checkTypes(parts: Parts): string[] {
  const types = parts.get('[Content_Types].xml') ?? ''
  const overrides = matches(types, /<Override\s[^>]*PartName="\/([^"]+)"/g)
  const defaults = new Set(matches(types, /<Default\s[^>]*Extension="([^"]+)"/g))
  const missing = overrides
    .filter((part) => !parts.has(part))
    .map((part) => `[Content_Types].xml: names ${part}, which does not exist`)
  const untyped = [...parts.keys()]
    .filter(
      (name) =>
        name !== '[Content_Types].xml' &&
        !overrides.includes(name) &&
        !defaults.has(name.slice(name.lastIndexOf('.') + 1)),
    )
    .map((name) => `${name}: has no content type`)
  return [...missing, ...untyped]
}

/** Every relation leads to a part, every r:id of a part to a relation, nothing leads outside. */
function checkRelations(parts: Parts): string[] {
  const findings: string[] = []
  const reached = new Set<string>()
  for (const [name, text] of parts) {
    if (!name.endsWith('.rels')) continue
    const owner = name.replace('_rels/', '').replace(/\.rels$/, '')
    const folder = owner.slice(0, owner.lastIndexOf('/') + 1)
    const ids = new Set(matches(text, /\bId="([^"]+)"/g))
    if (text.includes('TargetMode="External"')) findings.push(`${name}: leads outside`)
    for (const target of matches(text, /\bTarget="([^"]+)"/g)) {
      const path = target.startsWith('/') ? target.slice(1) : resolve(folder + target)
      reached.add(path)
      if (!parts.has(path)) findings.push(`${name}: leads to ${path}, which does not exist`)
    }
    for (const used of matches(parts.get(owner) ?? '', /\br:(?:id|embed|link)="([^"]+)"/g))
      if (!ids.has(used)) findings.push(`${owner}: ${used} leads nowhere`)
  }
  const orphans = [...parts.keys()].filter(
    (name) => /^ppt\/(charts|embeddings|slides|media|notesSlides)\/[^/]+$/.test(name) && !reached.has(name),
  )
  return [...findings, ...orphans.map((name) => `${name}: nothing leads to it`)]
}

function resolve(path: string): string {
  const steps: string[] = []
  for (const step of path.split('/')) {
    if (step === '..') steps.pop()
    else if (step !== '.' && step !== '') steps.push(step)
  }
  return steps.join('/')
}

/** Two axes for two ids, gaps that stay gaps, points where there are numbers only, a Chinese face in every text. */
function checkChart(name: string, text: string): string[] {
  const findings: string[] = []
  const axes = matches(text, /<c:(?:catAx|valAx|serAx|dateAx)><c:axId val="(\d+)"/g)
  const plots =
    text.match(/<c:(?:barChart|lineChart|scatterChart)>[^]*?<\/c:(?:barChart|lineChart|scatterChart)>/g) ?? []
  for (const plot of plots) {
    const used = matches(plot, /<c:axId val="(\d+)"/g)
    if (used.length !== 2 || used.some((id) => !axes.includes(id)))
      findings.push(`${name}: axis ids ${used.join(', ')} do not match the axes ${axes.join(', ')}`)
  }
  for (const id of matches(text, /<c:crossAx val="(\d+)"/g))
    if (!axes.includes(id)) findings.push(`${name}: crosses axis ${id}, which does not exist`)
  if (!text.includes('<c:dispBlanksAs val="gap"/>')) findings.push(`${name}: blanks are not gaps`)
  if (/<c:v><\/c:v>|<c:v\/>/.test(text)) findings.push(`${name}: an empty point`)
  if (matches(text, /<a:latin typeface="([^"]*)"/g).length !== matches(text, /<a:ea typeface="([^"]*)"/g).length)
    findings.push(`${name}: a text without an East-Asian face`)
  if (!text.includes('<a:ea ')) findings.push(`${name}: no East-Asian face`)
  for (const cache of text.match(/<c:(?:numCache|strCache|numLit)>[^]*?<\/c:(?:numCache|strCache|numLit)>/g) ?? []) {
    const count = Number(/<c:ptCount val="(\d+)"/.exec(cache)?.[1] ?? -1)
    const points = matches(cache, /<c:pt idx="(\d+)"/g).map(Number)
    if (points.some((point) => point >= count) || new Set(points).size !== points.length)
      findings.push(`${name}: points ${points.join(',')} in a list of ${count}`)
  }
  return findings
}

function checkSlide(name: string, text: string): string[] {
  const findings: string[] = []
  if (!/<p:ph[^>]*type="title"/.test(text)) findings.push(`${name}: no title placeholder`)
  for (const frame of text.match(/<p:graphicFrame>[^]*?<\/p:graphicFrame>/g) ?? []) {
    if (frame.includes('/chart"') && !/descr="[^"]+"/.test(frame)) findings.push(`${name}: a chart without alt text`)
  }
  const ids = matches(text, /<p:cNvPr id="(\d+)"/g)
  if (new Set(ids).size !== ids.length) findings.push(`${name}: two shapes with one id`)
  return findings
}

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((match) => match[1] ?? '')
}
