/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *pusher_request_signature_build_query (const char *method,
                                            const char *path,
                                            const char *key,
                                            const char *secret,
                                            gint64 time,
                                            const char *body,
                                            gsize length);

G_END_DECLS
