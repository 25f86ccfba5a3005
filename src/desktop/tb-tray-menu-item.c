/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "desktop/tb-tray-menu-item.h"

/* How a GMenuModel's attributes and a GAction's state become the properties
 * of com.canonical.dbusmenu. */

struct _TbTrayMenuItem
{
  char *label;
  char *icon_name;
  char *action;
  char *hidden_when;
  GVariant *target;
};

static const char *
find_action (GActionGroup *actions, const char *name)
{
  const char *dot;

  if (actions == NULL || name == NULL)
    return NULL;
  if (g_action_group_has_action (actions, name))
    return name;

  dot = strchr (name, '.');
  return dot != NULL && g_action_group_has_action (actions, dot + 1) ? dot + 1 : NULL;
}

static gboolean
parameter_matches (const GVariantType *parameter_type, GVariant *target)
{
  if (parameter_type == NULL || target == NULL)
    return parameter_type == NULL && target == NULL;

  return g_variant_is_of_type (target, parameter_type);
}

static char *
read_icon_name (GMenuModel *model, int position)
{
  g_autoptr (GVariant) serialized
      = g_menu_model_get_item_attribute_value (model, position, G_MENU_ATTRIBUTE_ICON, NULL);
  g_autoptr (GIcon) icon = serialized != NULL ? g_icon_deserialize (serialized) : NULL;
  const char *const *names
      = G_IS_THEMED_ICON (icon) ? g_themed_icon_get_names (G_THEMED_ICON (icon)) : NULL;

  return names != NULL ? g_strdup (names[0]) : NULL;
}

static void
add_property (GVariantBuilder *builder,
              const char *const *wanted,
              const char *name,
              GVariant *value)
{
  g_autoptr (GVariant) owned = g_variant_ref_sink (value);

  if (wanted == NULL || wanted[0] == NULL || g_strv_contains (wanted, name))
    g_variant_builder_add (builder, "{sv}", name, owned);
}

static void
add_state_properties (GVariantBuilder *builder,
                      const char *const *wanted,
                      const TbTrayMenuItemState *state)
{
  gboolean is_radio = state->toggle == TB_TRAY_MENU_TOGGLE_RADIO;

  add_property (builder, wanted, "enabled", g_variant_new_boolean (state->enabled));
  add_property (builder, wanted, "visible", g_variant_new_boolean (state->visible));
  if (state->toggle == TB_TRAY_MENU_TOGGLE_NONE)
    return;

  add_property (builder, wanted, "toggle-type",
                g_variant_new_string (is_radio ? "radio" : "checkmark"));
  add_property (builder, wanted, "toggle-state", g_variant_new_int32 (state->toggled ? 1 : 0));
}

TbTrayMenuItem *
tb_tray_menu_item_new (GMenuModel *model, int position)
{
  TbTrayMenuItem *self = g_new0 (TbTrayMenuItem, 1);

  g_menu_model_get_item_attribute (model, position, G_MENU_ATTRIBUTE_LABEL, "s", &self->label);
  g_menu_model_get_item_attribute (model, position, G_MENU_ATTRIBUTE_ACTION, "s", &self->action);
  g_menu_model_get_item_attribute (model, position, "hidden-when", "s", &self->hidden_when);
  self->target
      = g_menu_model_get_item_attribute_value (model, position, G_MENU_ATTRIBUTE_TARGET, NULL);
  self->icon_name = read_icon_name (model, position);

  return self;
}

void
tb_tray_menu_item_free (TbTrayMenuItem *self)
{
  g_clear_pointer (&self->target, g_variant_unref);
  g_free (self->hidden_when);
  g_free (self->action);
  g_free (self->icon_name);
  g_free (self->label);
  g_free (self);
}

gboolean
tb_tray_menu_item_has_label (const TbTrayMenuItem *self)
{
  return self->label != NULL;
}

