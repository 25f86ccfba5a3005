/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/tb-doctor.h"

#include <glib/gi18n.h>

#include "app/tb-doctor-private.h"
#include "app/tb-remote.h"
#include "tb-version.h"

/**
 * tb_doctor_new:
 * @func: hears of each finding
 * @user_data: for @func
 *
 * Returns: (transfer full): a doctor, who owns no name on the bus and changes nothing
 */
TbDoctor *
tb_doctor_new (TbDoctorFunc func, gpointer user_data)
{
  TbDoctor *self = g_new0 (TbDoctor, 1);

  self->func = func;
  self->user_data = user_data;
  self->worst = TB_CHECK_PASSED;
  self->bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  if (self->bus != NULL)
    {
      g_dbus_connection_set_exit_on_close (self->bus, FALSE);
      self->remote = tb_remote_find ();
    }
  self->accounts = tb_account_list_new ();
  self->keyring = tb_keyring_new (self->bus);

  return self;
}

/**
 * tb_doctor_free:
 * @self: (transfer full): a doctor
 */
void
tb_doctor_free (TbDoctor *self)
{
  g_clear_object (&self->keyring);
  g_clear_object (&self->accounts);
  g_clear_object (&self->remote);
  g_clear_object (&self->bus);
  g_free (self);
}

/**
 * tb_doctor_get_accounts:
 * @self: a doctor
 *
 * Returns: (transfer none): the accounts there are
 */
TbAccountList *
tb_doctor_get_accounts (TbDoctor *self)
{
  return self->accounts;
}

/**
 * tb_doctor_get_worst:
 * @self: a doctor
 *
 * Returns: %TB_CHECK_FAILED if anything failed, %TB_CHECK_WARNING if anything was worth a warning,
 * else %TB_CHECK_PASSED
 */
TbCheckState
tb_doctor_get_worst (TbDoctor *self)
{
  return self->worst;
}

/**
 * tb_doctor_tell:
 * @self: a doctor
 * @finding: what was found
 */
void
tb_doctor_tell (TbDoctor *self, const TbFinding *finding)
{
  if (finding->state == TB_CHECK_FAILED)
    self->worst = TB_CHECK_FAILED;
  else if (finding->state == TB_CHECK_WARNING && self->worst == TB_CHECK_PASSED)
    self->worst = TB_CHECK_WARNING;

  self->func (finding, self->user_data);
}

static gboolean
on_time_over (gpointer user_data)
{
  guint *source = user_data;

  *source = 0;
  return G_SOURCE_REMOVE;
}

/**
 * tb_doctor_wait:
 * @is_over: whether what is waited for has come
 * @data: for @is_over
 * @seconds: how long to wait for it
 *
 * Returns: whether it has come in time
 */
gboolean
tb_doctor_wait (gboolean (*is_over) (gpointer data), gpointer data, guint seconds)
{
  guint source = g_timeout_add_seconds (seconds, on_time_over, &source);

  while (source != 0 && !is_over (data))
    g_main_context_iteration (NULL, TRUE);
  g_clear_handle_id (&source, g_source_remove);

  return is_over (data);
}

static void
examine_program (TbDoctor *self)
{
  const char *version = self->remote != NULL ? tb_dbus_traybell1_get_version (self->remote) : NULL;
  g_autofree char *seen = NULL;
  TbFinding finding = { .step = "program", .title = _ ("Traybell is running") };

  if (self->bus == NULL)
    {
      finding.state = TB_CHECK_FAILED;
      finding.seen = _ ("There is no session bus");
      finding.remedy = _ ("Start Traybell from within your desktop. Without a session bus there is "
                          "neither a tray nor a keyring nor a notification.");
    }
  else if (self->remote == NULL)
    {
      finding.state = TB_CHECK_WARNING;
      finding.seen = _ ("It is not");
      finding.remedy = _ ("Start it with “traybell --background”, or from the applications menu.");
    }
  else if (!tb_remote_answers (self->remote))
    {
      /* What else it knows is not asked for. */
      g_clear_object (&self->remote);
      finding.state = TB_CHECK_FAILED;
      finding.seen = _ ("It runs, but does not answer");
      finding.remedy = _ ("End it in the system monitor, or log out and in again.");
    }
  else if (g_strcmp0 (version, TB_VERSION) != 0)
    {
      seen = g_strdup_printf (_ ("Version %s runs, and %s is installed"), version, TB_VERSION);
      finding.state = TB_CHECK_WARNING;
      finding.seen = seen;
      finding.remedy = _ ("End it with “traybell quit” and start it again.");
    }
  else
    {
      finding.state = TB_CHECK_PASSED;
      finding.seen = version;
    }

  tb_doctor_tell (self, &finding);
}

/**
 * tb_doctor_examine:
 * @self: a doctor
 * @account: (nullable): the account to look at, or %NULL for all that are enabled
 * @notify: whether to show a notification to see whether one is shown
 *
 * Looks at everything: the program, the accounts, and the desktop. Takes as long as the servers
 * take to answer, and tells each finding meanwhile.
 */
void
tb_doctor_examine (TbDoctor *self, TbAccount *account, gboolean notify)
{
  guint n_accounts = g_list_model_get_n_items (G_LIST_MODEL (self->accounts));
  const TbFinding none = {
    .step = "accounts",
    .state = TB_CHECK_WARNING,
    .title = _ ("There is an account"),
    .seen = _ ("There is none yet"),
    .remedy = _ ("Add one; “traybell account add --help” tells how."),
  };

  examine_program (self);
  if (account != NULL)
    tb_doctor_examine_account (self, account, TRUE);
  else if (n_accounts == 0)
    tb_doctor_tell (self, &none);
  for (guint i = 0; account == NULL && i < n_accounts; i++)
    {
      g_autoptr (TbAccount) one = g_list_model_get_item (G_LIST_MODEL (self->accounts), i);

      tb_doctor_examine_account (self, one, FALSE);
    }
  tb_doctor_examine_desktop (self, notify);
}
