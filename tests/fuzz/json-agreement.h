/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "pusher/pusher-json-cursor.h"

G_BEGIN_DECLS

void assert_json_agrees (const PusherJsonExtent *extent, JsonNode *node);
void assert_json_is_readable (const PusherJsonExtent *extent);

G_END_DECLS
