/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "desktop/tb-tray-menu-layout.h"

#include "desktop/tb-tray-menu-item.h"

/* Each GMenuModel of the tree has a Menu that follows its changes, so that a
 * change touches the ids of nothing else. Sections are Menus too; flatten()
 * puts them in one row when a host asks. */

/* A model can be linked into itself; nobody nests menus this deep. */
#define DEPTH_MAXIMUM 16

enum
{
  SIGNAL_LAYOUT_CHANGED,
  SIGNAL_PROPERTIES_CHANGED,
  N_SIGNALS
};

typedef struct
{
  TbTrayMenuLayout *layout;
  GMenuModel *model;
  gulong handler;
  int parent_id;
  guint depth;
  GPtrArray *items;
} Menu;

typedef struct
{
  int id;
  int separator_id; /* of the separator before it, if there is one */
  TbTrayMenuItem *attributes;
  Menu *section;
  Menu *submenu;
  TbTrayMenuItemState published;
} Item;

typedef struct
{
  int id;
  Item *item; /* NULL for a separator */
} Entry;

struct _TbTrayMenuLayout
{
  GObject parent_instance;

  Menu *root;
  GActionGroup *actions;
  int last_id;
  /* id → Item, of everything but sections without a heading */
  GHashTable *items;
  /* separator_id → Item that it stands before */
  GHashTable *separators;
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TbTrayMenuLayout, tb_tray_menu_layout, G_TYPE_OBJECT)

static Menu *menu_new (TbTrayMenuLayout *layout, GMenuModel *model, int parent_id, guint depth);
static void menu_free (Menu *menu);

static TbTrayMenuItemState
read_item_state (TbTrayMenuLayout *self, const Item *item)
{
  return tb_tray_menu_item_read_state (item->attributes, self->actions, item->submenu != NULL);
}

static Item *
item_new (Menu *menu, int position, GPtrArray *former)
{
  TbTrayMenuLayout *layout = menu->layout;
  Item *item = g_new0 (Item, 1);
  g_autoptr (GMenuModel) section
      = g_menu_model_get_item_link (menu->model, position, G_MENU_LINK_SECTION);
  g_autoptr (GMenuModel) submenu
      = g_menu_model_get_item_link (menu->model, position, G_MENU_LINK_SUBMENU);

  item->attributes = tb_tray_menu_item_new (menu->model, position);

  /* GMenu has no way to change a label but to replace the item; a host that
   * shows the menu at that moment must still find it. */
  for (guint i = 0; former != NULL && i < former->len; i++)
    {
      Item *candidate = g_ptr_array_index (former, i);

      if (!tb_tray_menu_item_is_same_choice (candidate->attributes, item->attributes))
        continue;

      item->id = candidate->id;
      item->separator_id = candidate->separator_id;
      g_ptr_array_remove_index (former, i);
      break;
    }
  if (item->id == 0)
    {
      item->id = ++layout->last_id;
      item->separator_id = ++layout->last_id;
    }

  if (section != NULL && menu->depth < DEPTH_MAXIMUM)
    item->section = menu_new (layout, section, menu->parent_id, menu->depth + 1);
  else if (submenu != NULL && menu->depth < DEPTH_MAXIMUM)
    item->submenu = menu_new (layout, submenu, item->id, menu->depth + 1);

  if (item->section == NULL || tb_tray_menu_item_has_label (item->attributes))
    g_hash_table_insert (layout->items, GINT_TO_POINTER (item->id), item);
  g_hash_table_insert (layout->separators, GINT_TO_POINTER (item->separator_id), item);
  item->published = read_item_state (layout, item);

  return item;
}

static void
item_free (TbTrayMenuLayout *layout, Item *item)
{
  /* Another item may have taken the ids over. */
  if (g_hash_table_lookup (layout->items, GINT_TO_POINTER (item->id)) == item)
    g_hash_table_remove (layout->items, GINT_TO_POINTER (item->id));
  if (g_hash_table_lookup (layout->separators, GINT_TO_POINTER (item->separator_id)) == item)
    g_hash_table_remove (layout->separators, GINT_TO_POINTER (item->separator_id));

  g_clear_pointer (&item->section, menu_free);
  g_clear_pointer (&item->submenu, menu_free);
  tb_tray_menu_item_free (item->attributes);
  g_free (item);
}

