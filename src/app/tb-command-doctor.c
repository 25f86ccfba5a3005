/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The command doctor. */

#include "app/tb-command-doctor.h"

#include <glib/gi18n.h>

#include "app/tb-command.h"
#include "app/tb-doctor-json.h"
#include "app/tb-words.h"

typedef struct
{
  TbDoctor *doctor;
  JsonBuilder *builder; /* NULL for people */
  char *account;        /* whose findings are printed now */
} Printer;

static const char *
get_word (TbCheckState state)
{
  switch (state)
    {
    case TB_CHECK_PASSED:
      return _ ("ok");
    case TB_CHECK_WARNING:
      return _ ("warning");
    case TB_CHECK_FAILED:
      return _ ("failed");
    case TB_CHECK_SKIPPED:
    case TB_CHECK_WAITING:
    case TB_CHECK_RUNNING:
    default:
      return "–";
    }
}

static void
print_heading (Printer *self, const TbFinding *finding)
{
  g_autofree char *name = NULL;
  g_autofree char *plain = NULL;
  TbAccount *account;

  if (g_strcmp0 (finding->account, self->account) == 0)
    return;

  g_free (self->account);
  self->account = g_strdup (finding->account);
  if (finding->account == NULL)
    {
      g_print ("\n%s\n", _ ("Desktop"));
      return;
    }

  account = tb_account_list_lookup (tb_doctor_get_accounts (self->doctor), finding->account, NULL);
  name = account != NULL ? tb_account_dup_name (account) : g_strdup (finding->account);
  plain = tb_words_dup_plain (name);
  /* Translators: an account's name and its id */
  g_print (_ ("\nAccount %s (%s)\n"), plain, finding->account);
}

static void
print_finding (Printer *self, const TbFinding *finding)
{
  g_autofree char *title = tb_words_dup_plain (finding->title);
  g_autofree char *seen = tb_words_dup_plain (finding->seen);
  g_autofree char *remedy = tb_words_dup_plain (finding->remedy);

  print_heading (self, finding);
  /* Translators: how something is, and what: “ok: The server can be reached” */
  g_print (_ ("%s: %s\n"), get_word (finding->state), title);
  if (*seen != '\0')
    g_print ("  %s\n", seen);
  if (*remedy != '\0')
    g_print ("  → %s\n", remedy);
}

static void
on_finding (const TbFinding *finding, gpointer user_data)
{
  Printer *self = user_data;

  if (self->builder != NULL)
    tb_doctor_json_add (self->builder, finding);
  else
    print_finding (self, finding);
}

static void
print_end (Printer *self)
{
  TbCheckState worst = tb_doctor_get_worst (self->doctor);
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  if (self->builder != NULL)
    {
      root = tb_doctor_json_end (self->builder, worst);
      text = json_to_string (root, TRUE);
      g_print ("%s\n", text);
    }
  else if (worst == TB_CHECK_FAILED)
    {
      g_print ("\n%s\n", _ ("Something does not work; each arrow says what to do."));
    }
  else if (worst == TB_CHECK_WARNING)
    {
      g_print ("\n%s\n", _ ("Everything works; the warnings are worth a look."));
    }
  else
    {
      g_print ("\n%s\n", _ ("Everything works."));
    }
}

/**
 * tb_command_doctor_run:
 * @arguments: (transfer none): "doctor" and what follows it
 *
 * Returns: the exit code: that of a command that failed if anything does not work
 */
int
tb_command_doctor_run (GStrv arguments)
{
  g_auto (GStrv) rest = g_strdupv (arguments);
  g_autoptr (TbDoctor) doctor = NULL;
  g_autoptr (JsonBuilder) builder = NULL;
  g_autoptr (GError) error = NULL;
  Printer printer = { 0 };
  TbAccount *account = NULL;
  gboolean as_json = FALSE;
  gboolean notify = FALSE;
  int exit_code;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, _ ("Print JSON, for programs"), NULL },
    { "notify", 0, 0, G_OPTION_ARG_NONE, &notify, _ ("Show a notification, as a test"), NULL },
    G_OPTION_ENTRY_NULL,
  };

  if (!tb_command_parse (
          "doctor", _ ("[ACCOUNT]"),
          _ ("Looks at everything that has to work, of one account or of all, and of the desktop, "
             "and says what to do about what does not. Connects once for each account. Exit code "
             "0: everything works, if with warnings, 1: something does not."),
          entries, &rest, &exit_code))
    return exit_code;
  if (rest[1] != NULL && rest[2] != NULL)
    return tb_command_refuse (_ ("“traybell doctor” takes the id of one account, or none"));

  doctor = tb_doctor_new (on_finding, &printer);
  printer.doctor = doctor;
  if (rest[1] != NULL)
    {
      account = tb_account_list_lookup (tb_doctor_get_accounts (doctor), rest[1], &error);
      if (account == NULL)
        return tb_command_fail (error);
    }

  builder = as_json ? json_builder_new_immutable () : NULL;
  printer.builder = builder;
  if (builder != NULL)
    tb_doctor_json_begin (builder);
  tb_doctor_examine (doctor, account, notify);
  print_end (&printer);
  g_free (printer.account);

  return tb_doctor_get_worst (doctor) == TB_CHECK_FAILED ? TB_EXIT_FAILED : TB_EXIT_OK;
}
