import type { MessageKind } from '@cg/domain/claim/message'
import { kinds } from '../../../shared/message-kinds.ts'
import { Checkbox } from '../../../ui/field.tsx'

type KindChoiceProps<Kind extends MessageKind> = {
  title: string
  offered: readonly Kind[]
  chosen: readonly Kind[]
  onChoose: (kinds: Kind[]) => void
}

/** Which messages are sent, by their words; kinds that bear one word are chosen together. */
export function KindChoice<Kind extends MessageKind>({ title, offered, chosen, onChoose }: KindChoiceProps<Kind>) {
  const byWord = Map.groupBy(offered, (kind) => kinds[kind].word)
  const toggle = (own: readonly Kind[], isOn: boolean) => {
    const wanted = offered.filter((kind) => (own.includes(kind) ? isOn : chosen.includes(kind)))
    onChoose(wanted)
  }
  return (
    <fieldset className="notice-kinds">
      <legend>{title}</legend>
      {[...byWord].map(([word, own]) => (
        <Checkbox
          key={word}
          label={word}
          checked={own.every((kind) => chosen.includes(kind))}
          onChange={(event) => toggle(own, event.target.checked)}
        />
      ))}
    </fieldset>
  )
}
