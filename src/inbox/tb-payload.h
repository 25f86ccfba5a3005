/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * TbPayload:
 *
 * A view over the data of an event, whatever shape it has: an object, a string that holds
 * JSON, or plain text. It never fails: what is not there or has a type that cannot be shown is
 * %NULL.
 */
typedef struct _TbPayload TbPayload;

/**
 * tb_payload_new:
 * @node: (nullable): the data as JSON, or %NULL if it is not JSON or was not parsed yet
 * @raw_text: (nullable): the text that @node was parsed from, or the plain text
 *
 * Looks at a payload. A string that holds a JSON object is looked into, as deep as 64 levels.
 * @node is referenced and must not change while the view lives.
 *
 * Returns: (transfer full): the view
 */
TbPayload *tb_payload_new (JsonNode *node, const char *raw_text);

/**
 * tb_payload_free:
 * @self: (nullable) (transfer full): a payload
 *
 * Frees the view.
 */
void tb_payload_free (TbPayload *self);

/**
 * tb_payload_get_plain_text:
 * @self: a payload
 *
 * Returns: (nullable): the text if the whole payload is plain text or a single JSON string,
 *   number or boolean; %NULL for an object or an array, and for nothing
 */
const char *tb_payload_get_plain_text (TbPayload *self);

/**
 * tb_payload_dup_field:
 * @self: a payload
 * @path: member names joined with dots such as `data.order.id`; digits count array elements from 0
 *
 * Gives a field as text: strings as they are, numbers as the sender wrote them (`19.90`, and
 * integers beyond 64 bits, keep every digit), booleans as `true` or `false`. A member whose name
 * itself holds dots is found before the path is split. A string that holds a JSON object is looked
 * into.
 *
 * Returns: (transfer full) (nullable): the text, not empty; %NULL if there is none, or it is
 *   null, empty, an object or an array
 */
char *tb_payload_dup_field (TbPayload *self, const char *path);

/**
 * tb_payload_dup_first:
 * @self: a payload
 * @names: (array zero-terminated=1): paths in the order of preference
 *
 * Gives the first of @names that tb_payload_dup_field() finds: all of them at the top first,
 * then all of them under `data`.
 *
 * Returns: (transfer full) (nullable): the text, or %NULL
 */
char *tb_payload_dup_first (TbPayload *self, const char *const *names);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbPayload, tb_payload_free)

G_END_DECLS
