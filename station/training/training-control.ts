/** What the training home lets the API do: make a simulated device do something real on its wire. */
import type { z } from 'zod'
import type { TrainingActInput, TrainingOutput } from '../../shared/api/diagnostics.ts'

export type TrainingAct = z.infer<typeof TrainingActInput>['act']
export type TrainingDevice = z.infer<typeof TrainingOutput>['devices'][number]

export interface TrainingControl {
  devices(): readonly TrainingDevice[]
  /** Resolves when the simulated device has been told; what it then says comes over its own wire. */
  act(deviceId: string, act: TrainingAct): Promise<'done' | 'unknown-device'>
}
