/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What somebody who helps needs to know, and nothing that is only the user's: no secret, no text of
 * a notification, no name of a person, a channel or an account. */

#include "app/tb-report.h"

#include <glib/gi18n.h>
#include <string.h>

#include "account/tb-answer.h"
#include "app/tb-doctor-json.h"
#include "app/tb-redaction.h"
#include "app/tb-remote.h"
#include "app/tb-report-archive.h"
#include "app/tb-report-facts.h"
#include "app/tb-report-status.h"
#include "desktop/tb-keyring.h"

#define FOLDER "traybell-report"

static const char read_me[] = N_ (
    "This is what “traybell report” knows of this computer's Traybell. Look through it before "
    "you give it to anybody.\n\n"
    "status.json     how the running Traybell stands\n"
    "doctor.json     what “traybell doctor” found\n"
    "records.json    what became of the last events, without what was in them\n"
    "settings.json   the accounts, without names, ids and keys\n"
    "desktop.json    versions, and which desktop it is\n"
    "libraries.txt   the libraries in use\n"
    "log.txt         the end of Traybell's log, where the system keeps one\n\n"
    "Secrets, texts of notifications, names of people, channels and accounts, and parts of "
    "addresses are left out: “…” stands for them.\n");

typedef struct
{
  JsonBuilder *builder;
  TbRedaction *redaction;
} Examination;

/* The value of a header, the token in it, and each value of a cookie. */
static void
hide_credentials (TbRedaction *redaction, const char *line)
{
  const char *value = strchr (line, ':');
  g_auto (GStrv) parts = NULL;

  tb_redaction_hide (redaction, line);
  if (value == NULL)
    return;

  value++;
  value += strspn (value, " ");
  tb_redaction_hide (redaction, value);
  parts = g_strsplit_set (value, " ;=", -1);
  for (gsize i = 0; parts[i] != NULL; i++)
    {
      /* Words of protocols are shorter than any secret that is worth its name. */
      if (strlen (parts[i]) >= 8)
        tb_redaction_hide (redaction, parts[i]);
      explicit_bzero (parts[i], strlen (parts[i]));
    }
}

/* Whatever the keyring has: somebody may have repeated it to us. */
static void
hide_secret (TbRedaction *redaction, TbKeyring *keyring, const char *account_id)
{
  g_autoptr (GAsyncResult) result = NULL;
  char *secret;

  tb_keyring_lookup_async (keyring, account_id, FALSE, NULL, tb_answer_keep, &result);
  secret = tb_keyring_lookup_finish (keyring, tb_answer_wait (&result), NULL);
  if (secret != NULL)
    hide_credentials (redaction, secret);
  tb_keyring_secret_free (secret);
}

static void
hide_texts (TbRedaction *redaction, GVariant *settings)
{
  GVariantIter iter;
  GVariant *child;

  if (g_variant_is_of_type (settings, G_VARIANT_TYPE_STRING))
    {
      tb_redaction_hide (redaction, g_variant_get_string (settings, NULL));
      return;
    }
  if (!g_variant_is_container (settings))
    return;

  g_variant_iter_init (&iter, settings);
  while ((child = g_variant_iter_next_value (&iter)) != NULL)
    {
      hide_texts (redaction, child);
      g_variant_unref (child);
    }
}

static void
hide_account (TbRedaction *redaction, TbAccount *account)
{
  static const char *const names[]
      = { "name", "key",           "user-id", "tenant-ids", "rooms", "channels", "auth-parameters",
          "path", "muted-channels" };
  g_autoptr (GVariant) settings = tb_account_dup_settings (account);
  g_auto (GStrv) channels = tb_account_dup_channel_names (account);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GVariant) value = g_variant_lookup_value (settings, names[i], NULL);

      if (value != NULL)
        hide_texts (redaction, value);
    }
  for (gsize i = 0; channels[i] != NULL; i++)
    tb_redaction_hide (redaction, channels[i]);
}

/* A variable that says that it is a secret, and the password of a proxy. */
static void
hide_environment (TbRedaction *redaction)
{
  g_auto (GStrv) environment = g_get_environ ();
  g_autoptr (GRegex) secret = g_regex_new (
      "TOKEN|SECRET|PASSW|KEY|COOKIE|AUTH|CREDENTIAL|SESSION_ID", G_REGEX_CASELESS, 0, NULL);

  for (gsize i = 0; environment[i] != NULL; i++)
    {
      g_autofree char *name = g_strndup (environment[i], strcspn (environment[i], "="));
      const char *value = g_environ_getenv (environment, name);
      g_autoptr (GUri) uri = NULL;

      if (value == NULL)
        continue;
      if (g_regex_match (secret, name, 0, NULL) && strlen (value) >= 8)
        tb_redaction_hide (redaction, value);
      uri = g_uri_parse (value, G_URI_FLAGS_HAS_PASSWORD, NULL);
      if (uri != NULL && g_uri_get_password (uri) != NULL)
        tb_redaction_hide (redaction, g_uri_get_password (uri));
      if (uri != NULL && g_uri_get_user (uri) != NULL)
        tb_redaction_hide (redaction, g_uri_get_user (uri));
    }
}

