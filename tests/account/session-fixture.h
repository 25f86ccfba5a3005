/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "account/tb-session.h"
#include "dev-server.h"
#include "fake-clock.h"
#include "fake-secret-service.h"

G_BEGIN_DECLS

#define SESSION_FIXTURE_ACCOUNT "acme"
#define SESSION_FIXTURE_SECRET "Authorization: Bearer alice-token"
#define SESSION_FIXTURE_USER "private-user-user_456"
#define SESSION_FIXTURE_TENANT "private-tenant-org_123"
#define SESSION_FIXTURE_ROOM "presence-room-doc_789"

/* What the decide function was asked, once. */
typedef struct
{
  char *rule;
  TbNotification *notification;
  gboolean duplicate;
} SessionQuestion;

/* One account of Alice's with everything around it: a server, a keyring, an inbox. Only the clock
 * stands still unless the test moves it. */
typedef struct
{
  DevServer *server;
  FakeSecretService *secrets;
  GDBusConnection *connection;
  TbKeyring *keyring;
  TbInbox *inbox;
  TbRules *rules;
  FakeClock *clock;
  TbAccount *account;
  TbSession *session;
  GPtrArray *questions; /* SessionQuestion */
  GString *events;      /* "name:decision " of each event */
} SessionFixture;

/* One session bus for the whole program: libsecret remembers the service. */
int session_fixture_run (void);

/* With the secret in an unlocked keyring; not started. */
void session_fixture_set_up (SessionFixture *fixture, gconstpointer data);

/* Frees everything and asserts that nothing is left behind. */
void session_fixture_tear_down (SessionFixture *fixture, gconstpointer data);

/* Sets account settings, as GVariant text. */
void session_fixture_apply (SessionFixture *fixture, const char *settings);

/* Starts and waits until all channels have an answer. */
void session_fixture_start (SessionFixture *fixture);

PusherChannel *session_fixture_get_channel (SessionFixture *fixture, const char *name);
gboolean session_fixture_is_subscribed (SessionFixture *fixture, const char *name);

G_END_DECLS
