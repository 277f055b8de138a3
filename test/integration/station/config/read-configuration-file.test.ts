/** The configuration with the files that it names, on a real disk: refused whole, each mistake where it stands. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readConfigurationFile } from '../../../../station/config/read-configuration-file.ts'
import { StartError } from '../../../../station/start-error.ts'
import { newFolder, removeFolder } from '../station-core.ts'

let folder: string

beforeEach(async () => {
  folder = await newFolder()
  await writeFile(join(folder, 'token'), 'word\n')
})
afterEach(() => removeFolder(folder))

async function read(path: string): Promise<string> {
  const file = join(folder, 'one.json')
  await writeFile(
    file,
    `{
  "station": { "id": "0199c0de-0000-7000-8000-000000000001", "name": "Solbakken" },
  "careCentre": { "paths": [
    { "kind": "https", "url": "https://centre.example",
      ${path} }
  ] }
}`,
  )
  try {
    await readConfigurationFile(file, [])
    return 'read'
  } catch (error) {
    if (!(error instanceof StartError)) throw error
    expect(error).toMatchObject({ code: 'bad-configuration', exitCode: 2 })
    return error.words.replaceAll(folder, '')
  }
}

test('a file that is there is read, by its place beside the configuration', async () => {
  expect(await read('"token": { "file": "token" }')).toBe('read')
})

test('files that are not there, are empty or are folders are told with line and field, all at once', async () => {
  await writeFile(join(folder, 'empty'), '\n')
  await mkdir(join(folder, 'keys'))
  const words = await read(`"token": { "file": "empty" },
      "ca": { "file": "ca.pem" },
      "clientKey": { "file": "keys" }`)
  expect(words.split('\n')).toEqual([
    'The configuration was refused, nothing was started:',
    '/one.json:5:16: careCentre.paths[0].token: /empty: the secret in it is empty',
    "/one.json:6:13: careCentre.paths[0].ca: /ca.pem can't be read: there is no such file",
    "/one.json:7:20: careCentre.paths[0].clientKey: /keys can't be read: it is a folder",
  ])
})

test('what is no certificate is refused before an alarm waits for it', async () => {
  await writeFile(join(folder, 'ca.pem'), '-----BEGIN CERTIFICATE-----\nbm8=\n-----END CERTIFICATE-----\n')
  const words = await read('"token": "word", "ca": { "file": "ca.pem" }')
  expect(words).toContain('/one.json:5:30: careCentre.paths[0].ca: not a certificate in PEM form')
})
