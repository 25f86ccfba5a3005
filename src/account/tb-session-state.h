/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

#include "pusher/pusher-connection-state.h"

G_BEGIN_DECLS

/**
 * TbSessionState:
 * @TB_SESSION_DISCONNECTED: nothing is wanted: the account is disabled
 * @TB_SESSION_CONNECTING: on the way, or waiting for the keyring
 * @TB_SESSION_CONNECTED: events arrive
 * @TB_SESSION_UNAVAILABLE: on the way for more than 10 s
 * @TB_SESSION_REFUSED: the server refuses, or the settings cannot be used
 * @TB_SESSION_SIGN_IN_NEEDED: the web app asks for other credentials
 *
 * An account's state as the user sees it.
 */
typedef enum
{
  TB_SESSION_DISCONNECTED,
  TB_SESSION_CONNECTING,
  TB_SESSION_CONNECTED,
  TB_SESSION_UNAVAILABLE,
  TB_SESSION_REFUSED,
  TB_SESSION_SIGN_IN_NEEDED,
} TbSessionState;

/**
 * TbSessionFacts:
 * @wanted: whether there is to be a connection
 * @settings_error: (nullable): why none can be made
 * @keyring_error: (nullable): why the keyring cannot answer just now
 * @has_connection: whether one was made; what follows says nothing if not
 * @connection: its state
 * @connection_error: (nullable): why it is not connected
 * @sign_in_error: (nullable): a channel's error that other credentials would mend
 * @channel_error: (nullable): a channel's error of another kind
 * @channel_name: (nullable): that channel's name
 * @other_channels: how many more channels have one
 *
 * What an account's state is made of.
 */
typedef struct
{
  gboolean wanted;
  const GError *settings_error;
  const GError *keyring_error;
  gboolean has_connection;
  PusherConnectionState connection;
  const GError *connection_error;
  const GError *sign_in_error;
  const GError *channel_error;
  const char *channel_name;
  guint other_channels;
} TbSessionFacts;

#define TB_TYPE_SESSION_STATE (tb_session_state_get_type ())
GType tb_session_state_get_type (void);
const char *tb_session_state_to_string (TbSessionState state);
gboolean tb_session_state_is_up (TbSessionState state);
TbSessionState tb_session_state_derive (const TbSessionFacts *facts, char **message);

G_END_DECLS
