/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The doctor's look at what the desktop does for Traybell. */

#include <glib/gi18n.h>

#include "app/tb-doctor-private.h"
#include "desktop/tb-autostart.h"
#include "desktop/tb-libnotify-notifier.h"
#include "desktop/tb-portal-notifier.h"
#include "desktop/tb-sandbox.h"
#include "inbox/tb-rules-file.h"
#include <json-glib/json-glib.h>

#define WATCHER_NAME "org.kde.StatusNotifierWatcher"
#define WATCHER_PATH "/StatusNotifierWatcher"

#define TOAST_ID "doctor"

/* How long a service of the desktop may take, in s. */
#define ANSWER_SECONDS 5

/* In ms. */
#define CALL_TIMEOUT (ANSWER_SECONDS * 1000)

typedef struct
{
  TbNotifier *notifier;
  gboolean shown;
  gboolean closed;
} Toast;

static void
on_shown (TbNotifier *notifier, const char *toast_id, gpointer user_data)
{
  Toast *toast = user_data;

  toast->shown = TRUE;
}

static void
on_closed (TbNotifier *notifier, const char *toast_id, int reason, gpointer user_data)
{
  Toast *toast = user_data;

  toast->closed = TRUE;
}

static gboolean
is_answered (gpointer data)
{
  Toast *toast = data;

  return toast->shown || toast->closed;
}

static gboolean
is_server_known (gpointer data)
{
  g_autofree char *server = tb_notifier_dup_server_name (data);
  g_autoptr (GError) error = tb_notifier_dup_error (data);

  return server != NULL || error != NULL;
}

static void
show_toast (TbDoctor *self, TbNotifier *notifier)
{
  Toast toast = { .notifier = notifier };
  gulong shown = g_signal_connect (notifier, "shown", G_CALLBACK (on_shown), &toast);
  gulong closed = g_signal_connect (notifier, "closed", G_CALLBACK (on_closed), &toast);
  g_autoptr (TbToast) test
      = tb_toast_new (TOAST_ID, _ ("This is a test"), _ ("Traybell's notifications are shown."),
                      TB_TOAST_URGENCY_NORMAL, NULL, NULL, NULL, 0);
  g_autoptr (GError) error = NULL;
  TbFinding finding = { .step = "test-notification", .title = _ ("A notification is shown") };

  tb_notifier_show (notifier, test);
  tb_doctor_wait (is_answered, &toast, ANSWER_SECONDS);
  g_signal_handler_disconnect (notifier, shown);
  g_signal_handler_disconnect (notifier, closed);

  error = tb_notifier_dup_error (notifier);
  if (toast.shown)
    {
      finding.state = TB_CHECK_PASSED;
      finding.seen = _ ("“This is a test” was given to the desktop. If you do not see it, your "
                        "desktop keeps notifications from you: look at its own settings.");
    }
  else
    {
      finding.state = TB_CHECK_FAILED;
      finding.seen = error != NULL ? error->message : _ ("It was not taken");
      finding.remedy = _ ("Start the notification service of your desktop again. What comes is in "
                          "the inbox all the same.");
    }
  tb_doctor_tell (self, &finding);
}

static void
examine_notifications (TbDoctor *self, TbPortals *portals, gboolean notify)
{
  g_autoptr (TbNotifier) notifier = portals != NULL ? tb_portal_notifier_new (self->bus, portals)
                                                    : tb_libnotify_notifier_new ();
  g_autofree char *server = NULL;
  g_autofree char *seen = NULL;
  g_autofree char *can = NULL;
  g_auto (GStrv) capabilities = NULL;
  g_autoptr (GError) error = NULL;
  TbFinding finding = { .step = "notifications", .title = _ ("Notifications can be shown") };

  tb_doctor_wait (is_server_known, notifier, ANSWER_SECONDS);
  server = tb_notifier_dup_server_name (notifier);
  capabilities = tb_notifier_dup_capabilities (notifier);
  can = g_strjoinv (", ", capabilities);
  error = tb_notifier_dup_error (notifier);
  seen = server != NULL && *can != '\0' ? g_strdup_printf ("%s (%s)", server, can)
                                        : g_strdup (server);

  finding.state = server != NULL ? TB_CHECK_PASSED : TB_CHECK_FAILED;
  if (server != NULL)
    finding.seen = seen;
  else
    finding.seen = error != NULL ? error->message : _ ("No notification server answers");
  if (server == NULL)
    finding.remedy = _ ("Start the notification service of your desktop. What comes is in the "
                        "inbox all the same.");
  tb_doctor_tell (self, &finding);

  if (notify)
    show_toast (self, notifier);
}

