/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "account/tb-session-state.h"

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

static const char *
get_message (const GError *error)
{
  return error != NULL ? error->message : NULL;
}

/**
 * tb_session_state_derive:
 * @facts: how things stand
 * @message: (out) (nullable): a sentence for the user about what is not as it should be, of one of
 * the errors in @facts
 *
 * Returns: the state that the user is shown
 */
TbSessionState
tb_session_state_derive (const TbSessionFacts *facts, const char **message)
{
  *message = NULL;
  if (!facts->wanted)
    return TB_SESSION_DISCONNECTED;
  if (facts->settings_error != NULL)
    {
      *message = facts->settings_error->message;
      return TB_SESSION_REFUSED;
    }
  if (!facts->has_connection)
    {
      *message = get_message (facts->keyring_error);
      return TB_SESSION_CONNECTING;
    }

  *message = get_message (facts->connection_error);
  switch (facts->connection)
    {
    case PUSHER_CONNECTION_CONNECTED:
      if (facts->sign_in_error != NULL)
        {
          *message = facts->sign_in_error->message;
          return TB_SESSION_SIGN_IN_NEEDED;
        }
      if (facts->channel_error != NULL)
        *message = facts->channel_error->message;
      return TB_SESSION_CONNECTED;
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
