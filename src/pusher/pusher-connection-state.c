/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "pusher/pusher-connection-state.h"

#define IDLE PUSHER_PHASE_IDLE
#define OPENING PUSHER_PHASE_OPENING
#define UP PUSHER_PHASE_UP
#define WAITING PUSHER_PHASE_WAITING
#define REFUSED PUSHER_PHASE_REFUSED
#define INVALID PUSHER_PHASE_INVALID

static const PusherPhase transitions[PUSHER_PHASE_INVALID][PUSHER_INPUT_STOP + 1] = {
  /*             attempt  greeted  lost     refused  stop */
  [IDLE] = { OPENING, INVALID, INVALID, INVALID, IDLE },
  [OPENING] = { INVALID, UP, WAITING, REFUSED, IDLE },
  [UP] = { INVALID, INVALID, WAITING, REFUSED, IDLE },
  [WAITING] = { OPENING, INVALID, INVALID, INVALID, IDLE },
  [REFUSED] = { OPENING, INVALID, INVALID, INVALID, IDLE },
};

#undef IDLE
#undef OPENING
#undef UP
#undef WAITING
#undef REFUSED
#undef INVALID

G_DEFINE_ENUM_TYPE (PusherConnectionState,
                    pusher_connection_state,
                    G_DEFINE_ENUM_VALUE (PUSHER_CONNECTION_INITIALIZED, "initialized"),
                    G_DEFINE_ENUM_VALUE (PUSHER_CONNECTION_CONNECTING, "connecting"),
                    G_DEFINE_ENUM_VALUE (PUSHER_CONNECTION_CONNECTED, "connected"),
                    G_DEFINE_ENUM_VALUE (PUSHER_CONNECTION_UNAVAILABLE, "unavailable"),
                    G_DEFINE_ENUM_VALUE (PUSHER_CONNECTION_DISCONNECTED, "disconnected"),
                    G_DEFINE_ENUM_VALUE (PUSHER_CONNECTION_REFUSED, "refused"))

/**
 * pusher_connection_state_to_string:
 * @state: a state
 *
 * Returns: its name as the protocol's documentation spells it, for programs rather than people
 */
const char *
pusher_connection_state_to_string (PusherConnectionState state)
{
  g_autoptr (GEnumClass) values = g_type_class_ref (PUSHER_TYPE_CONNECTION_STATE);

  return g_enum_get_value (values, (int) state)->value_nick;
}

/**
 * pusher_phase_next:
 * @phase: the present phase
 * @input: what happened
 *
 * Returns: the phase that follows, or %PUSHER_PHASE_INVALID if @input cannot happen in @phase
 */
PusherPhase
pusher_phase_next (PusherPhase phase, PusherInput input)
{
  g_return_val_if_fail (phase < PUSHER_PHASE_INVALID, PUSHER_PHASE_INVALID);

  return transitions[phase][input];
}

/**
 * pusher_phase_get_state:
 * @phase: a phase
 * @opened_before: whether there was ever an attempt
 * @unavailable: whether the connection has been missing for long (row 4.20)
 *
 * Returns: what an application sees of @phase (row 4.22)
 */
PusherConnectionState
pusher_phase_get_state (PusherPhase phase, gboolean opened_before, gboolean unavailable)
{
  switch (phase)
    {
    case PUSHER_PHASE_OPENING:
    case PUSHER_PHASE_WAITING:
      return unavailable ? PUSHER_CONNECTION_UNAVAILABLE : PUSHER_CONNECTION_CONNECTING;
    case PUSHER_PHASE_UP:
      return PUSHER_CONNECTION_CONNECTED;
    case PUSHER_PHASE_REFUSED:
      return PUSHER_CONNECTION_REFUSED;
    case PUSHER_PHASE_IDLE:
    case PUSHER_PHASE_INVALID:
    default:
      return opened_before ? PUSHER_CONNECTION_DISCONNECTED : PUSHER_CONNECTION_INITIALIZED;
    }
}