/* Whether there is somebody to show the icons; %FALSE if nobody tells. */
static gboolean
has_tray_host (TbDoctor *self)
{
  g_autoptr (GVariant) value = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_sync (
      self->bus, WATCHER_NAME, WATCHER_PATH, "org.freedesktop.DBus.Properties", "Get",
      g_variant_new ("(ss)", WATCHER_NAME, "IsStatusNotifierHostRegistered"),
      G_VARIANT_TYPE ("(v)"), G_DBUS_CALL_FLAGS_NO_AUTO_START, CALL_TIMEOUT, NULL, NULL);

  if (reply == NULL)
    return FALSE;

  g_variant_get (reply, "(v)", &value);
  return g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN) && g_variant_get_boolean (value);
}

static JsonNode *
get_status (TbDoctor *self)
{
  g_autofree char *json = NULL;

  if (self->remote == NULL
      || !tb_dbus_traybell1_call_get_status_sync (self->remote, &json, NULL, NULL))
    return NULL;

  return json_from_string (json, NULL);
}

static void
examine_tray (TbDoctor *self, JsonObject *status)
{
  const char *tray
      = status != NULL ? json_object_get_string_member_with_default (status, "tray", NULL) : NULL;
  gboolean has_host = has_tray_host (self);
  TbFinding finding = { .step = "tray", .title = _ ("The tray shows the icon") };

  if (g_strcmp0 (tray, "old") == 0)
    {
      finding.state = TB_CHECK_PASSED;
      finding.seen = _ ("In a tray of the old kind");
    }
  else if (has_host && tray != NULL && !g_str_equal (tray, "registered"))
    {
      finding.state = TB_CHECK_WARNING;
      finding.seen = _ ("There is a tray, and it has not taken the icon");
      finding.remedy = _ ("End Traybell with “traybell quit” and start it again.");
    }
  else if (has_host)
    {
      finding.state = TB_CHECK_PASSED;
      finding.seen = tray != NULL ? _ ("It does") : _ ("There is one that can");
    }
  else
    {
      finding.state = TB_CHECK_WARNING;
      finding.seen = _ ("Your desktop has no tray for icons");
      finding.remedy = _ ("On GNOME the extension “AppIndicator and KStatusNotifierItem Support” "
                          "adds one. Without it “traybell show” brings the window.");
    }
  tb_doctor_tell (self, &finding);
}

static void
examine_inbox (TbDoctor *self, JsonObject *status)
{
  JsonObject *inbox = status != NULL ? json_object_get_object_member (status, "inbox") : NULL;
  const char *error;
  TbFinding finding = { .step = "inbox", .title = _ ("The inbox is on the disk") };

  if (inbox == NULL)
    return;

  error = json_object_get_string_member_with_default (inbox, "error", NULL);
  finding.state = error != NULL ? TB_CHECK_FAILED : TB_CHECK_PASSED;
  finding.seen = error;
  if (error != NULL)
    finding.remedy = _ ("Make room on the disk, and see that the folder can be written.");
  tb_doctor_tell (self, &finding);
}

