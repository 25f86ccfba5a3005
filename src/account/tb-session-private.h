/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "account/tb-session-connection.h"
#include "account/tb-session-events.h"
#include "account/tb-session-inbox.h"
#include "account/tb-session.h"

G_BEGIN_DECLS

/* For the files of the session alone. */
struct _TbSession
{
  GObject parent_instance;

  TbAccount *account;
  TbCredentials *credentials;
  TbAvatars *avatars; /* NULL if there are no pictures */

  gboolean wanted;
  PusherClock *clock;
  TbSessionConnection *connection;
  TbSessionEvents *events;
  TbSessionInbox *session_inbox;
  GListStore *no_channels;

  TbSessionState state;
  gint64 state_since; /* µs since the Unix epoch */
  char *last_error;
  GError *settings_error;
  gboolean secret_is_new;

  guint rebuild_source;
  guint update_source;
  gboolean network_unavailable;
};

/* The web app's list and what of it is to be known, made with the session. */
void tb_session_set_up_inbox (TbSession *self, TbInbox *inbox);

G_END_DECLS
