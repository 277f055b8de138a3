/** The station's door: token, page, API socket, health and metrics, and the file that tells clients where. */
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import type { Diagnostics } from '../../shared/api/diagnostics.ts'
import { isoInstant } from '../../shared/domain/time.ts'
import type { AssembledStation } from '../assembly/assembled-station.ts'
import type { StationOptions } from '../station.ts'
import { selfCheck } from '../self-check/self-check.ts'
import { StartError } from '../start-error.ts'
import { SCHEMA_VERSION } from '../store/migrations/index.ts'
import { SQLITE_VERSION } from '../store/sqlite.ts'
import { StoreError } from '../store/store-error.ts'
import { startHttpServer, type HttpServer } from './http-server.ts'
import { createRouter } from './router.ts'
import { keepStationFile } from './station-file.ts'
import { newToken } from './token.ts'

const BuildInfoSchema = z.object({ version: z.string(), commit: z.string() })

export async function startApi(
  station: AssembledStation,
  options: StationOptions,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const token = newToken()
  const startedAt = Date.now()
  const router = createRouter({
    desk: station.desk,
    reader: station.view,
    proof: station.vitals,
    feed: station.feed,
    station: () => station.identity,
    diagnostics: () => diagnose(station, options.dataFolder, startedAt),
    training: options.training,
    technician: station.technician,
    rules: station.rules,
    residents: station.residents,
    night: station.night,
    house: station.house,
    attendance: station.attendance,
    people: station.people,
    isStorageFailure: (cause) => cause instanceof StoreError && cause.code !== 'refused',
    log: station.log,
  })
  const server = await listen(station, options, router, token)
  const { dataFolder } = options
  const content = { url: server.url, token, pid: process.pid, startedAt: isoInstant(startedAt) }
  const file = await keepStationFile(dataFolder, content, station.log)
  return {
    url: server.url,
    close: async () => {
      await file.remove()
      await server.close()
    },
  }
}

async function listen(
  station: AssembledStation,
  { listen: address }: StationOptions,
  router: ReturnType<typeof createRouter>,
  token: string,
): Promise<HttpServer> {
  try {
    return await startHttpServer({
      listen: address,
      rendererFolder: fileURLToPath(new URL('../renderer', import.meta.url)),
      router,
      token,
      connections: station.people.parts.sessions,
      health: () => station.vitals.freshHealth(),
      metrics: station.metrics,
      log: station.log,
    })
  } catch (error) {
    const where = `${address.host}:${String(address.port)}`
    const why = error instanceof Error ? error.message : 'unknown reason'
    throw new StartError('listen', `The station can't listen on ${where}: ${why}`, 1, { cause: error })
  }
}

async function diagnose(
  { hub, store, receivers, people, house }: AssembledStation,
  dataFolder: string,
  startedAt: number,
): Promise<Diagnostics> {
  const pragma = async (name: string): Promise<string> => {
    const rows: Record<string, unknown>[] = await store.reader.query(`PRAGMA ${name}`)
    return String(rows[0]?.[name])
  }
  // Under plain Node there is no Electron in it, whatever the types of the package say.
  const versions: Readonly<Record<string, string | undefined>> = process.versions
  return {
    ...buildInfo(),
    startedAt,
    dataFolder,
    runtime: {
      node: process.versions.node,
      electron: versions['electron'] ?? null,
      chromium: versions['chrome'] ?? null,
    },
    database: {
      sqlite: SQLITE_VERSION,
      schema: SCHEMA_VERSION,
      journalMode: await pragma('journal_mode'),
      // FULL is set on and asserted of the connection that writes (store/open-store.ts).
      synchronous: 'full',
    },
    ports: hub.statuses(),
    paths: house.paths(),
    findings: [...(await selfCheck(receivers)), ...people.findings()],
  }
}

function buildInfo(): z.infer<typeof BuildInfoSchema> {
  const file = new URL('../build-info.json', import.meta.url)
  if (!existsSync(file)) return { version: 'unbuilt', commit: 'unknown' }
  return BuildInfoSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
}
