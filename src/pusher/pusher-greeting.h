/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include "pusher/pusher-event.h"

G_BEGIN_DECLS

gboolean pusher_greeting_parse (PusherEvent *event,
                                char **socket_id,
                                guint *activity_timeout,
                                GError **error);
GError *pusher_server_error_new (PusherEvent *event, guint *code);
GError *pusher_server_report_new (PusherEvent *event);
GError *pusher_server_error_new_for_code (guint code, const char *message);

G_END_DECLS
