/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

void dev_reply_text (SoupServerMessage *message,
                     guint status,
                     const char *content_type,
                     const char *text);
void dev_reply_object (SoupServerMessage *message, guint status, JsonObject *object);
void dev_reply_error (SoupServerMessage *message, guint status, const char *error);
void dev_reply_redirect (SoupServerMessage *message, guint status, const char *location);

GBytes *dev_request_get_body (SoupServerMessage *message);
GHashTable *dev_request_get_query (SoupServerMessage *message);
JsonObject *dev_request_get_json (SoupServerMessage *message);
JsonObject *dev_request_get_parameters (SoupServerMessage *message, gboolean *is_json);

G_END_DECLS
