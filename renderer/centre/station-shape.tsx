import type { StationState } from '../../shared/api/centre/stations.ts'

/** Tells the states apart without colour: a tick, a cross, two bars for a stop on purpose, a ring for never. */
const SHAPES: Readonly<Record<StationState, string>> = {
  online: 'M4 13l5 6L20 5',
  silent: 'M5 5l14 14M19 5L5 19',
  stopped: 'M8 4v16M16 4v16',
  never: 'M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16z',
}

export function StationShape({ state }: { readonly state: StationState }) {
  return (
    <svg className="station-shape" data-state={state} viewBox="0 0 24 24" aria-hidden="true">
      <path d={SHAPES[state]} />
    </svg>
  )
}
