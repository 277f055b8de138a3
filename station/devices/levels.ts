import type { EventKind } from '../../shared/domain/device-event.ts'

/** Kinds that are a level: they hold until something else is told. */
export const LEVEL_KINDS = [
  'fall',
  'presence',
  'motion',
  'inactivity',
  'door',
  'bed',
  'smoke',
  'gas',
  'water',
  'temperature',
  'battery',
  'tamper',
  'fault',
  'silent',
] as const satisfies readonly EventKind[]
