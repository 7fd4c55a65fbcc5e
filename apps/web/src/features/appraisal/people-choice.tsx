import type { AppraisalList } from '@cg/contract/appraisal'
import { Checkbox } from '../../ui/field.tsx'

type PeopleChoiceProps = {
  legend: string
  people: AppraisalList['people']
  chosen: readonly number[]
  onChosen: (chosen: number[]) => void
}

/** Accounts to tick, each with what it belongs to. */
export function PeopleChoice({ legend, people, chosen, onChosen }: PeopleChoiceProps) {
  return (
    <fieldset className="appraisal-people">
      <legend>
        {legend}，已选{chosen.length}名
      </legend>
      <ul>
        {people.map(({ id, name, body }) => (
          <li key={id}>
            <Checkbox
              label={`${name}（${body}）`}
              checked={chosen.includes(id)}
              onChange={(event) =>
                onChosen(event.target.checked ? [...chosen, id] : chosen.filter((one) => one !== id))
              }
            />
          </li>
        ))}
      </ul>
    </fieldset>
  )
}
