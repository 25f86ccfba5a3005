/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a window asks a web app while an account of it is set up. */

#include "account/tb-web-app.h"

#include "account/tb-account-client.h"
#include "account/tb-well-known.h"
#include "pusher/pusher-system-clock.h"

struct _TbWebApp
{
  GObject parent_instance;

  SoupSession *session;
  PusherClock *clock;
};

G_DEFINE_FINAL_TYPE (TbWebApp, tb_web_app, G_TYPE_OBJECT)

static void
tb_web_app_finalize (GObject *object)
{
  TbWebApp *self = TB_WEB_APP (object);

  g_clear_object (&self->session);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (tb_web_app_parent_class)->finalize (object);
}

static void
tb_web_app_class_init (TbWebAppClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tb_web_app_finalize;
}

static void
tb_web_app_init (TbWebApp *self)
{
}

/**
 * tb_web_app_new:
 * @account: whose certificates to trust
 * @clock: (nullable): the time, or %NULL for the system's
 *
 * Returns: (transfer full): what asks the web app
 */
TbWebApp *
tb_web_app_new (TbAccount *account, PusherClock *clock)
{
  TbWebApp *self = g_object_new (TB_TYPE_WEB_APP, NULL);

  self->session = tb_account_client_create_session (account);
  self->clock = clock != NULL ? g_object_ref (clock) : pusher_system_clock_new ();

  return self;
}

/**
 * tb_web_app_fetch_settings_async:
 * @self: what asks the web app
 * @web_url: its address
 * @cancellable: (nullable): a cancellable
 * @callback: called when there are settings or none
 * @user_data: for @callback
 *
 * See tb_well_known_fetch_async().
 */
void
tb_web_app_fetch_settings_async (TbWebApp *self,
                                 const char *web_url,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  tb_well_known_fetch_async (self->session, self->clock, web_url, cancellable, callback, user_data);
}

/**
 * tb_web_app_fetch_settings_finish:
 * @self: what asks the web app
 * @result: what the callback got
 * @refused: (out) (transfer full) (optional): names of secrets that were found and are not kept
 * @error: return location for an error, or %NULL
 *
 * Returns: (transfer full) (nullable): see tb_well_known_fetch_finish()
 */
GVariant *
tb_web_app_fetch_settings_finish (TbWebApp *self,
                                  GAsyncResult *result,
                                  GStrv *refused,
                                  GError **error)
{
  return tb_well_known_fetch_finish (result, refused, error);
}

/**
 * tb_web_app_create_sign_in:
 * @self: what asks the web app
 * @account: whose user is to sign in
 * @error: return location for an error, or %NULL
 *
 * Returns: (transfer full) (nullable): a sign-in that has not begun, or %NULL if the account does
 *   not say where
 */
TbDeviceSignIn *
tb_web_app_create_sign_in (TbWebApp *self, TbAccount *account, GError **error)
{
  g_autoptr (TbSignInEndpoints) endpoints = tb_sign_in_endpoints_new (account, error);

  return endpoints != NULL ? tb_device_sign_in_new (self->session, self->clock, endpoints) : NULL;
}

static void
on_identity_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  TbIdentity *identity = tb_identity_fetch_finish (result, &error);

  if (identity != NULL)
    g_task_return_pointer (task, identity, (GDestroyNotify) tb_identity_free);
  else
    g_task_return_error (task, error);
}

/**
 * tb_web_app_identify_async:
 * @self: what asks the web app
 * @account: the account, which says where
 * @token: the user's bearer token
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is known or not
 * @user_data: for @callback
 *
 * See tb_identity_fetch_async().
 */
void
tb_web_app_identify_async (TbWebApp *self,
                           TbAccount *account,
                           const char *token,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;
  g_autoptr (TbSignInEndpoints) endpoints = tb_sign_in_endpoints_new (account, &error);

  g_task_set_source_tag (task, tb_web_app_identify_async);
  if (endpoints == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }

  tb_identity_fetch_async (self->session, self->clock, endpoints, token, cancellable,
                           on_identity_ready, task);
}

/**
 * tb_web_app_identify_finish:
 * @self: what asks the web app
 * @result: what the callback got
 * @error: return location for an error, or %NULL
 *
 * Returns: (transfer full) (nullable): what the web app tells, or %NULL with
 *   %G_IO_ERROR_CANCELLED or if the account does not say where to ask
 */
TbIdentity *
tb_web_app_identify_finish (TbWebApp *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
