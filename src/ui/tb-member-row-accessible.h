/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk-a11y.h>

G_BEGIN_DECLS

/**
 * TbMemberRowAccessible:
 *
 * What a screen reader is told of a #TbMemberRow besides its name: which of how many it is, for
 * most of them have no row.
 */
#define TB_TYPE_MEMBER_ROW_ACCESSIBLE (tb_member_row_accessible_get_type ())
G_DECLARE_FINAL_TYPE (TbMemberRowAccessible,
                      tb_member_row_accessible,
                      TB,
                      MEMBER_ROW_ACCESSIBLE,
                      GtkContainerAccessible)

void tb_member_row_accessible_set_place (TbMemberRowAccessible *self, guint position, guint total);

G_END_DECLS
