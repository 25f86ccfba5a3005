// SPDX-License-Identifier: GPL-3.0-or-later

// A web page of the application that Traybell is compared with: the real pusher-js, doing with
// each notification what such a page does at least. For Node, and as page.html for a browser.
//
//   node peer.js '{"host":…,"port":…,"key":…,"channels":[…]}'
//
// Prints one line of JSON when every channel is subscribed, and one at each event bench:end:
//   {"ready":true}  {"end":NUMBER,"notifications":…,"latencies":[…]}
// Events bench:event carry in "sent" when they were published, in ns of the monotonic clock;
// latencies say how many ns later each was here.

'use strict'

// As many as Traybell keeps, and remembers the ids of.
const INBOX = 2000
const MEMORY = 10000

function startPeer(Pusher, configuration, now, print) {
  const seen = new Set()
  const inbox = []
  let unread = 0
  let latencies = []
  let missing = configuration.channels.length

  function receive(data) {
    if (seen.has(data.eventId)) return
    seen.add(data.eventId)
    if (seen.size > MEMORY) seen.delete(seen.values().next().value)
    inbox.push({ id: data.eventId, title: data.title, body: data.message, at: Date.now() })
    if (inbox.length > INBOX) inbox.shift()
    unread++
  }

  const pusher = new Pusher(configuration.key, {
    // pusher-js demands a cluster, and ignores it where there is a host.
    cluster: 'mt1',
    wsHost: configuration.host,
    wsPort: configuration.port,
    forceTLS: false,
    enabledTransports: ['ws'],
  })
  for (const name of configuration.channels) {
    const channel = pusher.subscribe(name)
    channel.bind('pusher:subscription_succeeded', () => {
      if (--missing === 0) print({ ready: true })
    })
    channel.bind('notification', receive)
    channel.bind('bench:event', (data) => {
      latencies.push(now() - data.sent)
    })
    channel.bind('bench:end', (data) => {
      print({ end: data.number, notifications: unread, latencies })
      latencies = []
    })
  }
}

if (typeof require === 'function') {
  startPeer(
    require('pusher-js'),
    JSON.parse(process.argv[2]),
    () => Number(process.hrtime.bigint()),
    (line) => process.stdout.write(JSON.stringify(line) + '\n'),
  )
  // The end of stdin ends it.
  process.stdin.resume().on('end', () => process.exit(0))
}
