/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Width and height, in GDK's pixels. */
#define TB_AVATAR_SIZE 28

/**
 * TbAvatar:
 *
 * A person's picture in a circle, or the initials as long as there is none; with a mark while the
 * person is active.
 */
#define TB_TYPE_AVATAR (tb_avatar_get_type ())
G_DECLARE_FINAL_TYPE (TbAvatar, tb_avatar, TB, AVATAR, GtkBin)

GtkWidget *tb_avatar_new (void);
void tb_avatar_set_person (TbAvatar *self, const char *id, const char *name);
void tb_avatar_set_picture (TbAvatar *self, GdkPixbuf *picture);
gboolean tb_avatar_has_picture (TbAvatar *self);
void tb_avatar_set_active (TbAvatar *self, gboolean active);

G_END_DECLS
