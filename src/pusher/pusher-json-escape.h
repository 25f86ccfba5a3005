/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *pusher_json_read_escape (const char *p, const char *end, gunichar *c, gboolean *mended);

G_END_DECLS
