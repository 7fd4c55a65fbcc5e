/* The dress of what leaves for a meeting: of materials and of whole pages. Figures keep their colours in both. */

export const packSkins = ['blue', 'red'] as const
export type PackSkin = (typeof packSkins)[number]

export const packSkinNames: Readonly<Record<PackSkin, string>> = { blue: '政务蓝', red: '党建红' }