/* Who it is, and where their things are. */
static void
hide_user (TbRedaction *redaction)
{
  const char *const texts[] = {
    g_get_user_name (),      g_get_real_name (),     g_get_host_name (),
    g_get_home_dir (),       g_get_user_data_dir (), g_get_user_config_dir (),
    g_get_user_cache_dir (), g_get_tmp_dir (),       g_get_user_runtime_dir (),
  };

  /* What GLib says where there is no name is a word like others. */
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (!g_str_equal (texts[i], "Unknown") && !g_str_equal (texts[i], "localhost"))
      tb_redaction_hide (redaction, texts[i]);
}

static TbRedaction *
build_redaction (TbAccountList *accounts)
{
  TbRedaction *redaction = tb_redaction_new ();
  g_autoptr (TbKeyring) keyring = tb_keyring_new (NULL);
  guint n_accounts = g_list_model_get_n_items (G_LIST_MODEL (accounts));

  hide_environment (redaction);
  hide_user (redaction);
  for (guint i = 0; i < n_accounts; i++)
    {
      g_autoptr (TbAccount) account = g_list_model_get_item (G_LIST_MODEL (accounts), i);

      hide_account (redaction, account);
      hide_secret (redaction, keyring, tb_account_get_id (account));
    }

  return redaction;
}

static void
on_finding (const TbFinding *finding, gpointer user_data)
{
  Examination *self = user_data;
  g_autofree char *account = tb_redaction_apply (self->redaction, finding->account);
  g_autofree char *channel = NULL;
  g_autofree char *seen = tb_redaction_apply (self->redaction, finding->seen);
  TbFinding hidden = *finding;

  /* The titles of channels have their names in them; portals have theirs from the desktop. */
  if (g_str_equal (finding->step, "channel"))
    {
      channel = tb_redaction_apply_channel (self->redaction, finding->channel);
      hidden.channel = channel;
      hidden.title = NULL;
    }
  /* The number of the connection, which a signature is for. */
  if (!g_str_equal (finding->step, "key") || finding->state != TB_CHECK_PASSED)
    hidden.seen = seen;
  else
    hidden.seen = NULL;
  hidden.account = account;
  hidden.remedy = NULL;
  tb_doctor_json_add (self->builder, &hidden);
}

static JsonNode *
examine (TbRedaction *redaction)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  Examination examination = { .builder = builder, .redaction = redaction };
  g_autoptr (TbDoctor) doctor = tb_doctor_new (on_finding, &examination);

  tb_doctor_json_begin (builder);
  tb_doctor_examine (doctor, NULL, FALSE);

  return tb_doctor_json_end (builder, tb_doctor_get_worst (doctor));
}

/* Takes over @node. */
static void
add_json (TbReportArchive *archive, const char *name, JsonNode *node)
{
  g_autofree char *text = node != NULL ? json_to_string (node, TRUE) : NULL;

  tb_report_archive_add (archive, name, text != NULL ? text : "null");
  if (node != NULL)
    json_node_unref (node);
}

/**
 * tb_report_build:
 * @now: the time, in s since the epoch
 * @error: return location for an error, or %NULL
 *
 * Looks at everything, as tb_doctor_examine() does, and takes out what is a secret or a text.
 *
 * Returns: (transfer full) (nullable): an archive of text files, compressed
 */
GBytes *
tb_report_build (gint64 now, GError **error)
{
  g_autoptr (TbReportArchive) archive = tb_report_archive_new (FOLDER, now);
  g_autoptr (TbAccountList) accounts = tb_account_list_new ();
  g_autoptr (TbRedaction) redaction = build_redaction (accounts);
  g_autoptr (TbDBusTraybell1) remote = tb_remote_find ();
  g_autofree char *libraries = tb_report_facts_dup_libraries ();
  g_autofree char *log = tb_report_facts_dup_log (redaction);

  /* That it does not answer is among the findings. */
  if (remote != NULL && !tb_remote_answers (remote))
    g_clear_object (&remote);
  tb_report_archive_add (archive, "README.txt", _ (read_me));
  add_json (archive, "status.json",
            remote != NULL ? tb_report_status_build (remote, redaction) : NULL);
  add_json (archive, "records.json",
            remote != NULL ? tb_report_status_build_records (remote, redaction) : NULL);
  add_json (archive, "doctor.json", examine (redaction));
  add_json (archive, "settings.json", tb_report_facts_build_settings (accounts, redaction));
  add_json (archive, "desktop.json", tb_report_facts_build_desktop (redaction));
  tb_report_archive_add (archive, "libraries.txt", libraries);
  tb_report_archive_add (archive, "log.txt", log);

  return tb_report_archive_finish (archive, error);
}
