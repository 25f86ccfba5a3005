/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PusherPacedInput:
 *
 * Reads what another stream has, but no more in one turn of the main loop than leave it responsive
 * (row 8.27): to read without waiting is then said to have to wait, and the next turn goes on.
 */
#define PUSHER_TYPE_PACED_INPUT (pusher_paced_input_get_type ())
G_DECLARE_FINAL_TYPE (PusherPacedInput, pusher_paced_input, PUSHER, PACED_INPUT, GFilterInputStream)

GInputStream *pusher_paced_input_new (GInputStream *base);

G_END_DECLS
