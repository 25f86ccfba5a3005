/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * TbEmptyState:
 *
 * Says in place of a list why there is nothing in it. The properties `icon-name`, `title` and
 * `text`, all of them strings, are what it shows.
 */
#define TB_TYPE_EMPTY_STATE (tb_empty_state_get_type ())
G_DECLARE_FINAL_TYPE (TbEmptyState, tb_empty_state, TB, EMPTY_STATE, GtkBox)

G_END_DECLS
