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
