// SPDX-License-Identifier: GPL-3.0-or-later

// An application's back end: publishes with the real Pusher server SDK.
//
//   node publish.js '{"appId":…,"key":…,"secret":…,"host":…,"port":…}'
//
// Each line on stdin is one request, each is answered by one line on stdout, in order:
//   {"trigger":{"channels":[…],"event":…,"data":…,"socketId":…?}}
//   {"triggerBatch":[{"channel":…,"name":…,"data":…},…]}     at most 10
//   {"sendToUser":{"userId":…,"event":…,"data":…}}
// → {"ok":true,"status":200} or {"ok":false,"status":…,"error":…}
// One process serves a whole test, because loading the SDK takes longer than publishing.
// The end of stdin ends it.

'use strict'

const readline = require('readline')
const Pusher = require('pusher')

const configuration = JSON.parse(process.argv[2])
const pusher = new Pusher({
  appId: configuration.appId,
  key: configuration.key,
  secret: configuration.secret,
  host: configuration.host,
  port: String(configuration.port),
  useTLS: false,
  timeout: 5000,
})

function publish(request) {
  if (request.trigger) {
    const { channels, event, data, socketId } = request.trigger
    return pusher.trigger(channels, event, data, socketId ? { socket_id: socketId } : undefined)
  }
  if (request.triggerBatch) return pusher.triggerBatch(request.triggerBatch)
  if (request.sendToUser) {
    const { userId, event, data } = request.sendToUser
    return pusher.sendToUser(userId, event, data)
  }
  throw new Error(`not a request: ${JSON.stringify(request)}`)
}

async function answer(line) {
  try {
    const response = await publish(JSON.parse(line))
    // soketi writes its CORS headers first, so that the status of a refusal comes too late and
    // is 200 on the wire: only the body tells.
    const body = await response.json()
    if (body.error) return { ok: false, status: body.code, error: body.error }
    return { ok: true, status: response.status }
  } catch (error) {
    return { ok: false, status: error.status, error: error.message }
  }
}

async function main() {
  // One at a time: what was asked first is published first.
  for await (const line of readline.createInterface({ input: process.stdin }))
    process.stdout.write(JSON.stringify(await answer(line)) + '\n')
}

main()
