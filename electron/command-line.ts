import { join, resolve } from 'node:path'

export interface ShellArguments {
  readonly data: string | null
  readonly training: boolean
  readonly config: string | null
}

/**
 * Reads the shell's own words out of a command line that also carries Chromium's switches and the app's folder.
 * `--data DIR`, `--data=DIR`, `--config FILE`, `--training`.
 */
export function parseShellArguments(argv: readonly string[], workingFolder: string): ShellArguments {
  const valueOf = (name: string): string | null => {
    const at = argv.findIndex((word) => word === name || word.startsWith(`${name}=`))
    const word = argv[at]
    if (word === undefined) return null
    const value = word === name ? argv[at + 1] : word.slice(name.length + 1)
    return value === undefined || value === '' || value.startsWith('--')
      ? null
      : resolve(workingFolder, value)
  }
  return { data: valueOf('--data'), training: argv.includes('--training'), config: valueOf('--config') }
}

export interface DataFolders {
  /** Holds the shell's own choice (`desktop.json`) and its window state. */
  readonly home: string
  readonly station: string
  /** Never the same folder as the station's: invented residents and real ones do not mix. */
  readonly training: string
}

/**
 * Where data lives: `--data`, else the user's data folder by the XDG base directory specification.
 */
export function dataFolders(
  args: ShellArguments,
  environment: Readonly<Record<string, string | undefined>>,
  userHome: string,
): DataFolders {
  if (args.data !== null) {
    const training = args.training ? args.data : join(args.data, 'training')
    return { home: args.data, station: args.data, training }
  }
  const set = environment['XDG_DATA_HOME']
  const base = set !== undefined && set.startsWith('/') ? set : join(userHome, '.local', 'share')
  const training = join(base, 'tryggvakt-training')
  const station = join(base, 'tryggvakt')
  return { home: args.training ? training : station, station, training }
}
