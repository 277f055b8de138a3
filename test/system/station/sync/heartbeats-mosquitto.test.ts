/** A heartbeat proves a way only where the centre acknowledges it (contract: "Messages"); over MQTT. */
import { connectAsync } from 'mqtt'
import { expect, onTestFinished, test } from 'vitest'
import { MqttTransport } from '../../../../station/sync/transports/mqtt-transport.ts'
import {
  ACKNOWLEDGEMENT,
  beatenWay,
  NO_ACKNOWLEDGEMENTS,
} from '../../../integration/station/sync/courier-harness.ts'
import { CleanUp, temporaryFolder } from '../../../support/clean-up.ts'
import { Mosquitto } from '../../../support/mosquitto.ts'

test('what does not name the heartbeat is no acknowledgement: the way fails, until one is acknowledged', async () => {
  const cleanUp = new CleanUp()
  onTestFinished(() => cleanUp.run())
  const broker = await Mosquitto.started(cleanUp, await temporaryFolder(cleanUp))
  const centre = await connectAsync(broker.url, { protocolVersion: 5 })
  cleanUp.add(() => centre.endAsync(true))
  let answer: unknown
  centre.on('message', (_topic, _payload, { properties }) => {
    const { correlationData } = properties ?? {}
    if (answer === undefined || correlationData === undefined) return
    centre.publish('kommune/solbakken/replies', JSON.stringify(answer), {
      qos: 1,
      properties: { correlationData },
    })
  })
  await centre.subscribeAsync('kommune/solbakken/messages', { qos: 1 })
  const nobody = { username: undefined, password: undefined }
  const plain = { ca: undefined, clientCert: undefined, clientKey: undefined }
  const transport = new MqttTransport(
    { url: broker.url, topicPrefix: 'kommune', ...nobody, ...plain },
    'solbakken',
  )
  cleanUp.add(() => transport.close())
  const way = beatenWay(transport)

  for (const [, said, code] of NO_ACKNOWLEDGEMENTS) {
    answer = said
    expect(await way.beat()).toMatchObject({ ok: false, code })
    expect(way.state).toMatchObject({ lastFailure: code, lastContactAt: null })
  }
  answer = undefined
  expect(await way.beat(300)).toMatchObject({ ok: false, code: 'timeout' })
  expect(way.state).toMatchObject({ lastFailure: 'timeout', misses: NO_ACKNOWLEDGEMENTS.length + 1 })
  answer = ACKNOWLEDGEMENT
  expect(await way.beat()).toMatchObject({ ok: true })
  expect(way.state).toMatchObject({ lastFailure: null, misses: 0 })
})
