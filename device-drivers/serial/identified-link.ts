/** Opens the stick that a configured port means, under whatever number it has now. */
import type { OpenLink } from './byte-link.ts'
import { PortOpenError } from './byte-link.ts'
import type { PortLister } from './list-ports.ts'
import { choosePort, isRecognisable, type ListedPort, type PortIdentity } from './port-identity.ts'

/** What is remembered of the sticks behind configured ports. */
export interface PortMemory {
  identityOf(configured: string): PortIdentity | undefined
  /** Of all other configured ports. */
  others(configured: string): readonly PortIdentity[]
  /** This stick was opened for it. */
  opened(configured: string, port: ListedPort): void
  /** These could be it; a technician says which. Empty: there is no question any more. */
  question(configured: string, candidates: readonly string[]): void
}

/** A path that no number can change (a link by id, a pseudo-terminal) is opened as it is. */
export function identifiedLinkOpener(
  openLink: OpenLink,
  lister: Pick<PortLister, 'isNumbered' | 'list'>,
  memory: PortMemory,
): OpenLink {
  return async (configured, line) => {
    if (!lister.isNumbered(configured)) return openLink(configured, line)
    const listed = await lister.list()
    const choice = choosePort(configured, memory.identityOf(configured), memory.others(configured), listed)
    memory.question(configured, choice.type === 'which-port' ? choice.candidates : [])
    if (choice.type === 'which-port') {
      throw new PortOpenError('which-port', 'ls -l /dev/serial/by-id/', choice.candidates.join(' '))
    }
    if (choice.type === 'missing') {
      throw new PortOpenError('missing', 'ls -l /dev/serial/by-id/', `${configured} is another port's stick`)
    }
    const link = await openLink(choice.path, line)
    const port = listed.find(({ path }) => path === choice.path)
    if (port !== undefined && isRecognisable(port)) memory.opened(configured, port)
    return link
  }
}
