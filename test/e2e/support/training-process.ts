/** The training home as `tryggvakt training` runs it: a process of its own, where nobody falls by themselves. */
import { join } from 'node:path'
import type { StationFile } from '../../../shared/api/station-file.ts'
import type { CleanUp } from '../../support/clean-up.ts'
import { Program, STATION_CLI } from '../../support/program.ts'
import { stationOn } from './desktop-client.ts'

export interface TrainingProcess {
  readonly data: string
  readonly station: StationFile
  /** Where the same client opens in a browser. */
  readonly pageAddress: string
}

export async function startTraining(cleanUp: CleanUp, folder: string): Promise<TrainingProcess> {
  const data = join(folder, 'training')
  const program = new Program(cleanUp, process.execPath, [STATION_CLI, 'training', '--data', data, '--quiet'])
  // Asked to end, so that it takes its simulated ports along; killed only when that fails.
  cleanUp.add(() => program.end('SIGTERM'))
  await program.ready()
  const station = await stationOn(data)
  return { data, station, pageAddress: `${station.url}/#token=${station.token}` }
}
