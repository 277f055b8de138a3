/** A program's folder of data before it is opened. The file system is Node's, so the room gives it in. */

export interface MakingFolders {
  /** One folder, whose parent is there; fails with the system's reason. */
  make(path: string): Promise<unknown>
  isFolder(path: string): Promise<boolean>
  parentOf(path: string): string
}

/**
 * Makes `path` and what is missing above it. Node's own way to do that asks for ever where a system has no folders to
 * make, such as below `/proc`.
 */
export async function makeFolder(path: string, folders: MakingFolders): Promise<void> {
  if (await folders.isFolder(path)) return
  const parent = folders.parentOf(path)
  if (parent !== path) await makeFolder(parent, folders)
  try {
    await folders.make(path)
  } catch (error) {
    // Another process may have been faster.
    if (!(await folders.isFolder(path))) throw error
  }
}

/** The first of `paths` that `use` is forbidden; one that is not there forbids nothing. */
export async function firstForbidden(
  paths: readonly string[],
  use: (path: string) => Promise<void>,
): Promise<string | undefined> {
  for (const path of paths) {
    try {
      await use(path)
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined
      if (code === 'EACCES' || code === 'EPERM') return path
    }
  }
  return undefined
}
