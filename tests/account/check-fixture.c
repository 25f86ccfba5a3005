/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "check-fixture.h"

#include "account-fixture.h"
#include "bus-fixture.h"

static void
on_step_changed (TbCheckStep *step, GParamSpec *pspec, gpointer user_data)
{
  CheckFixture *self = user_data;

  g_string_append_printf (self->states, "%s:%s ", tb_check_step_get_kind_name (step),
                          tb_check_state_to_string (tb_check_step_get_state (step)));
}

void
check_fixture_set_up (CheckFixture *self, const char *certificate, const char *key)
{
  const DevServerOptions options = { .tls_certificate = certificate, .tls_key = key };
  g_autoptr (GError) error = NULL;

  self->server = dev_server_new (&options, &error);
  g_assert_no_error (error);
  self->clock = fake_clock_new ();
  self->states = g_string_new (NULL);
}

static void
drop_check (CheckFixture *self)
{
  if (self->check == NULL)
    return;

  g_assert_finalize_object (g_steal_pointer (&self->check));
  g_assert_finalize_object (g_steal_pointer (&self->account));
  g_string_truncate (self->states, 0);
  /* The server hears of it, and requests that were under way see that they are cancelled. */
  WAIT_UNTIL (dev_server_get_connections (self->server) == 0);
  WAIT_UNTIL (fake_clock_get_timers (self->clock) == 0);
}

void
check_fixture_tear_down (CheckFixture *self)
{
  drop_check (self);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (self->clock);
  g_assert_finalize_object (self->server);
  g_string_free (self->states, TRUE);
}

void
check_fixture_begin (CheckFixture *self, const char *settings, const char *token)
{
  g_autofree char *text = g_strdup_printf (
      "{'key': <'demo-key'>, 'cluster': <''>, 'host': <'127.0.0.1'>, 'port': <uint32 %u>,"
      " 'tls': <%s>, 'auth-endpoint': <'%s/api/pusher/auth'>, 'tenant-ids': <['org_123']>}",
      dev_server_get_port (self->server),
      g_str_has_prefix (dev_server_get_url (self->server), "https") ? "true" : "false",
      dev_server_get_url (self->server));
  g_autoptr (GVariant) more = account_fixture_settings ("%s", settings);
  g_autoptr (TbCredentials) credentials = NULL;
  g_autoptr (GError) error = NULL;
  GListModel *steps;

  drop_check (self);
  self->account = account_fixture_new ("checked", text);
  tb_account_apply (self->account, more);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  credentials = tb_credentials_new_for_secret ("Authorization", token, &error);
  g_assert_no_error (error);
  self->check = tb_live_check_new (self->account, credentials, PUSHER_CLOCK (self->clock));
  steps = tb_live_check_get_steps (self->check);
  for (guint i = 0; i < g_list_model_get_n_items (steps); i++)
    {
      g_autoptr (TbCheckStep) step = g_list_model_get_item (steps, i);

      g_signal_connect (step, "notify::state", G_CALLBACK (on_step_changed), self);
    }
  tb_live_check_start (self->check);
  g_string_truncate (self->states, 0);
}

void
check_fixture_wait (CheckFixture *self)
{
  WAIT_UNTIL (tb_live_check_get_outcome (self->check) != TB_CHECK_OUTCOME_RUNNING);
}

void
check_fixture_run (CheckFixture *self, const char *settings, const char *token)
{
  check_fixture_begin (self, settings, token);
  check_fixture_wait (self);
}

TbCheckStep *
check_fixture_get (CheckFixture *self, TbCheckKind kind)
{
  g_autoptr (TbCheckStep) step
      = g_list_model_get_item (tb_live_check_get_steps (self->check), (guint) kind);

  return step; /* the list keeps it */
}

TbCheckStep *
check_fixture_get_channel (CheckFixture *self, const char *name)
{
  GListModel *steps = tb_live_check_get_steps (self->check);

  for (guint i = TB_CHECK_CHANNEL; i < g_list_model_get_n_items (steps); i++)
    {
      g_autoptr (TbCheckStep) step = g_list_model_get_item (steps, i);

      if (g_str_equal (tb_check_step_get_channel (step), name))
        return step; /* the list keeps it */
    }

  g_assert_not_reached ();
}

void
check_fixture_assert (
    CheckFixture *self, TbCheckStep *step, TbCheckState state, const char *seen, const char *remedy)
{
  g_test_message ("%s: %s: “%s” “%s”", tb_check_step_get_title (step),
                  tb_check_state_to_string (tb_check_step_get_state (step)),
                  tb_check_step_get_seen (step), tb_check_step_get_remedy (step));
  g_assert_cmpint (tb_check_step_get_state (step), ==, state);
  if (seen != NULL && strstr (tb_check_step_get_seen (step), seen) == NULL)
    g_error ("“%s” does not say “%s”", tb_check_step_get_seen (step), seen);
  g_assert_cmpstr (tb_check_step_get_remedy (step), ==, remedy);
}

void
check_fixture_assert_failed (CheckFixture *self,
                             TbCheckKind kind,
                             const char *seen,
                             const char *remedy)
{
  GListModel *steps = tb_live_check_get_steps (self->check);

  check_fixture_assert (self, check_fixture_get (self, kind), TB_CHECK_FAILED, seen, remedy);
  g_assert_cmpint (tb_live_check_get_outcome (self->check), ==, TB_CHECK_OUTCOME_FAILED);
  for (guint i = 0; i < g_list_model_get_n_items (steps); i++)
    {
      g_autoptr (TbCheckStep) step = g_list_model_get_item (steps, i);
      TbCheckState state = tb_check_step_get_state (step);

      g_test_message ("%s: %s", tb_check_step_get_kind_name (step),
                      tb_check_state_to_string (state));
      if (i < (guint) kind)
        g_assert_true (state == TB_CHECK_PASSED
                       || (i == TB_CHECK_TLS && state == TB_CHECK_SKIPPED));
      else if (i > (guint) kind)
        g_assert_cmpint (state, ==, TB_CHECK_SKIPPED);
    }
}

static void
run_openssl (const char *const *arguments)
{
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  process = g_subprocess_newv (
      arguments, G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error);
  g_assert_no_error (error);
  g_subprocess_wait_check (process, NULL, &error);
  g_assert_no_error (error);
}

gboolean
check_fixture_make_certificate (
    const char *folder, const char *days, const char *names, char **certificate, char **key)
{
  g_autofree char *openssl = g_find_program_in_path ("openssl");
  g_autofree char *request = g_build_filename (folder, "request.pem", NULL);
  g_autofree char *extensions = g_build_filename (folder, "extensions", NULL);
  g_autofree char *text = g_strconcat ("subjectAltName=", names, "\n", NULL);
  g_autoptr (GError) error = NULL;

  if (openssl == NULL)
    return FALSE;

  *certificate = g_build_filename (folder, "certificate.pem", NULL);
  *key = g_build_filename (folder, "key.pem", NULL);
  g_file_set_contents (extensions, text, -1, &error);
  g_assert_no_error (error);
  run_openssl ((const char *const[]){ openssl, "req", "-new", "-newkey", "ec", "-pkeyopt",
                                      "ec_paramgen_curve:prime256v1", "-nodes", "-subj",
                                      "/CN=127.0.0.1", "-keyout", *key, "-out", request, NULL });
  run_openssl ((const char *const[]){ openssl, "x509", "-req", "-in", request, "-signkey", *key,
                                      "-days", days, "-extfile", extensions, "-out", *certificate,
                                      NULL });

  return TRUE;
}
