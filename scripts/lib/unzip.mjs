import { createWriteStream } from 'node:fs'
import { mkdir, symlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'
import yauzl from 'yauzl'

const FILE_TYPE = 0o170000
const SYMLINK = 0o120000

/**
 * Takes a zip apart and keeps mode bits and symbolic links. yauzl refuses names that lead out of the folder.
 * @param {string} file
 * @param {string} folder made if missing
 * @param {(name: string) => string | undefined} place where an entry goes inside `folder`; undefined leaves it out
 */
export async function unzip(file, folder, place) {
  const zip = await promisify(
    /** @type {(path: string, options: object, done: (error: Error | null, zip: import('yauzl').ZipFile) => void) => void} */ (
      yauzl.open
    ),
  )(file, { lazyEntries: true, autoClose: true })
  const openStream = promisify(zip.openReadStream.bind(zip))
  await new Promise((resolve, reject) => {
    const take = async (/** @type {import('yauzl').Entry} */ entry) => {
      const target = place(entry.fileName)
      if (target !== undefined && !entry.fileName.endsWith('/')) {
        const path = join(folder, target)
        const mode = entry.externalFileAttributes >>> 16
        await mkdir(dirname(path), { recursive: true })
        const stream = await openStream(entry)
        if ((mode & FILE_TYPE) === SYMLINK) await symlink(await text(stream), path)
        else await pipeline(stream, createWriteStream(path, { mode: mode & 0o777 || 0o644 }))
      }
      zip.readEntry()
    }
    zip.on('entry', (entry) => take(entry).catch(reject))
    zip.once('end', resolve)
    zip.once('error', reject)
    zip.readEntry()
  })
}
