/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/tb-windows-parts.h"
#include "inbox/tb-place.h"

G_BEGIN_DECLS

/**
 * TbWindowSet:
 *
 * All windows, each made when it is first wanted. Lives in the module that #TbWindows loads: what
 * it needs of the other rooms is the program's.
 */
typedef struct _TbWindowSet TbWindowSet;

TbWindowSet *tb_window_set_new (const TbWindowsParts *parts);
void tb_window_set_free (TbWindowSet *self);
char *tb_window_set_present (TbWindowSet *self,
                             const char *notification_id,
                             const char *activation_token);
char *tb_window_set_toggle_popover (TbWindowSet *self, int x, int y, const char *activation_token);
char *tb_window_set_show_inbox (TbWindowSet *self, const char *activation_token);
char *tb_window_set_show_preferences (TbWindowSet *self);
char *tb_window_set_show_shortcuts (TbWindowSet *self);
char *tb_window_set_show_about (TbWindowSet *self);
char *tb_window_set_set_up_account (TbWindowSet *self,
                                    TbSetupKind kind,
                                    const char *id,
                                    const char *activation_token);
GObject *tb_window_set_create_status_icon (TbWindowSet *self, GMenuModel *menu, char **problem);
TbPlace tb_window_set_get_place (TbWindowSet *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbWindowSet, tb_window_set_free)

G_END_DECLS
