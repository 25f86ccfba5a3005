/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PusherPacedStream:
 *
 * Another stream, read from by a #PusherPacedInput.
 */
#define PUSHER_TYPE_PACED_STREAM (pusher_paced_stream_get_type ())
G_DECLARE_FINAL_TYPE (PusherPacedStream, pusher_paced_stream, PUSHER, PACED_STREAM, GIOStream)

GIOStream *pusher_paced_stream_new (GIOStream *base);

G_END_DECLS
