/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "pusher/pusher-json-cursor.h"

G_BEGIN_DECLS

JsonNode *pusher_json_tree_build (const PusherJsonExtent *extent);

G_END_DECLS
