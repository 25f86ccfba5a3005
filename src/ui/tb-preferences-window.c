/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/tb-preferences-window.h"

#include <gdk/gdkkeysyms.h>
#include <glib/gi18n-lib.h>

#include "ui/tb-accelerators.h"
#include "ui/tb-account-preferences.h"
#include "ui/tb-preference-row.h"
#include "ui/tb-quiet-editor.h"
#include "ui/tb-rule-list.h"

/* The action that TbAutostart is behind. */
#define START_AT_LOGIN "start-at-login"

struct _TbPreferencesWindow
{
  GtkWindow parent_instance;

  GtkInfoBar *info_bar;
  GtkLabel *problem_label;
  TbPreferenceRow *autostart_row;
  GtkSwitch *autostart_switch;
  TbPreferenceRow *avatars_row;
  GtkSwitch *avatars_switch;
  TbPreferenceRow *count_row;
  GtkSpinButton *count_spin;
  TbPreferenceRow *days_row;
  GtkSpinButton *days_spin;
  TbPreferenceRow *text_row;
  GtkSwitch *text_switch;
  TbPreferenceRow *dismiss_row;
  GtkSwitch *dismiss_switch;
  TbRuleList *rule_list;
  GtkWidget *rules_locked_label;
  TbQuietEditor *quiet_editor;
  GtkWidget *accounts_frame;
  GtkBox *account_box;
  GtkWidget *no_accounts_label;

  TbPreferences *preferences;
  GListModel *accounts;
  GActionGroup *app_actions;
  GSimpleActionGroup *actions;
};

enum
{
  SIGNAL_CLOSE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TbPreferencesWindow, tb_preferences_window, GTK_TYPE_WINDOW)

static void
bind (TbPreferencesWindow *self,
      const char *key,
      TbPreferenceRow *row,
      gpointer control,
      const char *property)
{
  tb_preferences_bind (self->preferences, key, G_OBJECT (control), property);
  g_object_set (row, "locked", !tb_preferences_is_writable (self->preferences, key), NULL);
}

static void
bind_all (TbPreferencesWindow *self)
{
  bind (self, TB_PREFERENCE_SHOW_AVATARS, self->avatars_row, self->avatars_switch, "active");
  bind (self, TB_PREFERENCE_HISTORY_COUNT, self->count_row, self->count_spin, "value");
  bind (self, TB_PREFERENCE_HISTORY_DAYS, self->days_row, self->days_spin, "value");
  bind (self, TB_PREFERENCE_SHOW_TEXT, self->text_row, self->text_switch, "active");
  bind (self, TB_PREFERENCE_DISMISS_MARKS_READ, self->dismiss_row, self->dismiss_switch, "active");
  gtk_widget_set_visible (
      self->rules_locked_label,
      !tb_preferences_is_writable (self->preferences, TB_PREFERENCE_MUTED_RULES)
          || !tb_preferences_is_writable (self->preferences, TB_PREFERENCE_SILENT_RULES));
}

/* The switch says what the action's state says, also where it could not be changed. A switch that
 * has the action itself would stay as the user left it. */
static void
update_autostart (TbPreferencesWindow *self)
{
  g_autoptr (GVariant) state = NULL;
  gboolean enabled = FALSE;

  if (g_action_group_query_action (self->app_actions, START_AT_LOGIN, &enabled, NULL, NULL, NULL,
                                   &state)
      && state != NULL)
    gtk_switch_set_active (self->autostart_switch, g_variant_get_boolean (state));
  gtk_widget_set_sensitive (GTK_WIDGET (self->autostart_switch), enabled);
}

static void
on_autostart_switched (GtkSwitch *control, GParamSpec *pspec, gpointer user_data)
{
  TbPreferencesWindow *self = TB_PREFERENCES_WINDOW (user_data);
  gboolean active = gtk_switch_get_active (control);
  g_autoptr (GVariant) state = g_action_group_get_action_state (self->app_actions, START_AT_LOGIN);

  if (state == NULL || g_variant_get_boolean (state) == active)
    return;

  g_action_group_change_action_state (self->app_actions, START_AT_LOGIN,
                                      g_variant_new_boolean (active));
  update_autostart (self);
}

static void
follow_autostart (TbPreferencesWindow *self)
{
  static const char *const changes[]
      = { "action-added::" START_AT_LOGIN, "action-enabled-changed::" START_AT_LOGIN,
          "action-state-changed::" START_AT_LOGIN };

  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    g_signal_connect_object (self->app_actions, changes[i], G_CALLBACK (update_autostart), self,
                             G_CONNECT_SWAPPED);
  update_autostart (self);
  if (!gtk_widget_get_sensitive (GTK_WIDGET (self->autostart_switch)))
    g_object_set (self->autostart_row, "caption",
                  _ ("Inside its sandbox Traybell cannot change this."), NULL);
}

static void
on_accounts_changed (
    GListModel *accounts, guint position, guint removed, guint added, gpointer user_data)
{
  TbPreferencesWindow *self = TB_PREFERENCES_WINDOW (user_data);
  g_autoptr (GList) rows = gtk_container_get_children (GTK_CONTAINER (self->account_box));
  GList *row = g_list_nth (rows, position);
  gboolean empty = g_list_model_get_n_items (accounts) == 0;

  for (guint i = 0; i < removed; i++, row = row->next)
    gtk_widget_destroy (row->data);
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (TbAccount) account = g_list_model_get_item (accounts, i);
      GtkWidget *added_row = tb_account_preferences_new (account);

      gtk_box_pack_start (self->account_box, added_row, FALSE, FALSE, 0);
      gtk_box_reorder_child (self->account_box, added_row, (int) i);
    }
  gtk_widget_set_visible (self->accounts_frame, !empty);
  gtk_widget_set_visible (self->no_accounts_label, empty);
}

