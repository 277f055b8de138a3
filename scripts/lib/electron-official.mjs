/** Electron's own release, checked against the sums that come with the pinned npm package. */
import { createWriteStream } from 'node:fs'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { digestOf } from './digest.mjs'
import { inRoot } from './root.mjs'
import { say } from './say.mjs'
import { unzip } from './unzip.mjs'

const RELEASES = 'https://github.com/electron/electron/releases/download/'
/** Where the releases cannot be reached this should be known before anybody wonders. */
const ANSWER_MS = 6000
const STALL_MS = 30_000

/** The version pinned in package.json; releases are packed with it. */
export async function pinnedElectronVersion() {
  const text = await readFile(inRoot('node_modules', 'electron', 'package.json'), 'utf8')
  return /** @type {{ version: string }} */ (JSON.parse(text)).version
}

/** @param {string} version */
export function officialZipName(version) {
  return `electron-v${version}-${process.platform}-${process.arch}.zip`
}

/**
 * @param {string} version
 * @param {string | undefined} mirror `ELECTRON_MIRROR`: the folder above `v<version>/`
 */
export function officialZipUrl(version, mirror) {
  const base = mirror === undefined || mirror === '' ? RELEASES : mirror
  return `${base.endsWith('/') ? base : `${base}/`}v${version}/${officialZipName(version)}`
}

/**
 * @param {string} url
 * @param {string} file
 */
async function download(url, file) {
  const stop = new AbortController()
  let timer = setTimeout(() => stop.abort(new Error(`no answer within ${ANSWER_MS / 1000} s`)), ANSWER_MS)
  try {
    const answer = await fetch(url, { signal: stop.signal })
    if (!answer.ok || answer.body === null) throw new Error(`the answer was ${answer.status}`)
    const body = Readable.fromWeb(/** @type {import('node:stream/web').ReadableStream} */ (answer.body))
    const watch = () => {
      clearTimeout(timer)
      timer = setTimeout(() => stop.abort(new Error('the download stalled')), STALL_MS)
    }
    watch()
    body.on('data', watch)
    await pipeline(body, createWriteStream(file))
  } finally {
    clearTimeout(timer)
  }
}

/**
 * @param {string} version
 * @param {string} folder an empty folder that becomes the runtime
 * @param {string} scratch a folder for the zip
 */
export async function fetchOfficial(version, folder, scratch) {
  const name = officialZipName(version)
  const sums = /** @type {Record<string, string>} */ (
    JSON.parse(await readFile(inRoot('node_modules', 'electron', 'checksums.json'), 'utf8'))
  )
  const wanted = sums[name]
  if (wanted === undefined) throw new Error(`Electron ${version} has no release ${name}`)
  const url = officialZipUrl(version, process.env['ELECTRON_MIRROR'])
  say(`Fetching Electron ${version} (about 110 MB) from ${new URL(url).host} …`)
  const file = join(scratch, name)
  await download(url, file)
  const sum = await digestOf(file, 'sha256', 'hex')
  if (sum !== wanted) throw new Error(`${name} does not match its published SHA-256`)
  await mkdir(folder, { recursive: true })
  await unzip(file, folder, (entry) => entry)
}