static void
on_model_items_changed (GMenuModel *model, int position, int removed, int added, gpointer user_data)
{
  Menu *menu = user_data;
  g_autoptr (GPtrArray) former = g_ptr_array_new ();
  g_autoptr (GPtrArray) reusable = g_ptr_array_new ();

  g_return_if_fail (position >= 0 && removed >= 0 && added >= 0
                    && (guint) (position + removed) <= menu->items->len);

  for (int i = 0; i < removed; i++)
    {
      g_ptr_array_add (former, g_ptr_array_index (menu->items, position));
      g_ptr_array_add (reusable, g_ptr_array_index (menu->items, position));
      g_ptr_array_remove_index (menu->items, position);
    }
  for (int i = 0; i < added; i++)
    g_ptr_array_insert (menu->items, position + i, item_new (menu, position + i, reusable));
  for (guint i = 0; i < former->len; i++)
    item_free (menu->layout, g_ptr_array_index (former, i));

  g_signal_emit (menu->layout, signals[SIGNAL_LAYOUT_CHANGED], 0, menu->parent_id);
}

static Menu *
menu_new (TbTrayMenuLayout *layout, GMenuModel *model, int parent_id, guint depth)
{
  Menu *menu = g_new0 (Menu, 1);

  menu->layout = layout;
  menu->model = g_object_ref (model);
  menu->parent_id = parent_id;
  menu->depth = depth;
  menu->items = g_ptr_array_new ();
  for (int i = 0; i < g_menu_model_get_n_items (model); i++)
    g_ptr_array_add (menu->items, item_new (menu, i, NULL));
  menu->handler
      = g_signal_connect (model, "items-changed", G_CALLBACK (on_model_items_changed), menu);

  return menu;
}

static void
menu_free (Menu *menu)
{
  g_clear_signal_handler (&menu->handler, menu->model);
  for (guint i = 0; i < menu->items->len; i++)
    item_free (menu->layout, g_ptr_array_index (menu->items, i));
  g_ptr_array_unref (menu->items);
  g_object_unref (menu->model);
  g_free (menu);
}

static void
flatten_item (Item *item, GArray *entries, gboolean *needs_separator)
{
  Entry entry = { .id = item->id, .item = item };
  Entry separator = { .id = item->separator_id, .item = NULL };

  if (*needs_separator && entries->len > 0)
    g_array_append_val (entries, separator);
  *needs_separator = FALSE;
  g_array_append_val (entries, entry);
}

/* A separator comes only between two items that are shown, so an empty
 * section or one at either end leaves no line. */
static void
flatten (Menu *menu, GArray *entries, gboolean *needs_separator)
{
  for (guint i = 0; i < menu->items->len; i++)
    {
      Item *item = g_ptr_array_index (menu->items, i);

      if (item->section == NULL)
        {
          flatten_item (item, entries, needs_separator);
          continue;
        }

      *needs_separator = TRUE;
      if (tb_tray_menu_item_has_label (item->attributes) && item->section->items->len > 0)
        flatten_item (item, entries, needs_separator);
      flatten (item->section, entries, needs_separator);
      *needs_separator = TRUE;
    }
}

static GVariant *
build_single_property (const char *const *wanted, const char *name, const char *value)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  if (wanted == NULL || wanted[0] == NULL || g_strv_contains (wanted, name))
    g_variant_builder_add (&builder, "{sv}", name, g_variant_new_string (value));

  return g_variant_builder_end (&builder);
}

static void
on_action_changed (TbTrayMenuLayout *self)
{
  g_signal_emit (self, signals[SIGNAL_PROPERTIES_CHANGED], 0);
}

static void
disconnect_actions (TbTrayMenuLayout *self)
{
  if (self->actions != NULL)
    g_signal_handlers_disconnect_by_func (self->actions, on_action_changed, self);
  g_clear_object (&self->actions);
}

