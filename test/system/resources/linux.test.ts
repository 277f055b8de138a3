/** The files for a technician's machine: well formed, and what they point at exists. */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { access, copyFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, describe, expect, test } from 'vitest'
import { CleanUp, temporaryFolder } from '../../support/clean-up.ts'
import { ROOT } from '../../support/program.ts'
import { ownFiles, readMachineFacts } from '../../../station/self-check/machine-facts.ts'

const run = promisify(execFile)
/** Not on a machine without systemd (a container); then its reading of the unit is named as not run. */
const HAS_SYSTEMD = existsSync('/usr/bin/systemd-analyze')
const UNIT = 'tryggvakt-station.service'
const file = (name: string): string => join(ROOT, 'resources', 'linux', name)
const read = (name: string): Promise<string> => readFile(file(name), 'utf8')

const cleanUp = new CleanUp()
afterEach(() => cleanUp.run())

const directives = async (key: string): Promise<string[]> =>
  [...(await read(UNIT)).matchAll(new RegExp(`^${key}=(.*)$`, 'gm'))].map((match) => match[1] ?? '')

describe('the unit', () => {
  test('starts the very entry that the build makes, with a data folder and loopback alone', async () => {
    const [start] = await directives('ExecStart')
    const entry = /\/opt\/tryggvakt\/(\S+) station /.exec(start ?? '')?.[1]
    expect(entry).toBe('dist/station/cli.js')
    await access(join(ROOT, String(entry)))
    expect(start).toContain('--data /var/lib/tryggvakt')
    expect(start).toContain('--listen 127.0.0.1:')
  })

  test('starts after a power cut, again after every end, and never gives up', async () => {
    expect(await directives('WantedBy')).toEqual(['multi-user.target'])
    expect(await directives('Restart')).toEqual(['always'])
    expect(await directives('StartLimitIntervalSec')).toEqual(['0'])
  })

  test.skipIf(!HAS_SYSTEMD)('systemd finds nothing wrong with it', async () => {
    const folder = await temporaryFolder(cleanUp)
    // What it runs lies elsewhere on this machine; everything else is checked as it stands.
    await copyFile(file(UNIT), join(folder, UNIT))
    const { stdout, stderr } = await run('systemd-analyze', ['verify', join(folder, UNIT)]).catch(
      (error: unknown) => error as { stdout: string; stderr: string },
    )
    const complaints = `${stdout}${stderr}`.split('\n').filter((line) => line.includes(UNIT))
    expect(complaints.filter((line) => !/is not executable|not found|bluetooth/.test(line))).toEqual([])
  })
})

test('the policy is whole XML and opens BlueZ to the station user alone', async () => {
  const policy = await read('tryggvakt-bluetooth.conf')
  const open: string[] = []
  for (const [, closing, name, rest] of policy.matchAll(/<(\/?)([a-z]+)([^>]*)>/g)) {
    if (closing === '/') expect(open.pop()).toBe(name)
    else if (!rest?.endsWith('/')) open.push(name ?? '')
  }
  expect(open).toEqual([])
  expect([...policy.matchAll(/<policy ([^>]*)>/g)].map((match) => match[1])).toEqual(['user="tryggvakt"'])
  expect([...policy.matchAll(/send_destination="([^"]*)"/g)].every((match) => match[1] === 'org.bluez')).toBe(
    true,
  )
})

test('the rules give the group of the unit the ports, and keep ModemManager off them', async () => {
  const rules = (await read('60-tryggvakt-serial.rules')).split('\n').filter((line) => /^ENV/.test(line))
  expect(rules.length).toBeGreaterThanOrEqual(4)
  const [groups] = await directives('SupplementaryGroups')
  for (const rule of rules) {
    expect(rule).toContain(`GROUP="${String(groups)}"`)
    expect(rule).toContain('ENV{ID_MM_DEVICE_IGNORE}="1"')
  }
  expect(await read('tryggvakt.sysusers.conf')).toMatch(/^m tryggvakt dialout$/m)
})

test('the self-check reads this machine without an error', async () => {
  const facts = await readMachineFacts({ serial: true, bluetooth: true })
  expect(facts.platform).toBe(process.platform)
  expect(facts.isRoot).toBe(process.getuid?.() === 0)
  expect(facts).toMatchObject({ files: join(ROOT, 'resources', 'linux'), program: ROOT })
})

test('a packed program finds them beside its archive, where the packing puts them', async () => {
  const packing = await readFile(join(ROOT, 'electron-builder.yml'), 'utf8')
  expect(packing).toMatch(/^extraResources:\n {2}- from: resources\/linux\n {4}to: linux$/m)
  const resources = join(ROOT, 'resources')
  expect(await ownFiles(resources, '/archive')).toEqual({ files: join(resources, 'linux'), program: null })
  expect(await ownFiles('/nowhere', '/nowhere')).toEqual({ files: null, program: null })
})
