/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/tb-windows-parts.h"
#include "inbox/tb-place.h"

G_BEGIN_DECLS

/**
 * TbWindows:
 *
 * All windows, each made when it is first wanted: until then nothing needs GTK or a display.
 */
typedef struct _TbWindows TbWindows;

TbWindows *tb_windows_new (const TbWindowsParts *parts);
void tb_windows_free (TbWindows *self);
char *
tb_windows_present (TbWindows *self, const char *notification_id, const char *activation_token);
char *tb_windows_toggle_popover (TbWindows *self, int x, int y, const char *activation_token);
char *tb_windows_show_inbox (TbWindows *self, const char *activation_token);
char *tb_windows_show_preferences (TbWindows *self);
char *tb_windows_show_shortcuts (TbWindows *self);
char *tb_windows_show_about (TbWindows *self);
char *tb_windows_set_up_account (TbWindows *self,
                                 TbSetupKind kind,
                                 const char *id,
                                 const char *activation_token);
GObject *tb_windows_create_status_icon (TbWindows *self, GMenuModel *menu, char **problem);
TbPlace tb_windows_get_place (TbWindows *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbWindows, tb_windows_free)

G_END_DECLS