static void
connect_actions (TbTrayMenuLayout *self, GActionGroup *actions)
{
  const char *names[]
      = { "action-added", "action-removed", "action-enabled-changed", "action-state-changed" };

  self->actions = g_object_ref (actions);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_signal_connect_swapped (actions, names[i], G_CALLBACK (on_action_changed), self);
}

static void
tb_tray_menu_layout_dispose (GObject *object)
{
  TbTrayMenuLayout *self = TB_TRAY_MENU_LAYOUT (object);

  g_clear_pointer (&self->root, menu_free);
  disconnect_actions (self);

  G_OBJECT_CLASS (tb_tray_menu_layout_parent_class)->dispose (object);
}

static void
tb_tray_menu_layout_finalize (GObject *object)
{
  TbTrayMenuLayout *self = TB_TRAY_MENU_LAYOUT (object);

  g_hash_table_unref (self->separators);
  g_hash_table_unref (self->items);

  G_OBJECT_CLASS (tb_tray_menu_layout_parent_class)->finalize (object);
}

static void
tb_tray_menu_layout_class_init (TbTrayMenuLayoutClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = tb_tray_menu_layout_dispose;
  object_class->finalize = tb_tray_menu_layout_finalize;

  signals[SIGNAL_LAYOUT_CHANGED]
      = g_signal_new ("layout-changed", TB_TYPE_TRAY_MENU_LAYOUT, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[SIGNAL_PROPERTIES_CHANGED]
      = g_signal_new ("properties-changed", TB_TYPE_TRAY_MENU_LAYOUT, G_SIGNAL_RUN_LAST, 0, NULL,
                      NULL, NULL, G_TYPE_NONE, 0);
}

static void
tb_tray_menu_layout_init (TbTrayMenuLayout *self)
{
  self->items = g_hash_table_new (NULL, NULL);
  self->separators = g_hash_table_new (NULL, NULL);
}

TbTrayMenuLayout *
tb_tray_menu_layout_new (void)
{
  return g_object_new (TB_TYPE_TRAY_MENU_LAYOUT, NULL);
}

void
tb_tray_menu_layout_set_model (TbTrayMenuLayout *self, GMenuModel *model, GActionGroup *actions)
{
  g_return_if_fail (TB_IS_TRAY_MENU_LAYOUT (self));
  g_return_if_fail (model == NULL || G_IS_MENU_MODEL (model));
  g_return_if_fail (actions == NULL || G_IS_ACTION_GROUP (actions));

  g_clear_pointer (&self->root, menu_free);
  disconnect_actions (self);
  if (actions != NULL)
    connect_actions (self, actions);
  if (model != NULL)
    self->root = menu_new (self, model, TB_TRAY_MENU_LAYOUT_ROOT, 0);

  g_signal_emit (self, signals[SIGNAL_LAYOUT_CHANGED], 0, TB_TRAY_MENU_LAYOUT_ROOT);
}

gboolean
tb_tray_menu_layout_contains (TbTrayMenuLayout *self, int id)
{
  g_return_val_if_fail (TB_IS_TRAY_MENU_LAYOUT (self), FALSE);

  return id == TB_TRAY_MENU_LAYOUT_ROOT || g_hash_table_contains (self->items, GINT_TO_POINTER (id))
         || g_hash_table_contains (self->separators, GINT_TO_POINTER (id));
}

static void
list_ids (Menu *menu, GArray *ids)
{
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  gboolean needs_separator = FALSE;

  flatten (menu, entries, &needs_separator);
  for (guint i = 0; i < entries->len; i++)
    {
      Entry *entry = &g_array_index (entries, Entry, i);

      g_array_append_val (ids, entry->id);
      if (entry->item != NULL && entry->item->submenu != NULL)
        list_ids (entry->item->submenu, ids);
    }
}

GArray *
tb_tray_menu_layout_list_ids (TbTrayMenuLayout *self)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (int));
  int root = TB_TRAY_MENU_LAYOUT_ROOT;

  g_return_val_if_fail (TB_IS_TRAY_MENU_LAYOUT (self), ids);

  g_array_append_val (ids, root);
  if (self->root != NULL)
    list_ids (self->root, ids);

  return ids;
}