static void
on_info_bar_response (GtkInfoBar *info_bar, int response, gpointer user_data)
{
  gtk_info_bar_set_revealed (info_bar, FALSE);
}

static void
on_close (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_window_close (GTK_WINDOW (user_data));
}

static void
tb_preferences_window_close (TbPreferencesWindow *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

static void
tb_preferences_window_destroy (GtkWidget *widget)
{
  TbPreferencesWindow *self = TB_PREFERENCES_WINDOW (widget);

  if (self->accounts != NULL)
    g_signal_handlers_disconnect_by_data (self->accounts, self);
  g_clear_object (&self->accounts);
  g_clear_object (&self->preferences);
  g_clear_object (&self->app_actions);
  g_clear_object (&self->actions);

  GTK_WIDGET_CLASS (tb_preferences_window_parent_class)->destroy (widget);
}

static void
tb_preferences_window_class_init (TbPreferencesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->destroy = tb_preferences_window_destroy;

  /* Bound to Escape, after whatever has the focus had its chance to use the key. */
  signals[SIGNAL_CLOSE] = g_signal_new_class_handler (
      "close", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST | G_SIGNAL_ACTION,
      G_CALLBACK (tb_preferences_window_close), NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_binding_entry_add_signal (gtk_binding_set_by_class (klass), GDK_KEY_Escape, 0, "close", 0);

  g_type_ensure (TB_TYPE_PREFERENCE_ROW);
  g_type_ensure (TB_TYPE_QUIET_EDITOR);
  g_type_ensure (TB_TYPE_RULE_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/nebutra/Traybell/ui/tb-preferences-window.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, TbPreferencesWindow, child)
  BIND (info_bar);
  BIND (problem_label);
  BIND (autostart_row);
  BIND (autostart_switch);
  BIND (avatars_row);
  BIND (avatars_switch);
  BIND (count_row);
  BIND (count_spin);
  BIND (days_row);
  BIND (days_spin);
  BIND (text_row);
  BIND (text_switch);
  BIND (dismiss_row);
  BIND (dismiss_switch);
  BIND (rule_list);
  BIND (rules_locked_label);
  BIND (quiet_editor);
  BIND (accounts_frame);
  BIND (account_box);
  BIND (no_accounts_label);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, on_autostart_switched);
  gtk_widget_class_bind_template_callback (widget_class, on_info_bar_response);
}

static void
tb_preferences_window_init (TbPreferencesWindow *self)
{
  static const GActionEntry entries[] = { { "close", on_close, NULL, NULL, NULL, { 0 } } };

  gtk_widget_init_template (GTK_WIDGET (self));
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "win", G_ACTION_GROUP (self->actions));
  tb_accelerators_add_to (GTK_WINDOW (self));
  /* To destroy it while a screen reader reads makes GTK 3 complain of widgets that are gone. */
  g_signal_connect (self, "delete-event", G_CALLBACK (gtk_widget_hide_on_delete), NULL);
}

/**
 * tb_preferences_window_new:
 * @preferences: what the user prefers, followed and changed from now on
 * @rules: what makes notifications, followed from now on
 * @accounts: all accounts, followed from now on
 * @app_actions: the actions that its widgets activate as "app.…": `start-at-login`, which has a
 * boolean state and is disabled where the program cannot do that, `add-account`, and
 * `edit-account` and `remove-account` with an account's id
 *
 * Makes the window, not shown yet; tb_ui_ensure() must have succeeded.
 *
 * Returns: (transfer none): the window, which closing only hides and which lives until
 * gtk_widget_destroy()
 */
TbPreferencesWindow *
tb_preferences_window_new (TbPreferences *preferences,
                           TbRulesFile *rules,
                           TbAccountList *accounts,
                           GActionGroup *app_actions)
{
  TbPreferencesWindow *self
      = g_object_new (TB_TYPE_PREFERENCES_WINDOW, "type", GTK_WINDOW_TOPLEVEL, NULL);

  gtk_widget_insert_action_group (GTK_WIDGET (self), "app", app_actions);
  self->app_actions = g_object_ref (app_actions);
  follow_autostart (self);
  self->preferences = g_object_ref (preferences);
  bind_all (self);
  tb_rule_list_set_models (self->rule_list, rules, preferences);
  tb_quiet_editor_set_preferences (self->quiet_editor, preferences);

  self->accounts = G_LIST_MODEL (g_object_ref (accounts));
  g_signal_connect (accounts, "items-changed", G_CALLBACK (on_accounts_changed), self);
  on_accounts_changed (self->accounts, 0, 0, g_list_model_get_n_items (self->accounts), self);

  return self;
}

/**
 * tb_preferences_window_report:
 * @self: a window
 * @problem: a sentence for the user
 *
 * Says that a change did not work.
 */
void
tb_preferences_window_report (TbPreferencesWindow *self, const char *problem)
{
  gtk_label_set_text (self->problem_label, problem);
  gtk_info_bar_set_revealed (self->info_bar, TRUE);
}
