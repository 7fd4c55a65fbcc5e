/*
 * 核验码: ten letters and digits by which a file of the platform is known again. Nine come from a digest of what the file
 * shows, the tenth from the nine, so that a slip of the pen is told apart from a code that was never given.
 */

/** Without 0 O, 1 I L, 2 Z, 5 S, 6, 8 B, V: read from paper, heard over a telephone. Prime in number, for the last letter. */
const alphabet = '3479ACDEFGHJKMNPQRTUWXY'

const ownLetters = 9
const grouped = 5

/** The code of a digest in hexadecimal (SHA-256). */
export function stampCode(digest: string): string {
  let left = BigInt(`0x${digest}`)
  let letters = ''
  while (letters.length < ownLetters) {
    letters += alphabet[Number(left % BigInt(alphabet.length))]
    left /= BigInt(alphabet.length)
  }
  return `${letters}${lastLetter(letters)}`
}

/** As it is printed: K7QF3-MXNAD. */
export function printedStampCode(code: string): string {
  return `${code.slice(0, grouped)}-${code.slice(grouped)}`
}

/**
 * What somebody typed, as a code: small letters, full width, spaces and dashes do not matter. Null: no code can read
 * so, a letter is wrong or missing.
 */
export function readStampCode(typed: string): string | null {
  const letters = lettersOf(typed)
  return isLikeStampCode(typed) && lastLetter(letters.slice(0, ownLetters)) === letters.at(-1) ? letters : null
}

/** Whether it has the length and the letters of a code, right or wrong. */
export function isLikeStampCode(typed: string): boolean {
  const letters = Array.from(lettersOf(typed))
  return letters.length === ownLetters + 1 && letters.every((letter) => alphabet.includes(letter))
}

function lettersOf(typed: string): string {
  return typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}_.·]/gu, '')
}

const inText = new RegExp(`核验码[：:\\s]*([${alphabet}]{5}-?[${alphabet}]{5})`, 'gu')

/** The codes that a text names as such, each once. */
export function stampCodesIn(text: string): string[] {
  const found = [...text.matchAll(inText)].map((match) => readStampCode(match[1] ?? ''))
  return [...new Set(found.filter((code) => code !== null))]
}

/** Weighted by place modulo a prime: one wrong letter, or two that changed places, never give the same. */
function lastLetter(letters: string): string {
  const sum = Array.from(letters).reduce((total, letter, at) => total + (at + 2) * alphabet.indexOf(letter), 0)
  return alphabet[sum % alphabet.length] ?? ''
}
