import { Link } from '@tanstack/react-router'
import type { TargetShape } from '../../charts/chart-targets.tsx'

/** From a unit's mark to its profile. */
export function UnitLink({ unit, shape }: { unit: string; shape: TargetShape }) {
  return <Link {...shape} to="/u/$unit" params={{ unit }} />
}
