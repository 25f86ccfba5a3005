/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The doctor's look at one account: its secret, its server as anybody sees it, and the way of its
 * session as TbLiveCheck goes it. */

#include <glib/gi18n.h>

#include "account/tb-live-check.h"
#include "account/tb-server-probe.h"
#include "app/tb-doctor-private.h"

/* From how many days before its end on a certificate is worth a word. */
#define EXPIRY_DAYS 14

/* From how many seconds on two clocks are not the same: tokens live for minutes. */
#define SKEW_SECONDS 90

/* Longer than the keyring may take to ask the user for a password, in s. */
#define KEYRING_SECONDS 125

/* Longer than any server may take, since each wait of the client has an end of its own, in s. */
#define CHECK_SECONDS 180

static void
on_loaded (TbCredentials *credentials, gboolean changed, gpointer user_data)
{
  gboolean *loaded = user_data;

  *loaded = TRUE;
}

static gboolean
is_set (gpointer data)
{
  return *(gboolean *) data;
}

static void
examine_keyring (TbDoctor *self, TbAccount *account, TbCredentials *credentials)
{
  gboolean loaded = FALSE;
  gulong handler = g_signal_connect (credentials, "loaded", G_CALLBACK (on_loaded), &loaded);
  const GError *error;
  g_autofree char *remedy = NULL;
  TbFinding finding = {
    .step = "keyring",
    .account = tb_account_get_id (account),
    .title = _ ("The keyring has the secret"),
  };

  tb_credentials_load (credentials);
  tb_doctor_wait (is_set, &loaded, KEYRING_SECONDS);
  g_signal_handler_disconnect (credentials, handler);
  error = tb_credentials_get_error (credentials);

  if (tb_credentials_get_state (credentials) == TB_CREDENTIALS_PRESENT)
    {
      finding.state = TB_CHECK_PASSED;
    }
  else if (tb_credentials_get_state (credentials) == TB_CREDENTIALS_ABSENT)
    {
      finding.state = tb_account_needs_credentials (account) ? TB_CHECK_WARNING : TB_CHECK_SKIPPED;
      finding.seen = _ ("It has none for this account");
      remedy = g_strdup_printf (
          _ ("If the web app asks for a sign-in: traybell account set-secret %s --token-stdin"),
          tb_account_get_id (account));
      finding.remedy = finding.state == TB_CHECK_WARNING ? remedy : NULL;
    }
  else
    {
      finding.state = tb_account_needs_credentials (account) ? TB_CHECK_FAILED : TB_CHECK_WARNING;
      finding.seen = error != NULL ? error->message : _ ("It does not answer");
      finding.remedy = _ ("Unlock the keyring, or start your desktop's keyring service, and look "
                          "again.");
    }
  tb_doctor_tell (self, &finding);
}

static void
tell_proxy (TbDoctor *self, TbAccount *account, TbServerProbe *probe)
{
  const char *proxy = tb_server_probe_get_proxy (probe);
  const TbFinding finding = {
    .step = "proxy",
    .account = tb_account_get_id (account),
    .state = proxy != NULL ? TB_CHECK_PASSED : TB_CHECK_SKIPPED,
    .title = _ ("The way goes through a proxy"),
    .seen = proxy != NULL ? proxy : _ ("There is none on the way"),
  };

  tb_doctor_tell (self, &finding);
}

static void
tell_certificate (TbDoctor *self, TbAccount *account, TbServerProbe *probe)
{
  g_autofree char *chain = tb_server_probe_describe_chain (probe);
  g_autoptr (GDateTime) end = tb_server_probe_get_expiry (probe);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *day = end != NULL ? g_date_time_format (end, _ ("%-d %B %Y")) : NULL;
  g_autofree char *seen = NULL;
  gint64 days;
  TbFinding finding = {
    .step = "certificate",
    .account = tb_account_get_id (account),
    .state = TB_CHECK_SKIPPED,
    .title = _ ("The server's certificate is good"),
  };

  if (chain == NULL || end == NULL)
    {
      finding.seen = tb_account_get_tls (account) ? _ ("The server has shown none")
                                                  : _ ("Without encryption there is none");
      tb_doctor_tell (self, &finding);
      return;
    }

  days = g_date_time_difference (end, now) / G_TIME_SPAN_DAY;
  /* Translators: names of certificates, each after the one that it vouches for, and a day */
  seen = g_strdup_printf (_ ("%s, valid until %s"), chain, day);
  finding.seen = seen;
  if (tb_server_probe_get_problems (probe) != 0)
    {
      /* Which, and what to do about it, the encryption's own step says. */
      finding.state = TB_CHECK_FAILED;
    }
  else if (days < EXPIRY_DAYS)
    {
      finding.state = TB_CHECK_WARNING;
      finding.remedy = _ ("Tell whoever runs the server that the certificate ends soon. Nothing on "
                          "this computer is wrong.");
    }
  else
    {
      finding.state = TB_CHECK_PASSED;
    }
  tb_doctor_tell (self, &finding);
}

