/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * TbTrayMenuToggle:
 * @TB_TRAY_MENU_TOGGLE_NONE: no mark
 * @TB_TRAY_MENU_TOGGLE_CHECK: a check mark, for an action with a boolean state
 * @TB_TRAY_MENU_TOGGLE_RADIO: one of several, for an action with a target of its state's type
 *
 * How a menu item shows the state of its action.
 */
typedef enum
{
  TB_TRAY_MENU_TOGGLE_NONE,
  TB_TRAY_MENU_TOGGLE_CHECK,
  TB_TRAY_MENU_TOGGLE_RADIO,
} TbTrayMenuToggle;

/**
 * TbTrayMenuItemState:
 * @enabled: whether it can be chosen
 * @visible: whether it is shown
 * @toggle: its mark
 * @toggled: whether the mark is set
 *
 * What of a menu item depends on the actions.
 */
typedef struct
{
  gboolean enabled;
  gboolean visible;
  TbTrayMenuToggle toggle;
  gboolean toggled;
} TbTrayMenuItemState;

/**
 * TbTrayMenuItem:
 *
 * The attributes of one item of a #GMenuModel, as com.canonical.dbusmenu needs
 * them: an immutable value with one owner.
 */
typedef struct _TbTrayMenuItem TbTrayMenuItem;

/**
 * tb_tray_menu_item_new:
 * @model: a menu
 * @position: of an item of it
 *
 * Returns: (transfer full): what the item says; tb_tray_menu_item_free() it
 */
TbTrayMenuItem *tb_tray_menu_item_new (GMenuModel *model, int position);

/**
 * tb_tray_menu_item_free:
 * @self: (transfer full): an item
 */
void tb_tray_menu_item_free (TbTrayMenuItem *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbTrayMenuItem, tb_tray_menu_item_free)

/**
 * tb_tray_menu_item_has_label:
 * @self: an item
 *
 * Returns: whether it has a text
 */
gboolean tb_tray_menu_item_has_label (const TbTrayMenuItem *self);

/**
 * tb_tray_menu_item_is_same_choice:
 * @self: an item
 * @other: another item
 *
 * Returns: whether choosing either does the same: both have the same action and target
 */
gboolean tb_tray_menu_item_is_same_choice (const TbTrayMenuItem *self, const TbTrayMenuItem *other);

/**
 * tb_tray_menu_item_read_state:
 * @self: an item
 * @actions: (nullable): where its action is looked up
 * @has_submenu: whether choosing it opens a menu
 *
 * Returns: how it stands with the actions now
 */
TbTrayMenuItemState tb_tray_menu_item_read_state (const TbTrayMenuItem *self,
                                                  GActionGroup *actions,
                                                  gboolean has_submenu);

/**
 * tb_tray_menu_item_build_properties:
 * @self: an item
 * @state: how it stands with the actions
 * @has_submenu: whether choosing it opens a menu
 * @property_names: (nullable): the properties wanted; %NULL or empty for all
 *
 * Returns: (transfer floating): its com.canonical.dbusmenu properties, an a{sv}
 */
GVariant *tb_tray_menu_item_build_properties (const TbTrayMenuItem *self,
                                              const TbTrayMenuItemState *state,
                                              gboolean has_submenu,
                                              const char *const *property_names);

/**
 * tb_tray_menu_item_state_build_properties:
 * @state: how an item stands with the actions
 *
 * Returns: (transfer floating): those properties that depend on @state, an a{sv}
 */
GVariant *tb_tray_menu_item_state_build_properties (const TbTrayMenuItemState *state);

/**
 * tb_tray_menu_item_get_default:
 * @name: name of a property
 *
 * Returns: (transfer floating) (nullable): what an item without the property
 *   has, or %NULL if com.canonical.dbusmenu has none of that name
 */
GVariant *tb_tray_menu_item_get_default (const char *name);

/**
 * tb_tray_menu_item_activate:
 * @self: an item
 * @actions: (nullable): where its action is looked up
 *
 * Activates its action, if it has one that is enabled. @self may be freed by
 * what the action does.
 */
void tb_tray_menu_item_activate (const TbTrayMenuItem *self, GActionGroup *actions);

G_END_DECLS
