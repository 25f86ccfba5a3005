/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From an account's settings to the addresses where its user signs in with the browser. */

#include "account/tb-sign-in-endpoints.h"

#include <glib/gi18n-lib.h>

#include "account/tb-web-request.h"

/* Where a web app of this kind has its sign-in, below its own address. */
#define DEFAULT_BASE "/api/auth"

/* The address that the endpoints are relative to, ending in a slash, or %NULL. */
static char *
dup_base (TbAccount *account, GError **error)
{
  g_autofree char *url = tb_account_dup_string (account, "sign-in-url");
  g_autofree char *web_url = tb_account_dup_string (account, "web-url");

  if (*url == '\0' && *web_url == '\0')
    {
      g_set_error (error, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_INCOMPLETE,
                   _ ("The address of the web app is missing; without it nobody can sign in with "
                      "the browser"));
      return NULL;
    }
  if (!tb_web_request_check_address (*url != '\0' ? url : web_url, error))
    return NULL;
  if (*url == '\0')
    return g_uri_resolve_relative (web_url, DEFAULT_BASE "/", G_URI_FLAGS_NONE, error);

  return g_strconcat (url, g_str_has_suffix (url, "/") ? "" : "/", NULL);
}

/* Sets @address to that of the endpoint in the setting @key; %NULL for an empty one. */
static gboolean
resolve (TbAccount *account, const char *base, const char *key, char **address, GError **error)
{
  g_autofree char *endpoint = tb_account_dup_string (account, key);
  g_autofree char *absolute = NULL;

  *address = NULL;
  if (*endpoint == '\0')
    return TRUE;

  absolute = g_uri_resolve_relative (base, endpoint, G_URI_FLAGS_NONE, NULL);
  if (!tb_web_request_check_address (absolute != NULL ? absolute : endpoint, error))
    return FALSE;
  *address = g_steal_pointer (&absolute);

  return TRUE;
}

/**
 * tb_sign_in_endpoints_new:
 * @account: an account
 * @error: return location for an error, or %NULL
 *
 * Returns: (transfer full) (nullable): where its user signs in with the browser, or %NULL with
 *   %TB_ACCOUNT_ERROR_INCOMPLETE or %TB_ACCOUNT_ERROR_INVALID
 */
TbSignInEndpoints *
tb_sign_in_endpoints_new (TbAccount *account, GError **error)
{
  g_autoptr (TbSignInEndpoints) self = g_new0 (TbSignInEndpoints, 1);
  g_autofree char *base = dup_base (account, error);

  if (base == NULL || !resolve (account, base, "sign-in-code-endpoint", &self->code, error)
      || !resolve (account, base, "sign-in-token-endpoint", &self->token, error)
      || !resolve (account, base, "sign-in-user-endpoint", &self->user, error)
      || !resolve (account, base, "sign-in-tenants-endpoint", &self->tenants, error))
    return NULL;

  self->client_id = tb_account_dup_string (account, "sign-in-client-id");
  if (self->code == NULL || self->token == NULL || *self->client_id == '\0')
    {
      g_set_error (error, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_INCOMPLETE,
                   _ ("Signing in with the browser is switched off for this account; set its "
                      "client id, code endpoint and token endpoint"));
      return NULL;
    }

  return g_steal_pointer (&self);
}

/**
 * tb_sign_in_endpoints_copy:
 * @self: endpoints
 *
 * Returns: (transfer full): a copy
 */
TbSignInEndpoints *
tb_sign_in_endpoints_copy (const TbSignInEndpoints *self)
{
  TbSignInEndpoints *copy = g_new0 (TbSignInEndpoints, 1);

  copy->client_id = g_strdup (self->client_id);
  copy->code = g_strdup (self->code);
  copy->token = g_strdup (self->token);
  copy->user = g_strdup (self->user);
  copy->tenants = g_strdup (self->tenants);

  return copy;
}

/**
 * tb_sign_in_endpoints_free:
 * @self: (transfer full): endpoints
 */
void
tb_sign_in_endpoints_free (TbSignInEndpoints *self)
{
  g_free (self->client_id);
  g_free (self->code);
  g_free (self->token);
  g_free (self->user);
  g_free (self->tenants);
  g_free (self);
}
