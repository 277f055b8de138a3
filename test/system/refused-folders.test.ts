/** Folders and files that the user of a program may not use are told as that, with what to do, by both programs. */
import { chmod, mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { AS_ANYBODY } from '../support/as-anybody.ts'
import { CleanUp, temporaryFolder } from '../support/clean-up.ts'
import { CENTRE_CLI, Program, STATION_CLI } from '../support/program.ts'

let cleanUp: CleanUp
let folder: string
let data: string

beforeEach(async () => {
  cleanUp = new CleanUp()
  folder = await temporaryFolder(cleanUp)
  data = join(folder, 'data')
})
afterEach(() => cleanUp.run())

describe.each([
  {
    name: 'station',
    database: 'station.sqlite',
    lock: 'station.lock',
    argv: [STATION_CLI, 'station'],
    reading: [STATION_CLI, 'alarms'],
  },
  {
    name: 'care centre',
    database: 'centre.sqlite',
    lock: 'centre.lock',
    argv: [CENTRE_CLI, '--token', 'a=door-of-a'],
    reading: [CENTRE_CLI, 'audit', 'verify'],
  },
])('$name', ({ database, lock, argv, reading }) => {
  function run(words: readonly string[], where: string): Program {
    const [command, ...args] = [...AS_ANYBODY, process.execPath, ...words, '--data', where]
    return new Program(cleanUp, command, args)
  }
  const start = (where: string): Program => run(argv, where)

  async function expectRefused(where: string, ...words: readonly string[]): Promise<void> {
    const program = start(where)
    // A start that hangs or does not mind must fail here and not hold up the others.
    const tooLong = setTimeout(() => void program.end('SIGKILL'), 60_000)
    const runs = program.ready().then(
      () => program.end('SIGTERM'),
      () => undefined,
    )
    expect(await program.ended, program.words).toEqual({ code: 1, signal: null })
    await runs
    clearTimeout(tooLong)
    expect(program.lines).toEqual([])
    for (const word of words) expect(program.words).toContain(word)
    expect(program.words).not.toContain('damaged')
    expect(program.words).not.toMatch(/\n\s+at /)
  }

  test('a folder that can not be made, because nobody can or because this user may not', async () => {
    // A place where the system says that there is no such folder, however often it is asked to make it.
    await expectRefused('/proc/no-folders-here/data', '/proc/no-folders-here/data', 'be made: ')
    await chmod(folder, 0o500)
    await expectRefused(data, data, 'be made: ')
    await chmod(folder, 0o700)
  })

  test('a folder that is there and may not be written', async () => {
    await mkdir(data, { mode: 0o500 })
    await expectRefused(data, data, 'may not be read and written by', 'sudo chown')
  })

  test.each(['database', 'log', 'index of the log', 'lock'])('the %s of another user', async (part) => {
    const first = start(data)
    await first.ready()
    // Killed: what lies beside the database stays there.
    await first.end('SIGKILL')
    const name = { database, log: `${database}-wal`, 'index of the log': `${database}-shm`, lock }[part] ?? ''
    const file = join(data, name)
    expect(await readdir(data)).toContain(name)
    await chmod(file, 0o000)
    await expectRefused(data, file, 'may not be read and written by', `sudo chown`)
    await chmod(file, 0o600)
    const again = start(data)
    await again.ready()
    expect(await again.end('SIGTERM')).toEqual({ code: 0, signal: null })
  })

  test('a folder of another user, for a command that only reads', async () => {
    const first = start(data)
    await first.ready()
    await first.end('SIGTERM')
    await chmod(data, 0o000)
    const refused = run(reading, data)
    expect(await refused.ended).toEqual({ code: 1, signal: null })
    expect(refused.words).toContain(join(data, database))
    expect(refused.words).toContain('sudo chown')
    await chmod(data, 0o700)
    expect(await run(reading, data).ended).toEqual({ code: 0, signal: null })
  })
})
