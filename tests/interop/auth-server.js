// SPDX-License-Identifier: GPL-3.0-or-later

// The HTTP side of an application: says who may join which channel and signs with the real
// Pusher server SDK.
//
//   node auth-server.js '{"appId":…,"key":…,"secret":…}'
//
// listens on a free loopback port and says so on stdout: {"listening":PORT}. The end of stdin
// ends it.
//
//   POST /api/pusher/auth       socket_id and channel_name, as a form or as JSON
//   POST /api/pusher/user-auth  socket_id; signs user data for pusher:signin
//   POST /mode                  JSON, merged into the mode below
//   GET  /requests              JSON list of every authorisation asked for
//
// Mode:
//   signChannelData  sign channel_data on private channels too, as the platform's documented
//                    sample does. soketi refuses what results.
//   accepts          "any", "form" or "json"; another body is answered with 400
//   status           a status to answer every authorisation with, or null

'use strict'

const http = require('http')
const Pusher = require('pusher')

const { appId, key, secret } = JSON.parse(process.argv[2])
const pusher = new Pusher({ appId, key, secret, host: '127.0.0.1' })

const users = {
  'alice-token': { id: 'user_456', name: 'Alice', tenants: ['org_123'] },
  'bob-token': { id: 'user_789', name: 'Bob', tenants: ['org_123', 'org_999'] },
}

const mode = { signChannelData: false, accepts: 'any', status: null }
const requests = []

function userOf(request) {
  const [scheme, token] = (request.headers.authorization || '').split(' ')
  return scheme.toLowerCase() === 'bearer' ? users[token] : undefined
}

async function bodyOf(request) {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

function formatOf(request) {
  const type = (request.headers['content-type'] || '').split(';')[0].trim()
  if (type === 'application/json') return 'json'
  return type === 'application/x-www-form-urlencoded' ? 'form' : null
}

function parametersOf(format, body) {
  try {
    return format === 'json' ? JSON.parse(body) : Object.fromEntries(new URLSearchParams(body))
  } catch {
    return {}
  }
}

// The refusal as [status, body], or null when the user may join.
function refusalFor(user, channel) {
  const owner = channel.match(/^private-user-(.+)$/)
  if (owner) return owner[1] === user.id ? null : [403, { error: 'Not channel owner' }]
  const tenant = channel.match(/^private-tenant-(.+)$/)
  if (tenant)
    return user.tenants.includes(tenant[1]) ? null : [403, { error: 'User not in tenant' }]
  return channel.startsWith('presence-room-') ? null : [403, 'Forbidden']
}

function sign(user, socketId, channel) {
  const member = { user_id: user.id, user_info: { name: user.name } }
  const wantsChannelData = channel.startsWith('presence-') || mode.signChannelData
  return wantsChannelData
    ? pusher.authorizeChannel(socketId, channel, member)
    : pusher.authorizeChannel(socketId, channel)
}

// What to answer an authorisation with, as [status, body].
function authorise(request, format, parameters) {
  if (mode.status !== null) return [mode.status, { error: 'Out of order' }]
  const user = userOf(request)
  if (!user) return [401, { error: 'Unauthorized' }]
  if (format === null || (mode.accepts !== 'any' && mode.accepts !== format))
    return [400, { error: 'Missing parameters' }]

  const { socket_id: socketId, channel_name: channel } = parameters
  try {
    if (request.url === '/api/pusher/user-auth') {
      if (!socketId) return [400, { error: 'Missing parameters' }]
      const data = { id: user.id, user_info: { name: user.name } }
      return [200, pusher.authenticateUser(socketId, data)]
    }
    if (!socketId || !channel) return [400, { error: 'Missing parameters' }]
    return refusalFor(user, channel) || [200, sign(user, socketId, channel)]
  } catch (error) {
    // The SDK throws on a socket id or a channel name that cannot be one.
    return [400, { error: error.message }]
  }
}

function send(response, status, body) {
  const isText = typeof body === 'string'
  response.writeHead(status, { 'Content-Type': isText ? 'text/plain' : 'application/json' })
  response.end(isText ? body : JSON.stringify(body))
}

async function onRequest(request, response) {
  const body = await bodyOf(request)

  if (request.method === 'GET' && request.url === '/requests') {
    send(response, 200, requests)
  } else if (request.method === 'POST' && request.url === '/mode') {
    send(response, 200, Object.assign(mode, JSON.parse(body)))
  } else if (request.method === 'POST' && request.url.startsWith('/api/pusher/')) {
    const format = formatOf(request)
    const parameters = parametersOf(format, body)
    const [status, answer] = authorise(request, format, parameters)
    const user = userOf(request)
    requests.push({
      path: request.url,
      format,
      accept: request.headers.accept || null,
      userAgent: request.headers['user-agent'] || null,
      user: user ? user.id : null,
      socketId: parameters.socket_id || null,
      channel: parameters.channel_name || null,
      status,
    })
    send(response, status, answer)
  } else {
    send(response, 404, { error: 'Not found' })
  }
}

const server = http.createServer(onRequest)
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(JSON.stringify({ listening: server.address().port }) + '\n')
})
process.stdin.on('end', () => process.exit(0)).resume()
