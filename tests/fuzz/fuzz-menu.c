/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What a tray host may ask of the menu, at any moment of the menu's life. The input is a program:
 * each byte is an instruction or its argument, and when there are no more, all are 0.
 */

#include "fuzz-target.h"

#include "desktop/tb-tray-menu-layout.h"

/* Models that link to one another only upwards, so that the tree stays small; the last may also
 * link to itself, once. */
#define N_MODELS 3
#define MOST_ITEMS 5
/* Longer programs show nothing new, and take long. */
#define LONGEST_PROGRAM 256

typedef struct
{
  const uint8_t *at;
  const uint8_t *end;

  GMenu *models[N_MODELS];
  gboolean looped;
  GSimpleActionGroup *actions;
  TbTrayMenuLayout *layout;
} Machine;

static const char *const action_names[] = { "quit", "app.show", "quiet", "app.order", "missing" };
static const char *const property_names[]
    = { "label", "enabled", "visible", "toggle-type", "toggle-state", "children-display", "" };

static uint8_t
take (Machine *self)
{
  return self->at < self->end ? *self->at++ : 0;
}

static const char *
take_action_name (Machine *self)
{
  return action_names[take (self) % G_N_ELEMENTS (action_names)];
}

/* An id that may be right, and often is. */
static int
take_id (Machine *self)
{
  uint8_t byte = take (self);

  return byte < 0xf0 ? byte : (int) ((guint) byte << 24 | (guint) take (self) << 8 | take (self));
}

static GVariant *
take_variant (Machine *self)
{
  uint8_t byte = take (self);

  switch (byte % 7)
    {
    case 1:
      return g_variant_new_boolean (byte & 0x80);
    case 2:
      return g_variant_new_int32 (byte);
    case 3:
      return g_variant_new_string (byte & 0x80 ? "on" : "off");
    case 4:
      return g_variant_new_string (". UTF-8 “…” <b>_\n");
    case 5:
      return g_variant_new (
          "(sv)", "themed",
          g_variant_new_strv ((const char *const[]){ "bell", "x" }, 1 + (byte & 1)));
    case 6:
      return g_variant_new ("(sv)", "bytes", g_variant_new_strv (NULL, 0));
    default:
      return NULL;
    }
}

static void
set_attribute (Machine *self, GMenuItem *item, const char *name)
{
  g_autoptr (GVariant) value = take_variant (self);

  if (value != NULL)
    g_variant_ref_sink (value);
  /* GIO itself complains of an icon that is neither a string nor a pair. */
  if (value != NULL && g_str_equal (name, G_MENU_ATTRIBUTE_ICON)
      && !g_variant_is_of_type (value, G_VARIANT_TYPE_STRING)
      && !g_variant_is_of_type (value, G_VARIANT_TYPE ("(sv)")))
    return;
  g_menu_item_set_attribute_value (item, name, value);
}

static void
link_model (Machine *self, guint from, GMenuItem *item)
{
  uint8_t byte = take (self);
  guint to = from + 1 + byte % N_MODELS;
  gboolean loops = from == N_MODELS - 1 && !self->looped;

  if (to >= N_MODELS && !loops)
    return;
  if (loops)
    self->looped = TRUE;
  g_menu_item_set_link (item, byte & 0x80 ? G_MENU_LINK_SECTION : G_MENU_LINK_SUBMENU,
                        G_MENU_MODEL (self->models[MIN (to, N_MODELS - 1)]));
}

