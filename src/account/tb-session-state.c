/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "account/tb-session-state.h"

#include <glib/gi18n-lib.h>

G_DEFINE_ENUM_TYPE (TbSessionState,
                    tb_session_state,
                    G_DEFINE_ENUM_VALUE (TB_SESSION_DISCONNECTED, "disconnected"),
                    G_DEFINE_ENUM_VALUE (TB_SESSION_CONNECTING, "connecting"),
                    G_DEFINE_ENUM_VALUE (TB_SESSION_CONNECTED, "connected"),
                    G_DEFINE_ENUM_VALUE (TB_SESSION_UNAVAILABLE, "unavailable"),
                    G_DEFINE_ENUM_VALUE (TB_SESSION_REFUSED, "refused"),
                    G_DEFINE_ENUM_VALUE (TB_SESSION_SIGN_IN_NEEDED, "sign-in-needed"))

/**
 * tb_session_state_to_string:
 * @state: a state
 *
 * Returns: its name, for programs rather than people
 */
const char *
tb_session_state_to_string (TbSessionState state)
{
  g_autoptr (GEnumClass) values = g_type_class_ref (TB_TYPE_SESSION_STATE);

  return g_enum_get_value (values, (int) state)->value_nick;
}

/**
 * tb_session_state_is_up:
 * @state: a state
 *
 * Returns: whether events arrive, on some channels at least
 */
gboolean
tb_session_state_is_up (TbSessionState state)
{
  return state == TB_SESSION_CONNECTED || state == TB_SESSION_SIGN_IN_NEEDED;
}

static char *
dup_message (const GError *error)
{
  return error != NULL ? g_strdup (error->message) : NULL;
}

/* The others are well, or have said so themselves: whoever reads this does not see which it is. */
static char *
describe_channels (const TbSessionFacts *facts)
{
  if (facts->other_channels > 0)
    return g_strdup_printf (
        /* Translators: a channel's name, how many others, what is wrong with it */
        ngettext ("Channel %s and %u other: %s", "Channel %s and %u others: %s",
                  facts->other_channels),
        facts->channel_name, facts->other_channels, facts->channel_error->message);

  /* Translators: a channel's name, what is wrong with it */
  return g_strdup_printf (_ ("Channel %s: %s"), facts->channel_name, facts->channel_error->message);
}

/* A sentence about what is not as it should be, or NULL. */
static char *
describe (const TbSessionFacts *facts)
{
  if (!facts->wanted)
    return NULL;
  if (facts->settings_error != NULL)
    return dup_message (facts->settings_error);
  if (!facts->has_connection)
    return dup_message (facts->keyring_error);
  if (facts->connection != PUSHER_CONNECTION_CONNECTED)
    return dup_message (facts->connection_error);
  if (facts->sign_in_error != NULL)
    return dup_message (facts->sign_in_error);

  return facts->channel_error != NULL ? describe_channels (facts) : NULL;
}

/**
 * tb_session_state_derive:
 * @facts: how things stand
 * @message: (out) (transfer full) (nullable): a sentence for the user about what is not as it
 * should be
 *
 * Returns: the state that the user is shown
 */
TbSessionState
tb_session_state_derive (const TbSessionFacts *facts, char **message)
{
  *message = describe (facts);
  if (!facts->wanted)
    return TB_SESSION_DISCONNECTED;
  if (facts->settings_error != NULL)
    return TB_SESSION_REFUSED;
  if (!facts->has_connection)
    return TB_SESSION_CONNECTING;

  switch (facts->connection)
    {
    case PUSHER_CONNECTION_CONNECTED:
      return facts->sign_in_error != NULL ? TB_SESSION_SIGN_IN_NEEDED : TB_SESSION_CONNECTED;
    case PUSHER_CONNECTION_UNAVAILABLE:
      return TB_SESSION_UNAVAILABLE;
    case PUSHER_CONNECTION_REFUSED:
      return TB_SESSION_REFUSED;
    case PUSHER_CONNECTION_DISCONNECTED:
    case PUSHER_CONNECTION_INITIALIZED:
    case PUSHER_CONNECTION_CONNECTING:
    default:
      return TB_SESSION_CONNECTING;
    }
}
