/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a report says of the settings, the desktop and the system. */

#include "app/tb-report-facts.h"

#include <string.h>
#include <sys/utsname.h>

#include "account/tb-answer.h"
#include "desktop/tb-sandbox.h"
#include "inbox/tb-json-members.h"
#include "tb-version.h"

/* The end of the log, in lines and in bytes. */
#define LOG_LINES "500"
#define LOG_BYTES (256 * 1024)

/* How long reading it may take, in ms. */
#define LOG_TIME 5000

static JsonNode *
end (JsonBuilder *builder)
{
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

static void
add_hidden (JsonBuilder *builder, const char *name, TbAccount *account, TbRedaction *redaction)
{
  g_autofree char *text = tb_account_dup_string (account, name);
  g_autofree char *hidden = tb_redaction_apply (redaction, text);

  tb_json_add_string (builder, name, hidden);
}

static void
add_address (JsonBuilder *builder, const char *name, TbAccount *account, TbRedaction *redaction)
{
  g_autofree char *text = tb_account_dup_string (account, name);
  g_autofree char *hidden = tb_redaction_apply_address (redaction, text);

  tb_json_add_string (builder, name, hidden);
}

static void
add_presence (JsonBuilder *builder, const char *name, TbAccount *account)
{
  g_autofree char *text = tb_account_dup_string (account, name);

  tb_json_add_boolean (builder, name, *text != '\0');
}

static void
add_count (JsonBuilder *builder, const char *name, TbAccount *account)
{
  g_auto (GStrv) list = tb_account_dup_strings (account, name);

  tb_json_add_int (builder, name, (gint64) g_strv_length (list));
}

/* Of what names the user, an app or a place there is only whether it is set, or how many. */
static void
add_account (JsonBuilder *builder, TbAccount *account, TbRedaction *redaction)
{
  static const char *const hidden[] = { "cluster", "host" };
  static const char *const addresses[]
      = { "web-url", "auth-endpoint", "origin", "inbox-url", "sign-in-url" };
  static const char *const set[] = { "key", "path", "user-id", "ca-file" };
  static const char *const counted[]
      = { "tenant-ids", "rooms", "channels", "allowed-origins", "avatar-origins" };
  g_autoptr (GVariant) parameters = tb_account_get_auth_parameters (account);
  g_autofree char *id = tb_redaction_apply (redaction, tb_account_get_id (account));
  g_autofree char *auth_format = tb_account_dup_string (account, "auth-format");
  g_autofree char *inbox_adapter = tb_account_dup_string (account, "inbox-adapter");

  json_builder_begin_object (builder);
  tb_json_add_string (builder, "id", id);
  tb_json_add_boolean (builder, "enabled", tb_account_get_enabled (account));
  for (gsize i = 0; i < G_N_ELEMENTS (hidden); i++)
    add_hidden (builder, hidden[i], account, redaction);
  tb_json_add_int (builder, "port", tb_account_get_port (account));
  tb_json_add_boolean (builder, "tls", tb_account_get_tls (account));
  for (gsize i = 0; i < G_N_ELEMENTS (addresses); i++)
    add_address (builder, addresses[i], account, redaction);
  tb_json_add_string (builder, "auth-format", auth_format);
  tb_json_add_int (builder, "auth-parameters", (gint64) g_variant_n_children (parameters));
  tb_json_add_string (builder, "inbox-adapter", inbox_adapter);
  for (gsize i = 0; i < G_N_ELEMENTS (set); i++)
    add_presence (builder, set[i], account);
  for (gsize i = 0; i < G_N_ELEMENTS (counted); i++)
    add_count (builder, counted[i], account);
  json_builder_end_object (builder);
}

/**
 * tb_report_facts_build_settings:
 * @accounts: the accounts
 * @redaction: what is hidden
 *
 * Returns: (transfer full): their settings, without names, ids, parts of addresses and the key
 */
JsonNode *
tb_report_facts_build_settings (TbAccountList *accounts, TbRedaction *redaction)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  guint n_accounts = g_list_model_get_n_items (G_LIST_MODEL (accounts));

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "accounts");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n_accounts; i++)
    {
      g_autoptr (TbAccount) account = g_list_model_get_item (G_LIST_MODEL (accounts), i);

      add_account (builder, account, redaction);
    }
  json_builder_end_array (builder);

  return end (builder);
}

static void
add_environment (JsonBuilder *builder, const char *name, TbRedaction *redaction)
{
  g_autofree char *value = tb_redaction_apply (redaction, g_getenv (name));

  tb_json_add_string (builder, name, value);
}

