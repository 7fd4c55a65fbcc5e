import { themes } from '@cg/charts/theme'
import type { PackSkin } from '@cg/contract/skin'

const { brandBlue, brandRed } = themes.light

/** Of covers, chapters and rules; figures keep their own colours in both. */
export const skins: Readonly<Record<PackSkin, { readonly main: string; readonly deep: string }>> = {
  blue: { main: brandBlue, deep: '#123766' },
  red: { main: brandRed, deep: '#8B0000' },
}
