/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "desktop/tb-portal-toast.h"

#include <string.h>

/* What a toast looks like to the notification portal. The keys are those of its documentation;
 * GNotification sends the same, so every desktop has been tried with them. */

#define ICON_NAME "com.nebutra.Traybell"
/* The portal refuses a button without a text. */
#define APPLICATION_NAME "Traybell"

static const char *
get_priority (TbToastUrgency urgency)
{
  switch (urgency)
    {
    case TB_TOAST_URGENCY_LOW:
      return "low";
    case TB_TOAST_URGENCY_CRITICAL:
      return "urgent";
    case TB_TOAST_URGENCY_NORMAL:
    default:
      return "normal";
    }
}

/* Whether an entity begins at the ampersand @at: “&amp;”, “&#60;”. */
static gboolean
is_entity (const char *at)
{
  const char *end = at + 1;

  while (g_ascii_isalnum (*end) || *end == '#')
    end++;

  return end > at + 1 && *end == ';';
}

char *
tb_portal_toast_defuse (const char *text)
{
  GString *defused;

  g_return_val_if_fail (text != NULL, NULL);

  defused = g_string_sized_new (strlen (text));
  for (const char *at = text; *at != '\0'; at++)
    {
      if (*at == '<')
        g_string_append (defused, "‹");
      else if (*at == '>')
        g_string_append (defused, "›");
      else if (*at == '&' && is_entity (at))
        g_string_append (defused, "＆");
      else
        g_string_append_c (defused, *at);
    }

  return g_string_free (defused, FALSE);
}

static GVariant *
build_target (const TbToast *toast, const char *action_id)
{
  return g_variant_new ("(ss)", tb_toast_get_id (toast), action_id);
}

static void
add_button (GVariantBuilder *buttons,
            const TbToast *toast,
            const TbToastAction *action,
            const char *exported_action)
{
  g_variant_builder_open (buttons, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (buttons, "{sv}", "label", g_variant_new_string (action->label));
  g_variant_builder_add (buttons, "{sv}", "action", g_variant_new_string (exported_action));
  g_variant_builder_add (buttons, "{sv}", "target", build_target (toast, action->id));
  g_variant_builder_close (buttons);
}

static GVariant *
build_buttons (const TbToast *toast, const char *exported_action)
{
  GVariantBuilder buttons = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));

  for (gsize i = 0; i < tb_toast_get_n_actions (toast); i++)
    {
      const TbToastAction *action = tb_toast_get_action (toast, i);

      if (*action->id != '\0' && *action->label != '\0'
          && !g_str_equal (action->id, TB_TOAST_ACTION_DEFAULT))
        add_button (&buttons, toast, action, exported_action);
    }

  return g_variant_builder_end (&buttons);
}

GVariant *
tb_portal_toast_serialize (const TbToast *toast,
                           guint version,
                           const char *const *categories,
                           const char *action)
{
  static const char *const show_as_new[] = { "show-as-new", NULL };
  GVariantDict notification = G_VARIANT_DICT_INIT (NULL);
  const char *title = tb_toast_get_title (toast);
  const char *category = tb_toast_get_category (toast);
  g_autoptr (GIcon) icon = g_themed_icon_new (ICON_NAME);
  g_autoptr (GVariant) serialized_icon = g_icon_serialize (icon);
  g_autofree char *body = version < 2 ? tb_portal_toast_defuse (tb_toast_get_body (toast))
                                      : g_strdup (tb_toast_get_body (toast));

  g_variant_dict_insert (&notification, "title", "s", *title != '\0' ? title : APPLICATION_NAME);
  if (*body != '\0')
    g_variant_dict_insert (&notification, "body", "s", body);
  g_variant_dict_insert_value (&notification, "icon", serialized_icon);
  g_variant_dict_insert (&notification, "priority", "s",
                         get_priority (tb_toast_get_urgency (toast)));
  g_variant_dict_insert (&notification, "default-action", "s", action);
  g_variant_dict_insert_value (&notification, "default-action-target",
                               build_target (toast, TB_TOAST_ACTION_DEFAULT));
  g_variant_dict_insert_value (&notification, "buttons", build_buttons (toast, action));

  if (version >= 2)
    {
      /* An unknown category makes the portal refuse the whole toast, and so does any sound that
       * is not one of its own words. */
      if (category != NULL && categories != NULL && g_strv_contains (categories, category))
        g_variant_dict_insert (&notification, "category", "s", category);
      if (tb_toast_get_sound_name (toast) != NULL)
        g_variant_dict_insert (&notification, "sound", "s", "default");
      /* What is urgent is shown again until it is acknowledged; an update would go unseen. */
      if (tb_toast_get_urgency (toast) == TB_TOAST_URGENCY_CRITICAL)
        g_variant_dict_insert_value (&notification, "display-hint",
                                     g_variant_new_strv (show_as_new, -1));
    }

  return g_variant_dict_end (&notification);
}