static void
insert_item (Machine *self, guint index)
{
  GMenu *model = self->models[index];
  uint8_t parts = take (self);
  g_autoptr (GMenuItem) item = g_menu_item_new (parts & 1 ? "Label" : NULL, NULL);

  if (g_menu_model_get_n_items (G_MENU_MODEL (model)) >= MOST_ITEMS)
    return;

  if (parts & 2)
    set_attribute (self, item, G_MENU_ATTRIBUTE_LABEL);
  if (parts & 4)
    g_menu_item_set_attribute (item, G_MENU_ATTRIBUTE_ACTION, "s", take_action_name (self));
  if (parts & 8)
    set_attribute (self, item, G_MENU_ATTRIBUTE_TARGET);
  if (parts & 16)
    set_attribute (self, item, G_MENU_ATTRIBUTE_ICON);
  if (parts & 32)
    g_menu_item_set_attribute (item, "hidden-when", "s",
                               parts & 128 ? "action-missing" : "action-disabled");
  if (parts & 64)
    link_model (self, index, item);
  g_menu_insert_item (model, take (self) % (MOST_ITEMS + 1), item);
}

static void
remove_item (Machine *self, guint index)
{
  int length = g_menu_model_get_n_items (G_MENU_MODEL (self->models[index]));

  if (length > 0)
    g_menu_remove (self->models[index], take (self) % length);
}

/* An action may change the menu that it is chosen from. */
static void
on_activate (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Machine *self = user_data;
  uint8_t byte = take (self);

  if (byte & 1)
    g_menu_remove_all (self->models[byte % N_MODELS]);
  if (byte & 2)
    g_action_map_remove_action (G_ACTION_MAP (self->actions),
                                g_action_get_name (G_ACTION (action)));
  if (byte & 4)
    tb_tray_menu_layout_set_model (self->layout, NULL, NULL);
  if (byte & 8)
    insert_item (self, byte % N_MODELS);
}

static void
add_action (Machine *self)
{
  const char *name = take_action_name (self);
  uint8_t byte = take (self);
  g_autoptr (GVariant) state = take_variant (self);
  g_autoptr (GSimpleAction) action = NULL;
  const GVariantType *type = byte & 1   ? G_VARIANT_TYPE_STRING
                             : byte & 2 ? G_VARIANT_TYPE_INT32
                                        : NULL;

  if (state != NULL)
    action = g_simple_action_new_stateful (name, type, g_variant_ref_sink (state));
  else
    action = g_simple_action_new (name, type);
  g_signal_connect (action, "activate", G_CALLBACK (on_activate), self);
  g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
}

static void
change_action (Machine *self)
{
  GAction *action
      = g_action_map_lookup_action (G_ACTION_MAP (self->actions), take_action_name (self));
  uint8_t byte = take (self);
  g_autoptr (GVariant) state = take_variant (self);

  if (state != NULL)
    g_variant_ref_sink (state);
  if (action == NULL)
    return;

  if (byte & 1)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (action), byte & 2);
  if (state != NULL && g_action_get_state_type (action) != NULL
      && g_variant_is_of_type (state, g_action_get_state_type (action)))
    g_simple_action_set_state (G_SIMPLE_ACTION (action), state);
}

static guint
count_nodes (GVariant *node, int depth, GHashTable *ids)
{
  g_autoptr (GVariant) children = g_variant_get_child_value (node, 2);
  guint count = 1;
  int id;

  g_variant_get_child (node, 0, "i", &id);
  g_assert_true (g_hash_table_add (ids, GINT_TO_POINTER (id)));
  if (depth == 0)
    g_assert_cmpuint (g_variant_n_children (children), ==, 0);
  for (gsize i = 0; i < g_variant_n_children (children); i++)
    {
      g_autoptr (GVariant) boxed = g_variant_get_child_value (children, i);
      g_autoptr (GVariant) child = g_variant_get_variant (boxed);

      count += count_nodes (child, depth > 0 ? depth - 1 : depth, ids);
    }

  return count;
}

