/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The most characters of an announcement that are kept: it is a line in a banner. */
#define TB_MAINTENANCE_MESSAGE_LENGTH 200

/* For how long maintenance whose end nobody told is announced, in s. */
#define TB_MAINTENANCE_LIFETIME (24 * 60 * 60)

#define TB_TYPE_MAINTENANCE (tb_maintenance_get_type ())

/**
 * TbMaintenance:
 *
 * Work on the web app that was announced: an immutable, reference-counted value.
 */
typedef struct _TbMaintenance TbMaintenance;

GType tb_maintenance_get_type (void);
TbMaintenance *
tb_maintenance_new (const char *message, gint64 starts_at, gint64 ends_at, gint64 received_at);
TbMaintenance *
tb_maintenance_parse (JsonNode *data, const char *text, GTimeZone *zone, gint64 received_at);
TbMaintenance *tb_maintenance_ref (TbMaintenance *self);
void tb_maintenance_unref (TbMaintenance *self);

const char *tb_maintenance_get_message (const TbMaintenance *self);
gint64 tb_maintenance_get_starts_at (const TbMaintenance *self);
gint64 tb_maintenance_get_ends_at (const TbMaintenance *self);
gint64 tb_maintenance_get_expires_at (const TbMaintenance *self);
gboolean tb_maintenance_equal (const TbMaintenance *self, const TbMaintenance *other);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbMaintenance, tb_maintenance_unref)

G_END_DECLS
