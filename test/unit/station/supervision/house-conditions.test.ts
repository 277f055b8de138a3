import { expect, test } from 'vitest'
import { receiverConditions } from '../../../../station/supervision/house-conditions.ts'
import { ReceiverWatch } from '../../../../station/supervision/receiver-watch.ts'

function house(): ReceiverWatch {
  const receivers = new ReceiverWatch()
  receivers.watch({ kind: 'port', name: '/dev/ttyUSB0', protocols: ['espa-444'], supervisionMs: null })
  for (const name of ['hci0', 'hci1'])
    receivers.watch({ kind: 'adapter', name, protocols: ['bthome-v2'], supervisionMs: null })
  for (const { name } of receivers.facts()) receivers.stateIs(name, 'open', 0)
  return receivers
}

const words = (receivers: ReceiverWatch, said = new Map<string, ReadonlySet<string>>()) =>
  receiverConditions(receivers.facts(), said, 60_000).map(
    ({ cause, subject, standing, priority }) => `${cause} ${subject ?? ''} ${standing} ${priority}`,
  )

test('each port and adapter stands for itself, the bus for all adapters', () => {
  const receivers = house()
  receivers.stateIs('hci1', 'off', 10_000)
  expect(words(receivers)).toEqual([
    'port-lost /dev/ttyUSB0 no medium',
    'adapter-lost hci0 no medium',
    'adapter-lost hci1 yes medium',
    'adapter-lost bluetooth no medium',
  ])
})

test.each(['no-bus', 'no-service'])(
  'with %s no adapter is at fault: it is one alarm, not one each',
  (code) => {
    const receivers = house()
    receivers.stateIs('hci0', code, 10_000)
    receivers.stateIs('hci1', code, 10_000)
    expect(words(receivers)).toEqual([
      'port-lost /dev/ttyUSB0 no medium',
      'adapter-lost hci0 unknown medium',
      'adapter-lost hci1 unknown medium',
      'adapter-lost bluetooth yes medium',
    ])
  },
)

test('a receiver that leaves people without an alarm is high and says how many', () => {
  const receivers = house()
  receivers.stateIs('/dev/ttyUSB0', 'lost', 10_000)
  const said = new Map([['/dev/ttyUSB0', new Set(['ingrid', 'olav'])]])
  const [port] = receiverConditions(receivers.facts(), said, 60_000)
  expect(port).toMatchObject({ standing: 'yes', priority: 'high', figure: 2, since: 10_000 })
})
