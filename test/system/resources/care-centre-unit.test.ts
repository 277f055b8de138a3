/** The unit of the care centre: it starts what the build makes, and is closed to everything else. */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { access, copyFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, expect, test } from 'vitest'
import { parseArguments } from '../../../care-centre/arguments.ts'
import { CleanUp, temporaryFolder } from '../../support/clean-up.ts'
import { ROOT } from '../../support/program.ts'

const run = promisify(execFile)
const HAS_SYSTEMD = existsSync('/usr/bin/systemd-analyze')
const UNIT = 'care-centre@.service'
const FILE = join(ROOT, 'resources', 'linux', UNIT)

const cleanUp = new CleanUp()
afterEach(() => cleanUp.run())

async function directive(key: string): Promise<string[]> {
  const unit = await readFile(FILE, 'utf8')
  return [...unit.matchAll(new RegExp(`^${key}=(.*)$`, 'gm'))].map((match) => match[1] ?? '')
}

test('starts the very entry that the build makes, with words that it takes', async () => {
  const [start = ''] = await directive('ExecStart')
  const [, entry = '', words = ''] = /\/opt\/tryggvakt\/(\S+) (.*)$/.exec(start) ?? []
  await access(join(ROOT, entry))
  const [environment = ''] = await directive('Environment')
  const given = new Map([...environment.matchAll(/"([A-Z]+)=([^"]*)"/g)].map((match) => [match[1], match[2]]))
  const argv = words
    .replaceAll(/\$\{?([A-Z]+)\}?/g, (_all, name: string) => given.get(name) ?? 'nobody says')
    .replaceAll('%i', '1')
    .trim()
    .split(/ +/)
  expect(parseArguments(argv)).toMatchObject({
    ok: true,
    arguments: {
      database: { data: '/var/lib/care-centre/1' },
      listen: { host: '127.0.0.1', port: 4200 },
      config: '/etc/care-centre/configuration.json',
    },
  })
})

test('starts again after every end, for ever, as a user that the machine has', async () => {
  expect(await directive('Restart')).toEqual(['always'])
  expect(await directive('StartLimitIntervalSec')).toEqual(['0'])
  const [user = ''] = await directive('User')
  const users = await readFile(join(ROOT, 'resources', 'linux', 'care-centre.sysusers.conf'), 'utf8')
  expect(users).toMatch(new RegExp(`^u ${user} `, 'm'))
})

test.skipIf(!HAS_SYSTEMD)('systemd finds nothing wrong with it', async () => {
  const folder = await temporaryFolder(cleanUp)
  // What it runs lies elsewhere on this machine; everything else is checked as it stands.
  const copy = join(folder, 'care-centre@1.service')
  await copyFile(FILE, copy)
  const { stdout, stderr } = await run('systemd-analyze', ['verify', copy]).catch(
    (error: unknown) => error as { stdout: string; stderr: string },
  )
  const complaints = `${stdout}${stderr}`.split('\n').filter((line) => line.includes('care-centre'))
  expect(complaints.filter((line) => !/is not executable|not found/.test(line))).toEqual([])
})
