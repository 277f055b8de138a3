/** What the operating system says when a port does not open, as the board's words and a command to run. */
import { PortOpenError } from './byte-link.ts'

/** `user` is the operating system's user that runs the station. */
export function portOpenError(path: string, message: string, user: string): PortOpenError {
  const at = shellQuoted(path)
  if (/no such (file|device)|cannot find|file not found|ENOENT|ENXIO|ENODEV/i.test(message)) {
    return new PortOpenError('missing', 'ls -l /dev/serial/by-id/ /dev/ttyUSB* /dev/ttyACM*', message)
  }
  if (/permission denied|access denied|EACCES|EPERM|operation not permitted/i.test(message)) {
    return new PortOpenError('no-permission', `sudo usermod -aG dialout ${shellQuoted(user)}`, message)
  }
  if (/cannot lock|resource busy|temporarily unavailable|EBUSY|EAGAIN/i.test(message)) {
    return new PortOpenError('busy', `sudo fuser -v ${at}`, message)
  }
  return new PortOpenError('failed', `ls -l ${at}`, message)
}

function shellQuoted(text: string): string {
  return /^[\w./:@-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}
