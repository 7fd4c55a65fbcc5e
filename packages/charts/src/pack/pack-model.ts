import type { WrittenTitle } from '@cg/contract/material/recipe'
import type { PackSkin } from '@cg/contract/skin'
import type { ChartModel, Stamp } from '../model.ts'
import type { PageTable, SentenceList } from '../page/page-model.ts'

/**
 * A material under one release, page by page as its recipe has them. Plain data (it crosses to a worker): slides, paper and
 * workbook are all made from it.
 */
export type PackModel = {
  readonly name: string
  readonly skin: PackSkin
  readonly pages: readonly PackPage[]
  readonly foot: PackFoot
  /** 口径与来源 of every measure that its pages name. */
  readonly measures: readonly PackMeasure[]
  readonly watermark: string | null
  readonly unbroken: readonly string[]
  readonly generatedAt: string
  readonly file: { readonly period: string; readonly subject: string; readonly release: string }
  /** By what its files are known again; left out until they are made. */
  readonly stamp?: Stamp
}

/** Forms of tables and small multiples: too small to read beside another chart. */
export const wholeSlide: ReadonlySet<ChartModel['body']['form']> = new Set(['grid', 'goals', 'spine', 'panes'] as const)

/** A measure as the release defines it, and who reports it. */
export type PackMeasure = { readonly name: string; readonly definition: string; readonly source: string }

/** What stands at the foot of every page, besides its source and its number. */
export type PackFoot = {
  /** Who signs it: the office as the installation names it, else the city. */
  readonly unit: string
  readonly asOf: string
  readonly release: string
  readonly generated: string
  readonly demo: string | null
}

export type PackPage = {
  /** Of the recipe's page. */
  readonly id: string
  /** What stands on it: the written title, else the generated one. */
  readonly title: string
  /** What it says by itself; '' for pages without a finding. */
  readonly generatedTitle: string
  readonly written: WrittenTitle | null
  /** 备注（讲稿）. */
  readonly remark: string
  readonly content: PackContent
}

/** The installation's emblem: PNG in base64, and its size in pixels. */
export type PackEmblem = { readonly png: string; readonly width: number; readonly height: number }

export type Told = { readonly title: string; readonly items: readonly string[]; readonly source: string }

export type PackContent =
  | {
      readonly kind: 'cover'
      readonly subtitle: string
      readonly lines: readonly string[]
      readonly emblem: PackEmblem | null
    }
  | { readonly kind: 'agenda' }
  | { readonly kind: 'chapter'; readonly number: string }
  | { readonly kind: 'chart'; readonly model: ChartModel }
  | {
      readonly kind: 'two-charts'
      readonly left: ChartModel
      readonly right: ChartModel
      /** Sentences below the two under their heading; null: none asked for. */
      readonly told: Told | null
    }
  | { readonly kind: 'table'; readonly model: ChartModel; readonly tables: readonly PageTable[] }
  | {
      readonly kind: 'words'
      /** Which page of the platform says so, of whom and when. */
      readonly subtitle: string
      readonly lists: readonly Pick<SentenceList, 'title' | 'items'>[]
      readonly source: string
      /** 说明 of the page these sentences are from. */
      readonly notes: readonly string[]
    }
  /** What the page cannot be under this release, in the words of the refusal. */
  | { readonly kind: 'refused'; readonly words: string }
  | { readonly kind: 'closing'; readonly lines: readonly string[] }
