import { Link } from '@tanstack/react-router'
import type { TargetShape } from '../../charts/chart-targets.tsx'

/** From a unit's mark to the ranking with that unit open. */
export function UnitLink({ measure, unit, shape }: { measure: string; unit: string; shape: TargetShape }) {
  return <Link {...shape} to="/rank" search={(old) => ({ ...old, by: measure, focus: unit })} />
}
