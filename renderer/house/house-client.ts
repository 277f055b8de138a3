/** What the screens ask about the station itself. Secrets are set and never come back. */
import type { z } from 'zod'
import type { PathHealth, PathTest } from '../../shared/api/centre-paths.ts'
import type {
  House,
  SetCentreInput,
  SetLadderInput,
  SetOnCallInput,
  SetStationInput,
} from '../../shared/api/house.ts'

/** One call that only says whether it was done, named after what somebody sets. */
export type HouseCall =
  | { readonly act: 'station'; readonly input: z.infer<typeof SetStationInput> }
  | { readonly act: 'ladder'; readonly input: z.infer<typeof SetLadderInput> }
  | { readonly act: 'on-call'; readonly input: z.infer<typeof SetOnCallInput> }
  | { readonly act: 'centre'; readonly input: z.infer<typeof SetCentreInput> }

export interface HouseClient {
  view(): Promise<House>
  take(call: HouseCall): Promise<void>
  /** How each way to the centre fares now. */
  paths(): Promise<readonly PathHealth[]>
  /** Proves one way and back. */
  testPath(key: string): Promise<PathTest>
}
