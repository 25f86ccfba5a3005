/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* As much of a server's own words as an error repeats, in characters. */
#define PUSHER_SERVER_WORDS_MAX_LENGTH 300

char *pusher_server_words_dup (const char *text);
char *pusher_server_words_read (const char *body, gsize length, gsize max_length);

G_END_DECLS
