/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fake-authorizer.h"
#include "fake-clock.h"
#include "fake-transport.h"

#include "pusher/pusher-client.h"
#include "pusher/pusher-error.h"

G_BEGIN_DECLS

/**
 * ClientFixture:
 * @states: the connection's states that were told, each with a space behind it
 * @events: "CHANNEL EVENT TEXT" of each event that the client told, "-" for nothing
 * @errors: the errors that the client told
 * @error_channels: the channel of each, "-" for none
 *
 * A client on a fake clock, fake sockets and a fake authorizer, and what it told.
 */
typedef struct
{
  FakeClock *clock;
  FakeNetwork *network;
  FakeAuthorizer *authorizer;
  PusherClient *client;

  GString *states;
  GPtrArray *events;
  GPtrArray *errors;
  GPtrArray *error_channels;
} ClientFixture;

ClientFixture *client_fixture_new (void);
ClientFixture *client_fixture_new_with_options (const PusherOptions *options);
ClientFixture *client_fixture_new_connected (void);
void client_fixture_free (ClientFixture *self);

FakeTransport *client_fixture_socket (ClientFixture *self);
void client_fixture_greet (ClientFixture *self, const char *socket_id);
void client_fixture_reconnect (ClientFixture *self, const char *socket_id);
PusherChannel *client_fixture_subscribe (ClientFixture *self, const char *channel_name);
PusherChannel *client_fixture_subscribed (ClientFixture *self, const char *channel_name);
void client_fixture_succeed (ClientFixture *self, const char *channel_name);
const char *client_fixture_last_event (ClientFixture *self);
const GError *client_fixture_last_error (ClientFixture *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ClientFixture, client_fixture_free)

G_END_DECLS
