/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

#include "account/tb-sign-in-endpoints.h"
#include "pusher/pusher-clock.h"

G_BEGIN_DECLS

/* More tenants than anybody listens to at once. */
#define TB_IDENTITY_MAX_TENANTS 50

/**
 * TbIdentity:
 * @user_id: (nullable): the user's id as the web app's sign-in knows it; channels may use another
 * @name: (nullable): what to call the user: a name, else an e-mail address
 * @tenant_ids: the ids of the tenants that the user belongs to
 *
 * Who has signed in, as far as the web app tells.
 */
typedef struct
{
  char *user_id;
  char *name;
  GStrv tenant_ids;
} TbIdentity;

void tb_identity_free (TbIdentity *self);
void tb_identity_fetch_async (SoupSession *session,
                              PusherClock *clock,
                              const TbSignInEndpoints *endpoints,
                              const char *token,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
TbIdentity *tb_identity_fetch_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbIdentity, tb_identity_free)

G_END_DECLS
