/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How long one turn of the main loop may be spent on messages, in ms: a frame of 60 Hz has 16. */
#define PUSHER_TURN 8

gint64 pusher_turn_get_start (void);
gboolean pusher_turn_has_lasted (void);

G_END_DECLS
