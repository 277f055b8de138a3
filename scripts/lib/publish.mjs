import { copyFile, mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** @param {string} folder */
async function filesIn(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
}

/**
 * Moves a fresh build over the one in use without a moment in which a running program lacks a file: chunks carry
 * their content in their name and come first, the entry last; the build before stays for those still running it.
 * @param {string} fresh
 * @param {string} target
 * @param {string} main the entry, relative
 * @param {readonly string[]} previous files of the build in use
 * @returns {Promise<string[]>} the files of the new build
 */
export async function publish(fresh, target, main, previous) {
  const files = await filesIn(fresh)
  const ordered = [...files.filter((file) => file !== main), main]
  for (const file of ordered) {
    await mkdir(dirname(join(target, file)), { recursive: true })
    await move(join(fresh, file), join(target, file))
  }
  const kept = new Set([...files, ...previous])
  for (const file of await filesIn(target)) {
    if (!kept.has(file)) await rm(join(target, file), { force: true })
  }
  return files
}

/**
 * @param {string} from
 * @param {string} to
 */
async function move(from, to) {
  const same = await stat(to).catch(() => undefined)
  if (same?.isDirectory() === true) await rm(to, { recursive: true })
  await rename(from, to).catch(async (/** @type {NodeJS.ErrnoException} */ error) => {
    if (error.code !== 'EXDEV') throw error
    await copyFile(from, to)
  })
}
