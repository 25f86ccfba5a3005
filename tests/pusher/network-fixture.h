/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

#include "dev-server.h"
#include "fake-clock.h"

#include "pusher/pusher-error.h"
#include "pusher/pusher-http-authorizer.h"
#include "pusher/pusher-transport.h"

G_BEGIN_DECLS

/* Runs the main loop until @condition holds, but not for ever. */
#define WAIT_FOR(condition)                                                                        \
  G_STMT_START                                                                                     \
  {                                                                                                \
    guint deadline_ = network_fixture_set_deadline (#condition);                                   \
                                                                                                   \
    while (!(condition))                                                                           \
      g_main_context_iteration (NULL, TRUE);                                                       \
    g_source_remove (deadline_);                                                                   \
  }                                                                                                \
  G_STMT_END

/**
 * NetworkFixture:
 *
 * libsoup against a server on loopback, in one process; time is the test's.
 */
typedef struct
{
  DevServer *server;
  SoupSession *session;
  FakeClock *clock;
  char *certificate; /* a file of a TLS server, else %NULL */
  char *key;
} NetworkFixture;

NetworkFixture *network_fixture_new (void);
NetworkFixture *network_fixture_new_tls (void);
void network_fixture_free (NetworkFixture *self);
guint network_fixture_set_deadline (const char *what);
void network_fixture_settle (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NetworkFixture, network_fixture_free)

/**
 * Socket:
 *
 * A real socket and what it told.
 */
typedef struct
{
  PusherTransport *transport;
  GString *stages;     /* "stage:seen " of each */
  GPtrArray *messages; /* GBytes */
  guint binaries;
  guint activities;
  guint ends;
  guint code;
  char *reason;
  GError *error;
  guint retry_after;
  gboolean abandon_on_message;
} Socket;

Socket *socket_new (NetworkFixture *network, const char *origin);
Socket *socket_new_for_uri (NetworkFixture *network, const char *uri, const char *origin);
void socket_free (Socket *self);
const char *socket_get_text (Socket *self, guint index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Socket, socket_free)

G_END_DECLS