static void
tell_clock (TbDoctor *self, TbAccount *account, TbServerProbe *probe)
{
  g_autofree char *seen = NULL;
  gint64 skew;
  TbFinding finding = {
    .step = "clock",
    .account = tb_account_get_id (account),
    .state = TB_CHECK_SKIPPED,
    .title = _ ("The clocks of server and computer agree"),
    .seen = _ ("The server does not say which time it is"),
  };

  if (tb_server_probe_get_skew (probe, &skew))
    {
      guint minutes = (guint) ((ABS (skew) + 30) / 60);

      finding.state = ABS (skew) >= SKEW_SECONDS ? TB_CHECK_WARNING : TB_CHECK_PASSED;
      if (finding.state == TB_CHECK_PASSED)
        seen = g_strdup (_ ("Within a minute"));
      else if (skew > 0)
        seen = g_strdup_printf (ngettext ("This computer is %u minute ahead of the server",
                                          "This computer is %u minutes ahead of the server",
                                          minutes),
                                minutes);
      else
        seen = g_strdup_printf (ngettext ("This computer is %u minute behind the server",
                                          "This computer is %u minutes behind the server", minutes),
                                minutes);
      finding.seen = seen;
      if (finding.state == TB_CHECK_WARNING)
        finding.remedy = _ ("Let this computer set its clock by the network: certificates and "
                            "sign-ins are valid for a time. If its clock is right, tell whoever "
                            "runs the server.");
    }
  tb_doctor_tell (self, &finding);
}

static char *
describe_endpoint (TbLiveCheck *check, const char *seen)
{
  g_autoptr (GUri) uri = g_uri_parse (seen, G_URI_FLAGS_NONE, NULL);
  g_autofree char *address = NULL;

  if (uri == NULL)
    return g_strdup (seen);

  /* What else is in an address can be a secret. */
  address
      = g_uri_to_string_partial (uri, G_URI_HIDE_USERINFO | G_URI_HIDE_QUERY | G_URI_HIDE_FRAGMENT);
  return g_strdup_printf (tb_live_check_get_auth_format (check) == TB_AUTH_FORMAT_JSON
                              ? _ ("%s answers requests in JSON with 200, “auth” of the form "
                                   "key:signature")
                              : _ ("%s answers requests as of a form with 200, “auth” of the form "
                                   "key:signature"),
                          address);
}

static void
tell_step (TbDoctor *self, TbAccount *account, TbLiveCheck *check, TbCheckStep *step)
{
  TbCheckState state = tb_check_step_get_state (step);
  g_autofree char *endpoint = NULL;
  TbFinding finding = {
    .step = tb_check_step_get_kind_name (step),
    .account = tb_account_get_id (account),
    .channel = tb_check_step_get_channel (step),
    .state = tb_check_step_is_over (step) ? state : TB_CHECK_SKIPPED,
    .title = tb_check_step_get_title (step),
    .seen = tb_check_step_get_seen (step),
    .remedy = tb_check_step_get_remedy (step),
  };

  if (tb_check_step_get_kind (step) == TB_CHECK_ENDPOINT && state == TB_CHECK_PASSED)
    {
      endpoint = describe_endpoint (check, finding.seen);
      finding.seen = endpoint;
    }
  tb_doctor_tell (self, &finding);
}

static gboolean
is_checked (gpointer data)
{
  return tb_live_check_get_outcome (data) != TB_CHECK_OUTCOME_RUNNING;
}

static gboolean
lacks_keyring (TbAccount *account, TbCredentials *credentials)
{
  return tb_credentials_get_state (credentials) == TB_CREDENTIALS_UNKNOWN
         && tb_account_needs_credentials (account) && tb_account_check (account, NULL);
}

/* Told in order and at its end: a channel can be subscribed before it is known that the endpoint
 * answers in the right format. */
static void
examine_connection (TbDoctor *self, TbAccount *account, TbCredentials *credentials)
{
  g_autoptr (TbLiveCheck) check = tb_live_check_new (account, credentials, NULL);
  GListModel *steps = tb_live_check_get_steps (check);
  g_autoptr (TbServerProbe) probe = NULL;

  /* Both at once: a server that does not answer lets either of them wait to its end. Without the
   * keyring, of which was told, there is nothing to try, and nobody to ask for a second time. */
  if (!lacks_keyring (account, credentials))
    tb_live_check_start (check);
  probe = tb_server_probe_new (account);
  tell_proxy (self, account, probe);
  tb_doctor_wait (is_checked, check, CHECK_SECONDS);
  for (guint i = 0; i < g_list_model_get_n_items (steps); i++)
    {
      g_autoptr (TbCheckStep) step = g_list_model_get_item (steps, i);

      tell_step (self, account, check, step);
      if (tb_check_step_get_kind (step) == TB_CHECK_TLS)
        {
          tell_certificate (self, account, probe);
          tell_clock (self, account, probe);
        }
    }
  if (!is_checked (check))
    tb_live_check_cancel (check);
}

/**
 * tb_doctor_examine_account:
 * @self: a doctor
 * @account: an account
 * @even_disabled: whether to connect for @account if it is not enabled
 *
 * Connects for @account once, beside the session that may run, and asks its web app what came
 * meanwhile, and tells how it went.
 */
void
tb_doctor_examine_account (TbDoctor *self, TbAccount *account, gboolean even_disabled)
{
  g_autoptr (TbCredentials) credentials
      = tb_credentials_new (self->keyring, tb_account_get_id (account));
  const TbFinding disabled = {
    .step = "enabled",
    .account = tb_account_get_id (account),
    .state = TB_CHECK_WARNING,
    .title = _ ("The account is enabled"),
    .seen = _ ("It is not, and Traybell does not connect for it"),
    .remedy = _ ("Enable it on the Status page, or with “traybell account enable”."),
  };

  if (!tb_account_get_enabled (account))
    tb_doctor_tell (self, &disabled);
  if (!tb_account_get_enabled (account) && !even_disabled)
    return;

  examine_keyring (self, account, credentials);
  examine_connection (self, account, credentials);
  tb_doctor_examine_inbox (self, account, credentials);
}