GVariant *
tb_tray_menu_layout_get_properties (TbTrayMenuLayout *self,
                                    int id,
                                    const char *const *property_names)
{
  Item *item;

  g_return_val_if_fail (TB_IS_TRAY_MENU_LAYOUT (self), NULL);

  if (id == TB_TRAY_MENU_LAYOUT_ROOT)
    return build_single_property (property_names, "children-display", "submenu");

  item = g_hash_table_lookup (self->items, GINT_TO_POINTER (id));
  if (item != NULL)
    {
      TbTrayMenuItemState state = read_item_state (self, item);

      return tb_tray_menu_item_build_properties (item->attributes, &state, item->submenu != NULL,
                                                 property_names);
    }
  if (g_hash_table_contains (self->separators, GINT_TO_POINTER (id)))
    return build_single_property (property_names, "type", "separator");

  return NULL;
}

GVariant *
tb_tray_menu_layout_get_tree (TbTrayMenuLayout *self,
                              int id,
                              int depth,
                              const char *const *property_names)
{
  GVariantBuilder children = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));
  Menu *menu;
  GVariant *properties;

  g_return_val_if_fail (TB_IS_TRAY_MENU_LAYOUT (self), NULL);

  properties = depth >= -1 ? tb_tray_menu_layout_get_properties (self, id, property_names) : NULL;
  if (properties == NULL)
    {
      g_variant_builder_clear (&children);
      return NULL;
    }

  if (id == TB_TRAY_MENU_LAYOUT_ROOT)
    {
      menu = self->root;
    }
  else
    {
      Item *item = g_hash_table_lookup (self->items, GINT_TO_POINTER (id));

      menu = item != NULL ? item->submenu : NULL;
    }

  if (menu != NULL && depth != 0)
    {
      g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (Entry));
      gboolean needs_separator = FALSE;

      flatten (menu, entries, &needs_separator);
      for (guint i = 0; i < entries->len; i++)
        g_variant_builder_add (
            &children, "v",
            tb_tray_menu_layout_get_tree (self, g_array_index (entries, Entry, i).id,
                                          depth > 0 ? depth - 1 : -1, property_names));
    }

  return g_variant_new ("(i@a{sv}av)", id, properties, &children);
}

GVariant *
tb_tray_menu_layout_take_changes (TbTrayMenuLayout *self)
{
  static const char *const toggle_names[] = { "toggle-type", "toggle-state", NULL };
  GVariantBuilder updated = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(ia{sv})"));
  GVariantBuilder removed = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(ias)"));
  GHashTableIter iter;
  gpointer value;
  gboolean changed = FALSE;

  g_return_val_if_fail (TB_IS_TRAY_MENU_LAYOUT (self), NULL);

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Item *item = value;
      TbTrayMenuItemState state = read_item_state (self, item);

      if (memcmp (&state, &item->published, sizeof state) == 0)
        continue;

      g_variant_builder_add (&updated, "(i@a{sv})", item->id,
                             tb_tray_menu_item_state_build_properties (&state));
      if (state.toggle == TB_TRAY_MENU_TOGGLE_NONE
          && item->published.toggle != TB_TRAY_MENU_TOGGLE_NONE)
        g_variant_builder_add (&removed, "(i^as)", item->id, toggle_names);
      item->published = state;
      changed = TRUE;
    }

  if (!changed)
    {
      g_variant_builder_clear (&updated);
      g_variant_builder_clear (&removed);
      return NULL;
    }

  return g_variant_new ("(a(ia{sv})a(ias))", &updated, &removed);
}

gboolean
tb_tray_menu_layout_activate (TbTrayMenuLayout *self, int id)
{
  Item *item;

  g_return_val_if_fail (TB_IS_TRAY_MENU_LAYOUT (self), FALSE);

  item = g_hash_table_lookup (self->items, GINT_TO_POINTER (id));
  if (item == NULL)
    return tb_tray_menu_layout_contains (self, id);

  tb_tray_menu_item_activate (item->attributes, self->actions);
  return TRUE;
}