static void
examine_rules (TbDoctor *self)
{
  g_autofree char *path = tb_rules_file_dup_usual_path ();
  g_autoptr (TbRules) defaults = tb_rules_new_default (NULL);
  g_autoptr (TbRules) rules = NULL;
  g_autoptr (GError) error = NULL;
  TbFinding finding = { .step = "rules", .title = _ ("The rules can be read") };

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      finding.state = TB_CHECK_PASSED;
      finding.seen = _ ("There are none of your own");
      tb_doctor_tell (self, &finding);
      return;
    }

  rules = tb_rules_file_read (path, defaults, &error);
  finding.state = rules != NULL ? TB_CHECK_PASSED : TB_CHECK_FAILED;
  finding.seen = rules != NULL ? path : error->message;
  if (rules == NULL)
    finding.remedy = _ ("Mend the file; “traybell rules check” looks at it again.");
  tb_doctor_tell (self, &finding);
}

static gboolean
are_known (gpointer data)
{
  return tb_portals_get_known (data);
}

static void
examine_portals (TbDoctor *self, TbPortals *portals)
{
  TbFinding finding = { .step = "portals", .title = _ ("The desktop serves the sandbox") };

  if (portals == NULL)
    {
      finding.state = TB_CHECK_SKIPPED;
      finding.seen = _ ("Traybell is in no sandbox, and needs no portals");
      tb_doctor_tell (self, &finding);
      return;
    }

  tb_doctor_wait (are_known, portals, ANSWER_SECONDS);
  for (TbPortal portal = 0; portal < TB_N_PORTALS; portal++)
    {
      const char *missing = tb_portals_explain (portals, portal);
      g_autofree char *version
          = g_strdup_printf (_ ("Version %u"), tb_portals_get_version (portals, portal));

      finding.title = tb_portals_get_label (portal);
      finding.channel = tb_portals_get_interface (portal);
      finding.state = missing != NULL ? TB_CHECK_WARNING : TB_CHECK_PASSED;
      finding.seen = missing != NULL ? _ ("The desktop has no such portal") : version;
      finding.remedy = missing;
      tb_doctor_tell (self, &finding);
    }
}

static void
examine_autostart (TbDoctor *self)
{
  g_autoptr (TbAutostart) autostart = NULL;
  TbFinding finding = { .step = "autostart", .title = _ ("Traybell starts at login") };

  finding.state = TB_CHECK_SKIPPED;
  if (tb_sandbox_is_inside ())
    {
      finding.seen = _ ("Only the desktop knows; Preferences show its answer");
    }
  else
    {
      autostart = tb_autostart_new (g_get_user_config_dir (), g_get_system_config_dirs ());
      if (tb_autostart_get_enabled (autostart))
        finding.state = TB_CHECK_PASSED;
      else
        finding.seen = _ ("It does not; Preferences have a switch for it");
    }
  tb_doctor_tell (self, &finding);
}

static void
skip (TbDoctor *self, const char *step, const char *title)
{
  const TbFinding finding = {
    .step = step,
    .state = TB_CHECK_SKIPPED,
    .title = title,
    .seen = _ ("There is no session bus"),
  };

  tb_doctor_tell (self, &finding);
}

/**
 * tb_doctor_examine_desktop:
 * @self: a doctor
 * @notify: whether to show a notification to see whether one is shown
 *
 * Looks at notifications, the tray, the portals, the start at login, the rules, and the inbox.
 */
void
tb_doctor_examine_desktop (TbDoctor *self, gboolean notify)
{
  g_autoptr (TbPortals) portals = NULL;
  g_autoptr (JsonNode) status = get_status (self);
  JsonObject *facts = status != NULL ? json_node_get_object (status) : NULL;

  examine_inbox (self, facts);
  examine_rules (self);
  if (self->bus != NULL)
    {
      portals = tb_sandbox_is_inside () ? tb_portals_new (self->bus) : NULL;
      examine_notifications (self, portals, notify);
      examine_tray (self, facts);
      examine_portals (self, portals);
    }
  else
    {
      skip (self, "notifications", _ ("Notifications can be shown"));
      skip (self, "tray", _ ("The tray shows the icon"));
    }
  examine_autostart (self);
}
