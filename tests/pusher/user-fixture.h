/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client-fixture.h"

#include "pusher/pusher-user.h"

G_BEGIN_DECLS

/**
 * UserFixture:
 * @authenticator: answers for the user, with the channel name %NULL
 * @user: who is to be signed in
 * @states: the states that were told, each with a space behind it
 * @events: "EVENT TEXT" of each event for the user
 * @watchlist: "NAME ID,ID" of each entry
 *
 * A client whose user can sign in, and what the user told.
 */
typedef struct
{
  ClientFixture *base;
  FakeAuthorizer *authenticator;
  PusherUser *user;

  GString *states;
  GPtrArray *events;
  GPtrArray *watchlist;
} UserFixture;

UserFixture *user_fixture_new (void);
UserFixture *user_fixture_new_signed_in (void);
void user_fixture_free (UserFixture *self);
void user_fixture_succeed (UserFixture *self, const char *id);
void user_fixture_assert_state (UserFixture *self, PusherUserState state);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UserFixture, user_fixture_free)

G_END_DECLS
