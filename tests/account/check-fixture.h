/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "account/tb-live-check.h"
#include "dev-server.h"
#include "fake-clock.h"

G_BEGIN_DECLS

/* An account of Alice's, and a check of it on the test's clock. */
typedef struct
{
  DevServer *server;
  FakeClock *clock;
  TbAccount *account;
  TbLiveCheck *check;
  GString *states; /* "step:state " of each change, of channels "channel" */
} CheckFixture;

/* Serves TLS with these files if they are given. */
void check_fixture_set_up (CheckFixture *self, const char *certificate, const char *key);
void check_fixture_tear_down (CheckFixture *self);

/* Checks the account with these settings besides, as GVariant text, and this bearer token. */
void check_fixture_begin (CheckFixture *self, const char *settings, const char *token);
void check_fixture_wait (CheckFixture *self);
void check_fixture_run (CheckFixture *self, const char *settings, const char *token);

TbCheckStep *check_fixture_get (CheckFixture *self, TbCheckKind kind);
TbCheckStep *check_fixture_get_channel (CheckFixture *self, const char *name);

/* What came of a step: words of what was seen, and the whole remedy. NULL for none. */
void check_fixture_assert (CheckFixture *self,
                           TbCheckStep *step,
                           TbCheckState state,
                           const char *seen,
                           const char *remedy);

/* The check has failed at @kind and nowhere else: what comes before has passed or is beside the
 * point, and what comes after was not tried. */
void check_fixture_assert_failed (CheckFixture *self,
                                  TbCheckKind kind,
                                  const char *seen,
                                  const char *remedy);

/* A certificate of these days and names, and its key: two files in @folder. FALSE where there is no
 * program to make one. */
gboolean check_fixture_make_certificate (
    const char *folder, const char *days, const char *names, char **certificate, char **key);

G_END_DECLS
