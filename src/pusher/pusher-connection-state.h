/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * PusherConnectionState:
 * @PUSHER_CONNECTION_INITIALIZED: never asked to connect
 * @PUSHER_CONNECTION_CONNECTING: trying, or waiting for the next try
 * @PUSHER_CONNECTION_CONNECTED: greeted by the server
 * @PUSHER_CONNECTION_UNAVAILABLE: trying for more than 10 s (row 4.20)
 * @PUSHER_CONNECTION_DISCONNECTED: asked to be
 * @PUSHER_CONNECTION_REFUSED: the server does not want us unchanged (row 4.6)
 *
 * The connection as an application sees it (row 4.22).
 */
typedef enum
{
  PUSHER_CONNECTION_INITIALIZED,
  PUSHER_CONNECTION_CONNECTING,
  PUSHER_CONNECTION_CONNECTED,
  PUSHER_CONNECTION_UNAVAILABLE,
  PUSHER_CONNECTION_DISCONNECTED,
  PUSHER_CONNECTION_REFUSED,
} PusherConnectionState;

/**
 * PusherPhase:
 * @PUSHER_PHASE_IDLE: nothing is wanted
 * @PUSHER_PHASE_OPENING: a socket is open or opening, and the server has not greeted yet
 * @PUSHER_PHASE_UP: the server has greeted
 * @PUSHER_PHASE_WAITING: no socket; a timer runs until the next attempt
 * @PUSHER_PHASE_REFUSED: no socket; the next attempt needs somebody's doing, or a long time
 * @PUSHER_PHASE_INVALID: never a phase; what the table holds for an input that cannot be
 *
 * What the connection is doing.
 */
typedef enum
{
  PUSHER_PHASE_IDLE,
  PUSHER_PHASE_OPENING,
  PUSHER_PHASE_UP,
  PUSHER_PHASE_WAITING,
  PUSHER_PHASE_REFUSED,
  PUSHER_PHASE_INVALID,
} PusherPhase;

/**
 * PusherInput:
 * @PUSHER_INPUT_ATTEMPT: an attempt begins
 * @PUSHER_INPUT_GREETED: the server has greeted
 * @PUSHER_INPUT_LOST: the attempt or the connection has failed
 * @PUSHER_INPUT_REFUSED: the server has refused
 * @PUSHER_INPUT_STOP: nothing is wanted any more
 *
 * What moves the connection from one phase to the next.
 */
typedef enum
{
  PUSHER_INPUT_ATTEMPT,
  PUSHER_INPUT_GREETED,
  PUSHER_INPUT_LOST,
  PUSHER_INPUT_REFUSED,
  PUSHER_INPUT_STOP,
} PusherInput;

#define PUSHER_TYPE_CONNECTION_STATE (pusher_connection_state_get_type ())
GType pusher_connection_state_get_type (void);
const char *pusher_connection_state_to_string (PusherConnectionState state);
PusherPhase pusher_phase_next (PusherPhase phase, PusherInput input);
PusherConnectionState
pusher_phase_get_state (PusherPhase phase, gboolean opened_before, gboolean unavailable);

G_END_DECLS
