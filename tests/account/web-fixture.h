/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

#include "account/tb-sign-in-endpoints.h"
#include "bus-fixture.h"
#include "dev-server.h"
#include "fake-clock.h"

G_BEGIN_DECLS

/* A web app on loopback, and what asks it; only the test moves the clock. */
typedef struct
{
  DevServer *server;
  SoupSession *session;
  FakeClock *clock;
  TbSignInEndpoints *endpoints;
} WebFixture;

void web_fixture_set_up (WebFixture *self, gconstpointer data);

/* Frees everything and asserts that nothing is left behind. */
void web_fixture_tear_down (WebFixture *self, gconstpointer data);

/* Lets @endpoint of the server misbehave, as POST /control/web has it: JSON without its braces. */
void web_fixture_misbehave (WebFixture *self, const char *endpoint, const char *fault);

/* How often the server was asked there. */
guint web_fixture_count (WebFixture *self, const char *endpoint);

/* The last request there: what GET /control/web-requests tells of it. */
JsonObject *web_fixture_get_last (WebFixture *self, const char *endpoint);

/* Everything that is under way has arrived. */
void web_fixture_settle (void);

G_END_DECLS
