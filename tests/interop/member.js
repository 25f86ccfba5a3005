// SPDX-License-Identifier: GPL-3.0-or-later

// A web page of the application: another user, connected with the real pusher-js.
//
//   node member.js '{"host":…,"port":…,"key":…,"application":URL,"token":…}'
//
// Each line on stdin is a command:
//   {"join":CHANNEL}  {"leave":CHANNEL}  {"signIn":true}
//   {"trigger":{"channel":…,"event":"client-…","data":…}}
// and everything that happens is a line on stdout:
//   {"state":…,"socketId":…}                    the connection
//   {"channel":…,"event":…,"data":…}            an event; a member list is {"members":{id:info}}
//   {"event":…,"data":…}                        an event of the connection or of the user
//   {"triggered":EVENT,"sent":true|false}       the answer to a trigger
// The end of stdin leaves and ends it.

'use strict'

const readline = require('readline')
const Pusher = require('pusher-js')

const configuration = JSON.parse(process.argv[2])
const headers = { Authorization: `Bearer ${configuration.token}` }

const pusher = new Pusher(configuration.key, {
  // pusher-js demands a cluster, and ignores it where there is a host.
  cluster: 'mt1',
  wsHost: configuration.host,
  wsPort: configuration.port,
  forceTLS: false,
  enabledTransports: ['ws'],
  channelAuthorization: {
    transport: 'ajax',
    endpoint: `${configuration.application}/api/pusher/auth`,
    headers,
  },
  userAuthentication: {
    transport: 'ajax',
    endpoint: `${configuration.application}/api/pusher/user-auth`,
    headers,
  },
})

function print(line) {
  process.stdout.write(JSON.stringify(line) + '\n')
}

pusher.connection.bind('state_change', ({ current }) => {
  print({ state: current, socketId: pusher.connection.socket_id || null })
})
pusher.connection.bind('error', (data) => print({ event: 'pusher:error', data }))
// pusher-js keeps the answer to a sign-in to itself.
pusher.connection.bind('message', ({ event }) => {
  if (event === 'pusher:signin_success') print({ event })
})
pusher.user.bind_global((event, data) => print({ event, data }))

function join(name) {
  const channel = pusher.subscribe(name)
  channel.unbind_global()
  channel.bind_global((event, data) => {
    // A presence channel hands out its list as an object of methods.
    const isList = event === 'pusher:subscription_succeeded' && data && data.members
    print({ channel: name, event, data: isList ? { members: data.members } : data })
  })
}

function obey(command) {
  if (command.join) join(command.join)
  else if (command.leave) pusher.unsubscribe(command.leave)
  else if (command.signIn) pusher.signin()
  else if (command.trigger) {
    const { channel, event, data } = command.trigger
    print({ triggered: event, sent: pusher.channel(channel).trigger(event, data) })
  } else throw new Error(`not a command: ${JSON.stringify(command)}`)
}

readline
  .createInterface({ input: process.stdin })
  .on('line', (line) => obey(JSON.parse(line)))
  .on('close', () => {
    pusher.disconnect()
    process.exit(0)
  })