gboolean
tb_tray_menu_item_is_same_choice (const TbTrayMenuItem *self, const TbTrayMenuItem *other)
{
  if (self->action == NULL || g_strcmp0 (self->action, other->action) != 0)
    return FALSE;
  if (self->target == NULL || other->target == NULL)
    return self->target == other->target;

  return g_variant_equal (self->target, other->target);
}

TbTrayMenuItemState
tb_tray_menu_item_read_state (const TbTrayMenuItem *self,
                              GActionGroup *actions,
                              gboolean has_submenu)
{
  TbTrayMenuItemState result = { .visible = TRUE };
  const char *name = find_action (actions, self->action);
  const GVariantType *parameter_type = NULL;
  g_autoptr (GVariant) state = NULL;
  gboolean found;

  /* The same rules as GTK's menus. */
  found = name != NULL
          && g_action_group_query_action (actions, name, &result.enabled, &parameter_type, NULL,
                                          NULL, &state)
          && parameter_matches (parameter_type, self->target);
  result.enabled = result.enabled && found;

  if (found && state != NULL && self->target == NULL
      && g_variant_is_of_type (state, G_VARIANT_TYPE_BOOLEAN))
    {
      result.toggle = TB_TRAY_MENU_TOGGLE_CHECK;
      result.toggled = g_variant_get_boolean (state);
    }
  else if (found && state != NULL && self->target != NULL
           && g_variant_is_of_type (state, g_variant_get_type (self->target)))
    {
      result.toggle = TB_TRAY_MENU_TOGGLE_RADIO;
      result.toggled = g_variant_equal (state, self->target);
    }

  if (g_strcmp0 (self->hidden_when, "action-missing") == 0)
    result.visible = found;
  else if (g_strcmp0 (self->hidden_when, "action-disabled") == 0)
    result.visible = result.enabled;

  if (has_submenu && self->action == NULL)
    result.enabled = TRUE;

  return result;
}

GVariant *
tb_tray_menu_item_build_properties (const TbTrayMenuItem *self,
                                    const TbTrayMenuItemState *state,
                                    gboolean has_submenu,
                                    const char *const *property_names)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  const char *label = self->label != NULL ? self->label : "";

  add_property (&builder, property_names, "label", g_variant_new_string (label));
  add_state_properties (&builder, property_names, state);
  if (self->icon_name != NULL)
    add_property (&builder, property_names, "icon-name", g_variant_new_string (self->icon_name));
  if (has_submenu)
    add_property (&builder, property_names, "children-display", g_variant_new_string ("submenu"));

  return g_variant_builder_end (&builder);
}

GVariant *
tb_tray_menu_item_state_build_properties (const TbTrayMenuItemState *state)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  add_state_properties (&builder, NULL, state);
  return g_variant_builder_end (&builder);
}

/* The defaults of com.canonical.dbusmenu. */
GVariant *
tb_tray_menu_item_get_default (const char *name)
{
  if (g_str_equal (name, "type"))
    return g_variant_new_string ("standard");
  if (g_str_equal (name, "enabled") || g_str_equal (name, "visible"))
    return g_variant_new_boolean (TRUE);
  if (g_str_equal (name, "toggle-state"))
    return g_variant_new_int32 (-1);
  if (g_str_equal (name, "label") || g_str_equal (name, "icon-name")
      || g_str_equal (name, "toggle-type") || g_str_equal (name, "children-display"))
    return g_variant_new_string ("");

  return NULL;
}

void
tb_tray_menu_item_activate (const TbTrayMenuItem *self, GActionGroup *actions)
{
  TbTrayMenuItemState state = tb_tray_menu_item_read_state (self, actions, FALSE);

  if (state.enabled && state.visible)
    {
      /* The action may well change the menu that it was chosen from. */
      g_autofree char *name = g_strdup (find_action (actions, self->action));
      g_autoptr (GVariant) target = self->target != NULL ? g_variant_ref (self->target) : NULL;
      g_autoptr (GObject) keep_alive = g_object_ref (G_OBJECT (actions));

      g_action_group_activate_action (G_ACTION_GROUP (keep_alive), name, target);
    }
}
