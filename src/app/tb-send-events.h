/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

#include "pusher/pusher-publication.h"

G_BEGIN_DECLS

char *tb_send_events_read_data (const char *text, gsize length, const char *name, GError **error);
GPtrArray *
tb_send_events_read_batch (const char *text, gsize length, const char *name, GError **error);

G_END_DECLS