static void
ask (Machine *self)
{
  int id = take_id (self);
  int depth = (int) (take (self) % 8) - 2;
  const char *const names[] = { property_names[take (self) % G_N_ELEMENTS (property_names)], NULL };
  gboolean known = tb_tray_menu_layout_contains (self->layout, id);
  GVariant *properties = tb_tray_menu_layout_get_properties (self->layout, id, names);
  GVariant *tree = tb_tray_menu_layout_get_tree (self->layout, id, depth, names);
  g_autoptr (GHashTable) ids = g_hash_table_new (NULL, NULL);

  g_assert_cmpint (properties != NULL, ==, known);
  g_assert_cmpint (tree != NULL, ==, known && depth >= -1);
  if (properties != NULL)
    {
      g_assert_cmpuint (g_variant_n_children (properties), <=, 1);
      g_variant_unref (g_variant_ref_sink (properties));
    }
  if (tree != NULL)
    {
      g_assert_true (g_variant_is_of_type (tree, G_VARIANT_TYPE ("(ia{sv}av)")));
      count_nodes (tree, depth, ids);
      g_variant_unref (g_variant_ref_sink (tree));
    }
}

/* The whole tree and the list of ids are two ways to say the same. */
static void
check_layout (Machine *self)
{
  g_autoptr (GVariant) tree = NULL;
  g_autoptr (GVariant) changes = NULL;
  g_autoptr (GArray) listed = tb_tray_menu_layout_list_ids (self->layout);
  g_autoptr (GHashTable) ids = g_hash_table_new (NULL, NULL);

  tree = g_variant_ref_sink (
      tb_tray_menu_layout_get_tree (self->layout, TB_TRAY_MENU_LAYOUT_ROOT, -1, NULL));
  g_assert_cmpuint (count_nodes (tree, -1, ids), ==, listed->len);
  for (guint i = 0; i < listed->len; i++)
    {
      int id = g_array_index (listed, int, i);

      g_assert_true (g_hash_table_contains (ids, GINT_TO_POINTER (id)));
      g_assert_true (tb_tray_menu_layout_contains (self->layout, id));
    }

  changes = tb_tray_menu_layout_take_changes (self->layout);
  if (changes != NULL)
    g_variant_ref_sink (changes);
  g_assert_null (tb_tray_menu_layout_take_changes (self->layout));
}

static void
step (Machine *self)
{
  uint8_t instruction = take (self);
  guint index = instruction / 16 % N_MODELS;
  int id;

  switch (instruction % 16)
    {
    case 0:
    case 1:
    case 2:
      insert_item (self, index);
      break;
    case 3:
      remove_item (self, index);
      break;
    case 4:
      g_menu_remove_all (self->models[index]);
      break;
    case 5:
      add_action (self);
      break;
    case 6:
      change_action (self);
      break;
    case 7:
      g_action_map_remove_action (G_ACTION_MAP (self->actions), take_action_name (self));
      break;
    case 8:
      tb_tray_menu_layout_set_model (self->layout,
                                     instruction & 0x80 ? NULL : G_MENU_MODEL (self->models[index]),
                                     instruction & 0x40 ? NULL : G_ACTION_GROUP (self->actions));
      break;
    case 9:
    case 10:
      id = take_id (self);
      if (!tb_tray_menu_layout_contains (self->layout, id))
        g_assert_false (tb_tray_menu_layout_activate (self->layout, id));
      else
        g_assert_true (tb_tray_menu_layout_activate (self->layout, id));
      break;
    case 11:
      check_layout (self);
      break;
    default:
      ask (self);
      break;
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  Machine self = { .at = data, .end = data + MIN (size, LONGEST_PROGRAM) };

  for (guint i = 0; i < N_MODELS; i++)
    self.models[i] = g_menu_new ();
  self.actions = g_simple_action_group_new ();
  self.layout = tb_tray_menu_layout_new ();
  tb_tray_menu_layout_set_model (self.layout, G_MENU_MODEL (self.models[0]),
                                 G_ACTION_GROUP (self.actions));

  while (self.at < self.end)
    step (&self);
  check_layout (&self);

  g_assert_finalize_object (self.layout);
  g_assert_finalize_object (self.actions);
  for (guint i = 0; i < N_MODELS; i++)
    {
      /* A model that links to itself would keep itself alive. */
      g_menu_remove_all (self.models[i]);
      g_object_unref (self.models[i]);
    }

  return 0;
}
