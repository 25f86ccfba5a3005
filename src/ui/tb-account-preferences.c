/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/tb-account-preferences.h"

#include <glib/gi18n-lib.h>

#include "ui/tb-account-notifications.h"
#include "ui/tb-action-target.h"
#include "ui/tb-disclosure-button.h"
#include "ui/tb-room-editor.h"

struct _TbAccountPreferences
{
  GtkBox parent_instance;

  GtkLabel *name_label;
  GtkWidget *edit_button;
  GtkWidget *remove_button;
  GtkSwitch *enabled_switch;
  GtkWidget *locked_label;
  TbDisclosureButton *rooms_button;
  GtkContainer *rooms_box;
  TbDisclosureButton *notifications_button;
  GtkContainer *notifications_box;

  TbAccount *account;
};

G_DEFINE_FINAL_TYPE (TbAccountPreferences, tb_account_preferences, GTK_TYPE_BOX)

/* Takes @text. */
static void
name_accessible (gpointer widget, char *text)
{
  atk_object_set_name (gtk_widget_get_accessible (GTK_WIDGET (widget)), text);
  g_free (text);
}

static void
update (TbAccountPreferences *self)
{
  g_autofree char *name = tb_account_dup_name (self->account);
  g_auto (GStrv) rooms = tb_account_dup_strings (self->account, "rooms");
  guint n_rooms = g_strv_length (rooms);
  g_autofree char *rooms_label
      = g_strdup_printf (ngettext ("%u room", "%u rooms", n_rooms), n_rooms);

  gtk_label_set_text (self->name_label, name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->name_label), name);
  g_object_set (self->rooms_button, "text", rooms_label, NULL);
  gtk_switch_set_active (self->enabled_switch, tb_account_get_enabled (self->account));
  /* Among several accounts, a screen reader says of which each is. */
  name_accessible (self, g_strdup (name));
  name_accessible (self->edit_button, g_strdup_printf (_ ("Edit %s"), name));
  name_accessible (self->remove_button, g_strdup_printf (_ ("Remove %s"), name));
  name_accessible (self->enabled_switch, g_strdup_printf (_ ("Connect for %s"), name));
  name_accessible (
      self->rooms_button,
      g_strdup_printf (ngettext ("%u room of %s", "%u rooms of %s", n_rooms), n_rooms, name));
  name_accessible (self->notifications_button, g_strdup_printf (_ ("Notifications of %s"), name));
}

/* Whether an administrator has fixed anything of what is seen here. */
static gboolean
is_locked (TbAccount *account)
{
  static const char *const keys[] = { "enabled", "rooms", "urgent-passes-quiet", "muted-channels" };
  gboolean locked = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    locked |= !tb_account_is_writable (account, keys[i]);

  return locked;
}

static void
on_account_changed (TbAccount *account, const char *key, gpointer user_data)
{
  update (TB_ACCOUNT_PREFERENCES (user_data));
}

static void
on_switched (GtkSwitch *enabled_switch, GParamSpec *pspec, gpointer user_data)
{
  TbAccountPreferences *self = TB_ACCOUNT_PREFERENCES (user_data);
  gboolean enabled = gtk_switch_get_active (enabled_switch);

  if (self->account != NULL && enabled != tb_account_get_enabled (self->account))
    tb_account_set_enabled (self->account, enabled);
}

static void
tb_account_preferences_destroy (GtkWidget *widget)
{
  TbAccountPreferences *self = TB_ACCOUNT_PREFERENCES (widget);

  if (self->account != NULL)
    g_signal_handlers_disconnect_by_data (self->account, self);
  g_clear_object (&self->account);

  GTK_WIDGET_CLASS (tb_account_preferences_parent_class)->destroy (widget);
}

static void
tb_account_preferences_class_init (TbAccountPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->destroy = tb_account_preferences_destroy;

  g_type_ensure (TB_TYPE_DISCLOSURE_BUTTON);
  gtk_widget_class_set_accessible_role (widget_class, ATK_ROLE_PANEL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/com/nebutra/Traybell/ui/tb-account-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, TbAccountPreferences, name_label);
  gtk_widget_class_bind_template_child (widget_class, TbAccountPreferences, edit_button);
  gtk_widget_class_bind_template_child (widget_class, TbAccountPreferences, remove_button);
  gtk_widget_class_bind_template_child (widget_class, TbAccountPreferences, enabled_switch);
  gtk_widget_class_bind_template_child (widget_class, TbAccountPreferences, locked_label);
  gtk_widget_class_bind_template_child (widget_class, TbAccountPreferences, rooms_button);
  gtk_widget_class_bind_template_child (widget_class, TbAccountPreferences, rooms_box);
  gtk_widget_class_bind_template_child (widget_class, TbAccountPreferences, notifications_button);
  gtk_widget_class_bind_template_child (widget_class, TbAccountPreferences, notifications_box);
  gtk_widget_class_bind_template_callback (widget_class, on_switched);
}

static void
tb_account_preferences_init (TbAccountPreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tb_account_preferences_new:
 * @account: an account, followed from now on
 *
 * Its buttons activate `app.edit-account` and `app.remove-account` with the account's id.
 *
 * Returns: (transfer floating): the account's preferences
 */
GtkWidget *
tb_account_preferences_new (TbAccount *account)
{
  TbAccountPreferences *self = g_object_new (TB_TYPE_ACCOUNT_PREFERENCES, NULL);
  const char *id = tb_account_get_id (account);

  self->account = g_object_ref (account);
  tb_action_target_set (self->edit_button, "app.edit-account", id);
  tb_action_target_set (self->remove_button, "app.remove-account", id);
  gtk_container_add (self->rooms_box, tb_room_editor_new (account));
  gtk_container_add (self->notifications_box, tb_account_notifications_new (account));
  gtk_widget_set_sensitive (GTK_WIDGET (self->enabled_switch),
                            tb_account_is_writable (account, "enabled"));
  gtk_widget_set_visible (self->locked_label, is_locked (account));
  g_signal_connect (account, "changed", G_CALLBACK (on_account_changed), self);
  update (self);

  return GTK_WIDGET (self);
}