/**
 * tb_report_facts_build_desktop:
 * @redaction: what is hidden
 *
 * Returns: (transfer full): the versions of program and system, and which desktop it is
 */
JsonNode *
tb_report_facts_build_desktop (TbRedaction *redaction)
{
  /* None that says where the user's things are. */
  static const char *const variables[]
      = { "XDG_CURRENT_DESKTOP", "XDG_SESSION_TYPE", "LANG",     "LC_ALL",
          "GTK_THEME",           "GDK_BACKEND",      "GDK_SCALE" };
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autofree char *system = g_get_os_info (G_OS_INFO_KEY_PRETTY_NAME);
  g_autofree char *glib
      = g_strdup_printf ("%u.%u.%u", glib_major_version, glib_minor_version, glib_micro_version);
  struct utsname kernel;

  json_builder_begin_object (builder);
  tb_json_add_string (builder, "traybell", TB_VERSION);
  tb_json_add_string (builder, "glib", glib);
  tb_json_add_string (builder, "system", system);
  if (uname (&kernel) == 0)
    {
      tb_json_add_string (builder, "kernel", kernel.release);
      tb_json_add_string (builder, "machine", kernel.machine);
    }
  tb_json_add_boolean (builder, "sandbox", tb_sandbox_is_inside ());
  for (gsize i = 0; i < G_N_ELEMENTS (variables); i++)
    add_environment (builder, variables[i], redaction);

  return end (builder);
}

/**
 * tb_report_facts_dup_libraries:
 *
 * Returns: (transfer full): the names of the libraries in this process, with their versions where a
 *   distribution writes them into names; a line each
 */
char *
tb_report_facts_dup_libraries (void)
{
  g_autofree char *maps = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GString *names = g_string_new (NULL);

  if (g_file_get_contents ("/proc/self/maps", &maps, NULL, NULL))
    lines = g_strsplit (maps, "\n", -1);
  for (gsize i = 0; lines != NULL && lines[i] != NULL; i++)
    {
      const char *name = strrchr (lines[i], '/');

      if (name == NULL || strstr (name, ".so") == NULL || !g_hash_table_add (seen, (char *) name))
        continue;
      g_string_append_printf (names, "%s\n", name + 1);
    }

  return g_string_free (names, FALSE);
}

static void
on_time_over (gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

/* The last whole lines of @text: half a line may be a secret without what says so. */
static const char *
find_end (const char *text)
{
  gsize length = strlen (text);
  const char *newline;

  if (length <= LOG_BYTES)
    return text;

  newline = strchr (text + length - LOG_BYTES, '\n');
  return newline != NULL ? newline + 1 : "";
}

/* All that @journal says, or nothing if it takes too long: a journal on a slow disk can. */
static GBytes *
read_journal (GSubprocess *journal)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) output = NULL;
  guint timer = g_timeout_add_once (LOG_TIME, on_time_over, cancellable);

  g_subprocess_communicate_async (journal, NULL, cancellable, tb_answer_keep, &result);
  tb_answer_wait (&result);
  if (g_cancellable_is_cancelled (cancellable))
    g_subprocess_force_exit (journal);
  else
    g_source_remove (timer);
  g_subprocess_communicate_finish (journal, result, &output, NULL, NULL);

  return g_steal_pointer (&output);
}

/**
 * tb_report_facts_dup_log:
 * @redaction: what is hidden
 *
 * Returns: (transfer full): the end of what Traybell has written into the system's journal; nothing
 *   where there is none
 */
char *
tb_report_facts_dup_log (TbRedaction *redaction)
{
  g_autoptr (GSubprocess) journal
      = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL,
                          "journalctl", "--user", "--quiet", "--no-pager", "--lines", LOG_LINES,
                          "--output", "short-iso", "_COMM=traybell", NULL);
  g_autoptr (GBytes) output = journal != NULL ? read_journal (journal) : NULL;
  g_auto (GStrv) lines = NULL;
  g_autofree char *text = NULL;
  GString *log = g_string_new (NULL);
  gsize size = 0;
  gconstpointer data = output != NULL ? g_bytes_get_data (output, &size) : NULL;

  /* A journal that has nothing of Traybell is usual. */
  if (data == NULL)
    return g_string_free (log, FALSE);

  text = g_strndup (data, size);
  lines = g_strsplit (find_end (text), "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *line = tb_redaction_apply (redaction, lines[i]);

      g_string_append_printf (log, "%s\n", line);
    }

  return g_string_free (log, FALSE);
}
