/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * TB_TRAY_MENU_LAYOUT_ROOT:
 *
 * The id of the menu itself in com.canonical.dbusmenu.
 */
#define TB_TRAY_MENU_LAYOUT_ROOT 0

/**
 * TbTrayMenuLayout:
 *
 * A #GMenuModel with its #GActionGroup as com.canonical.dbusmenu sees them: a
 * tree of numbered items with properties, sections turned into separators.
 * Knows nothing of D-Bus itself.
 *
 * An id stays with its item for as long as the item is in the model, also
 * when it is taken out and put back in one step with another label; no id is
 * ever used for a second item.
 */
#define TB_TYPE_TRAY_MENU_LAYOUT (tb_tray_menu_layout_get_type ())
G_DECLARE_FINAL_TYPE (TbTrayMenuLayout, tb_tray_menu_layout, TB, TRAY_MENU_LAYOUT, GObject)

/**
 * TbTrayMenuLayout::layout-changed:
 * @self: the layout
 * @parent_id: id of the menu whose items are others now
 *
 * Emitted at once, for each change.
 */

/**
 * TbTrayMenuLayout::properties-changed:
 * @self: the layout
 *
 * Some action changed, so that tb_tray_menu_layout_take_changes() may have
 * something. Emitted at once, for each change.
 */

/**
 * tb_tray_menu_layout_new:
 *
 * Returns: (transfer full): a layout without items
 */
TbTrayMenuLayout *tb_tray_menu_layout_new (void);

/**
 * tb_tray_menu_layout_set_model:
 * @self: a layout
 * @model: (nullable): the items, or %NULL for none
 * @actions: (nullable): where the items' actions are looked up, first by the
 *   full name, then by what follows its first dot
 *
 * Replaces all items.
 */
void
tb_tray_menu_layout_set_model (TbTrayMenuLayout *self, GMenuModel *model, GActionGroup *actions);

/**
 * tb_tray_menu_layout_contains:
 * @self: a layout
 * @id: any number
 *
 * Returns: whether @id is %TB_TRAY_MENU_LAYOUT_ROOT or one of the items
 */
gboolean tb_tray_menu_layout_contains (TbTrayMenuLayout *self, int id);

/**
 * tb_tray_menu_layout_list_ids:
 * @self: a layout
 *
 * Returns: (transfer full) (element-type int): every id, the root first
 */
GArray *tb_tray_menu_layout_list_ids (TbTrayMenuLayout *self);

/**
 * tb_tray_menu_layout_get_tree:
 * @self: a layout
 * @id: any number
 * @depth: how many levels below @id, or -1 for all
 * @property_names: (nullable): the properties wanted; %NULL or empty for all
 *
 * Returns: (transfer floating) (nullable): a variant of type (ia{sv}av), or
 *   %NULL if there is no @id or @depth is less than -1
 */
GVariant *tb_tray_menu_layout_get_tree (TbTrayMenuLayout *self,
                                        int id,
                                        int depth,
                                        const char *const *property_names);

/**
 * tb_tray_menu_layout_get_properties:
 * @self: a layout
 * @id: any number
 * @property_names: (nullable): the properties wanted; %NULL or empty for all
 *
 * Properties that have their default value need not be among them.
 *
 * Returns: (transfer floating) (nullable): a variant of type a{sv}, or %NULL if
 *   there is no @id
 */
GVariant *tb_tray_menu_layout_get_properties (TbTrayMenuLayout *self,
                                              int id,
                                              const char *const *property_names);

/**
 * tb_tray_menu_layout_take_changes:
 * @self: a layout
 *
 * What became different through the actions since the last call.
 *
 * Returns: (transfer floating) (nullable): a variant of type (a(ia{sv})a(ias)),
 *   the properties that changed and those that are at their default again, or %NULL
 *   if there are none
 */
GVariant *tb_tray_menu_layout_take_changes (TbTrayMenuLayout *self);

/**
 * tb_tray_menu_layout_activate:
 * @self: a layout
 * @id: any number
 *
 * Activates the action of an item, if it is enabled. Nothing happens for an
 * item that has none: the host's picture of the menu may be an old one.
 *
 * Returns: %FALSE if there is no @id
 */
gboolean tb_tray_menu_layout_activate (TbTrayMenuLayout *self, int id);

G_END_DECLS
