/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include "pusher/pusher-event.h"

G_BEGIN_DECLS

/* The largest frame that is read, in bytes. libsoup's own bound of 128 KiB drops legal events
 * (row 8.24); soketi lets 100 kB of data through, which escaping can double. */
#define PUSHER_FRAME_MAX_SIZE (4 * 1024 * 1024)

PusherEvent *pusher_frame_parse (GBytes *frame, GError **error);

G_END_DECLS
