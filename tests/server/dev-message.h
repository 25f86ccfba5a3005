/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "dev-flavour.h"

G_BEGIN_DECLS

char *dev_message_new (const char *event, const char *channel, JsonNode *data, JsonNode *user_id);
char *dev_message_new_empty (const char *event, const char *channel, DevEmpty empty);
char *
dev_message_new_object (const char *event, const char *channel, JsonObject *data, gboolean as_text);

G_END_DECLS
