/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What --help says below the options. */
#define DEV_USAGE                                                                                   \
  "The server listens on loopback only and prints one line of JSON when it is ready:\n"             \
  "  {\"url\":…,\"port\":…,\"appId\":…,\"key\":…,\"secret\":…}\n"                         \
  "\n"                                                                                              \
  "Interfaces\n"                                                                                    \
  "  /app/KEY                         Pusher protocol 7 over WebSocket\n"                           \
  "  /apps/ID/events, batch_events,   signed REST API\n"                                            \
  "    channels, channels/NAME, channels/NAME/users, users/USER/terminate_connections\n"            \
  "  /api/pusher/auth                 authorisation of channels; /broadcasting/auth as Laravel,\n"  \
  "    /api/pusher/user-auth for users\n"                                                           \
  "  /api/notifications/inbox, …      the web app's own list; /api/v1/notifications as a\n"       \
  "    gateway has it. What is marked is told as notification:read\n"                               \
  "  /                                a page to send from; POST /demo/send behind it\n"             \
  "  /api/auth/device/code, …/token   signing in with the browser (RFC 8628); /device approves\n" \
  "  /api/auth/get-session            who has signed in; …/organization/list their tenants\n"     \
  "  /.well-known/traybell.json       the settings that Traybell needs\n"                           \
  "  /orders/ID, /notifications, …    pages whose visits are recorded\n"                          \
  "  /avatars/NAME?width=&height=     a picture of somebody; with &fault= something else: "         \
  "too-large\n"                                                                                     \
  "    endless huge not-an-image vector truncated nothing redirect (&to=) status (&status=)\n"      \
  "    slow (&milliseconds=) hang\n"                                                                \
  "\n"                                                                                              \
  "People (bearer token, or cookie session=)\n"                                                     \
  "  alice-token, alice-cookie        user_456, \"Alice Smith\", tenant org_123\n"                  \
  "  bob-token, bob-cookie            user_789, \"Bob Kern\", tenants org_123 and org_456\n"        \
  "  eve-token, eve-cookie            known, but denied everything\n"                               \
  "\n"                                                                                              \
  "GET /control/…\n"                                                                              \
  "  state           connections, channels, counters, violations of the protocol\n"                 \
  "  opened          visits of pages\n"                                                             \
  "  auth-requests   requests to the auth endpoints, without their credentials\n"                   \
  "  avatar-requests requests for pictures, with all of their headers\n"                            \
  "  web-requests    requests to the endpoints for programs, without their credentials\n"           \
  "  inbox           Alice's list, and the requests for anybody's\n"                                \
  "  frames          the last 1000 frames that clients sent\n"                                      \
  "  settings        see POST /control/settings\n"                                                  \
  "\n"                                                                                              \
  "POST /control/… with a JSON object; every socketId is optional and means all when left out\n"  \
  "  publish     {channel, event, data, dataAs: string|object, userId, socketId (left out),\n"      \
  "              times} or {raw, channel, socketId}\n"                                              \
  "  close       {code, reason, socketId}\n"                                                        \
  "  drop        {socketId, reset}: TCP ends without a close frame, or with a reset\n"              \
  "  send-bytes  {base64, socketId}      send-text  {text, fragments, socketId}\n"                  \
  "  silence     {on, socketId}: half-open connections\n"                                           \
  "  auth        {mode, status, body, milliseconds, location, retryAfter, bytes, channel, "         \
  "count}\n"                                                                                        \
  "              mode: normal status html redirect hang json-string sign-channel-data\n"            \
  "              channel-data-object no-auth huge delay bad-signature require-json require-form\n"  \
  "  inbox-add   {id, title, body, type, data, urgency, read, secondsAgo, userId, times,\n"         \
  "              publish, event}: into the web app's own list, and sent if published\n"             \
  "  inbox-read  {ids, userId, silent}: read in the web app itself\n"                               \
  "  inbox-fault {mode, status, body, location, retryAfter, channel: fetch|mark, count}\n"          \
  "              mode: normal status redirect html hang huge malformed\n"                           \
  "  connect     {mode, status, retryAfter, code, location, body, closes, milliseconds, count}\n"   \
  "              mode: normal refuse-http redirect hang hang-after-upgrade grace-4200\n"            \
  "              error-first wrong-first-frame captive-portal\n"                                    \
  "  web         {endpoint: code token session tenants well-known,\n"                               \
  "              mode: normal status html redirect hang huge, as for auth}\n"                       \
  "  sign-in     {outcome: wait approve deny expire invalid, slowDowns, pending, user, "            \
  "interval,\n"                                                                                     \
  "              expiresIn (seconds)}\n"                                                            \
  "  flavour     {name: soketi|reverb|sockudo|hosted}\n"                                            \
  "  settings    {activityTimeout (seconds, or any JSON), pongTimeout (milliseconds, 0: never),\n"  \
  "              greetingDelay (milliseconds),\n"                                                   \
  "              answerPings, clientEvents, clientEventRate, connectionLimit, presenceLimit,\n"     \
  "              eventDataLimit, establishedAsObject, signin}\n"                                    \
  "  member      {channel, userId, userInfo, action: join|leave}: people who are not there\n"       \
  "  users       {user, token, cookie}: what was valid before gets 401\n"                           \
  "  certificate {certificate, key}: PEM files, shown to whoever connects from now on\n"            \
  "  reset       {}: everything but the connections as at the start\n"                              \
  "  wait        {…, timeout (milliseconds)}: answers 200 once all of it holds, 408 if not:\n"    \
  "              connections, connectionsOpened, upgradeRequests, subscribeFrames,\n"               \
  "              unsubscribeFrames, authRequests, avatarRequests, inboxFetches,\n"                  \
  "              inboxMarks, pings, pongs, clientEvents,\n"                                         \
  "              closeFrames, codeRequests, tokenRequests: at least so many;\n"                     \
  "              connectionsAtMost; subscribed, unsubscribed: CHANNEL; opened: PATH.\n"             \
  "              Also as \"condition\": {…} or \"condition\": \"connections>=2\"\n"
