/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What a person can do about a step that has failed. The error says what was seen; this says where
 * to put it right, or whom to ask: in words for somebody who uses the web app and did not build it.
 */

#include "account/tb-check-remedy.h"

#include <glib/gi18n-lib.h>

#include "desktop/tb-keyring.h"
#include "pusher/pusher-error.h"

/* RFC 6585; libsoup has no name for it. */
#define STATUS_TOO_MANY_REQUESTS 429

static const char *
advise_certificate (GTlsCertificateFlags flags)
{
  /* In the order in which the error names the reason. */
  if (flags & G_TLS_CERTIFICATE_EXPIRED)
    return _ ("Tell whoever runs the server that its certificate has expired. Nothing on this "
              "computer is wrong.");
  if (flags & G_TLS_CERTIFICATE_NOT_ACTIVATED)
    return _ (
        "Set the clock of this computer right. If it is right, tell whoever runs the server.");
  if (flags & G_TLS_CERTIFICATE_BAD_IDENTITY)
    return _ ("Enter the server's name exactly as its certificate has it. Whoever runs the server "
              "knows that name.");
  if (flags & G_TLS_CERTIFICATE_UNKNOWN_CA)
    return _ ("Ask your administrator for the file with your company's certificates, and choose it "
              "as CA file under Advanced.");

  return _ ("Tell whoever runs the server, and do not go on before they have put it right.");
}

static const char *
advise_settings (const GError *error)
{
  if (error->domain == TB_KEYRING_ERROR)
    return _ ("Unlock the keyring, and check again.");

  return _ ("Put this right in the settings, and check again.");
}

/* Whoever has a proxy seldom knows it: a company sets it up for them. */
static const char *
advise_proxy (void)
{
  return _ ("The way there leads through a proxy. Compare the address with the web app's settings. "
            "If it is right, check the proxy in this computer's network settings, or ask your "
            "administrator whether it lets you through to there.");
}

static const char *
advise_name (const GError *error)
{
  return _ (
      "Compare the server's name with the web app's settings. If it is right, check that this "
      "computer is online and, for a company's own server, in its network or VPN.");
}

static const char *
advise_tcp (const GError *error)
{
  return _ (
      "Compare the server's host and port with the web app's settings. If they are right, ask "
      "whoever runs the server whether it is up and lets you through its firewall.");
}

static const char *
advise_tls (const GError *error)
{
  if (pusher_error_get_certificate_flags (error) != 0)
    return advise_certificate (pusher_error_get_certificate_flags (error));

  return _ ("The server may not be encrypted at this port. Compare the port with the web app's "
            "settings, and switch encryption off only for a server on this computer or in your own "
            "network.");
}

static const char *
advise_wrong_server (void)
{
  return _ ("Something else than a live server answers there. Compare host and port with the web "
            "app's settings.");
}

static const char *
advise_upgrade (const GError *error, gboolean tls)
{
  guint status = pusher_error_get_status (error);

  if (status == 404)
    return _ (
        "Compare the port and, under Advanced, the path with the web app's settings. The live "
        "server often has another port than the web app.");
  /* A network that wants a sign-in answers with its own page, or sends there. */
  if (status >= 200 && status < 400)
    return _ ("Open the web app in a browser on this computer: the network may want you to sign in "
              "first. If it does not, compare host and port with the web app's settings.");
  if (status == 401 || status == 403)
    return _ (
        "Enter the web app's address as Origin under Advanced, or ask whoever runs the server "
        "to let this computer in.");
  if (status == 503 || status == STATUS_TOO_MANY_REQUESTS)
    return _ ("Wait some minutes and check again. If it stays so, tell whoever runs the server.");
  if (status >= 500)
    return _ ("Tell whoever runs the server. Nothing on this computer is wrong.");
  if (!tls && (status == 0 || status == 400))
    return _ (
        "The server may want an encrypted connection: switch encryption on, and check again.");

  return advise_wrong_server ();
}

static const char *
advise_key (const GError *error)
{
  switch (pusher_error_get_status (error))
    {
    case 4001:
      return _ ("Compare the app key, and the cluster or host, with the web app's settings: a key "
                "belongs to one server.");
    case 4004:
      return _ ("Ask the developers of the web app for a larger plan, or wait until others have "
                "left.");
    case 4009:
      return _ ("Enter the web app's address as Origin under Advanced, and check again.");
    default:
      break;
    }

  /* The protocol's codes for “later” and “at once”: too much to do, or restarting. */
  if (pusher_error_get_status (error) >= 4100 && pusher_error_get_status (error) < 4300)
    return _ ("Check again in some minutes. If it stays so, tell whoever runs the server.");
  if (g_error_matches (error, PUSHER_ERROR, PUSHER_ERROR_TIMED_OUT))
    return _ ("The server is there, but does not greet. Check again in some minutes. If it stays "
              "so, compare host and port with the web app's settings.");
  if (g_error_matches (error, PUSHER_ERROR, PUSHER_ERROR_REFUSED)
      || g_error_matches (error, PUSHER_ERROR, PUSHER_ERROR_SERVER))
    return _ ("Tell the developers of the web app what the server says.");

  return advise_wrong_server ();
}

static const char *
advise_endpoint (const GError *error)
{
  guint status = pusher_error_get_status (error);

  if (pusher_error_get_certificate_flags (error) != 0)
    return advise_certificate (pusher_error_get_certificate_flags (error));
  if (g_error_matches (error, PUSHER_ERROR, PUSHER_ERROR_UNAUTHORIZED) && status >= 400)
    return _ ("Sign in to the web app again, and give this account a new token or cookie.");
  if (g_error_matches (error, PUSHER_ERROR, PUSHER_ERROR_UNAUTHORIZED))
    return _ ("Sign in to the web app again, and give this account a new token or cookie. If that "
              "does not help, compare the authorisation endpoint with the web app's settings.");
  if (status == 404)
    return _ ("Correct the authorisation endpoint. The developers of the web app know it; often it "
              "is /api/pusher/auth or, with Laravel, /broadcasting/auth.");
  if (g_error_matches (error, PUSHER_ERROR, PUSHER_ERROR_UNAVAILABLE)
      || g_error_matches (error, PUSHER_ERROR, PUSHER_ERROR_TIMED_OUT))
    return _ ("Check again in some minutes. If it stays so, tell the developers of the web app.");
  if (g_error_matches (error, PUSHER_ERROR, PUSHER_ERROR_NETWORK)
      || g_error_matches (error, PUSHER_ERROR, PUSHER_ERROR_TLS))
    return _ (
        "Compare the address of the authorisation endpoint with the web app's settings. If it "
        "is right, ask the developers of the web app whether it is up.");

  return _ ("Ask the developers of the web app what the endpoint expects. Its format and further "
            "parameters are under Advanced.");
}

static const char *
advise_denied (const char *channel)
{
  if (g_str_has_prefix (channel, "private-user-"))
    return _ ("Compare the user id with the one in the web app: you may listen to your own only.");
  if (g_str_has_prefix (channel, "private-tenant-"))
    return _ (
        "Compare the tenant id with the one in the web app, or ask to become a member there.");
  if (g_str_has_prefix (channel, "presence-room-"))
    return _ ("Compare the room with the one in the web app, or ask to be let in.");

  return _ ("Ask in the web app to be let in, or take the channel out of this account.");
}

static const char *
advise_channel (const GError *error, const char *channel)
{
  if (g_error_matches (error, PUSHER_ERROR, PUSHER_ERROR_DENIED))
    return advise_denied (channel);
  if (g_error_matches (error, PUSHER_ERROR, PUSHER_ERROR_CHANNEL_DATA))
    return _ (
        "Ask the developers of the web app to stop signing channel_data for private channels.");
  if (g_error_matches (error, PUSHER_ERROR, PUSHER_ERROR_SUBSCRIPTION))
    return _ ("Tell the developers of the web app what the server says: its authorisation endpoint "
              "has to sign with the key and secret of this very server.");
  if (g_error_matches (error, PUSHER_ERROR, PUSHER_ERROR_TIMED_OUT))
    return _ ("Check again in some minutes. If it stays so, tell whoever runs the server.");

  return advise_endpoint (error);
}

/**
 * tb_check_remedy_get_for_loss:
 * @error: why a connection that was there has ended
 *
 * Returns: what the user can do about it, in sentences
 */
const char *
tb_check_remedy_get_for_loss (const GError *error)
{
  if (g_error_matches (error, PUSHER_ERROR, PUSHER_ERROR_REFUSED))
    return advise_key (error);

  return _ ("Check again in some minutes. If it stays so, tell whoever runs the server.");
}

/**
 * tb_check_remedy_get_for_inbox:
 * @error: why the web app does not tell what it has kept
 *
 * Returns: (nullable): what the user can do about it, in sentences; %NULL if @error says it all
 */
const char *
tb_check_remedy_get_for_inbox (const GError *error)
{
  if (pusher_error_is_of_proxy (error))
    return advise_proxy ();
  if (g_error_matches (error, PUSHER_ERROR, PUSHER_ERROR_UNAUTHORIZED))
    return _ ("Sign in to the web app again, and give this account a new token or cookie.");
  if (g_error_matches (error, PUSHER_ERROR, PUSHER_ERROR_UNAVAILABLE)
      || g_error_matches (error, PUSHER_ERROR, PUSHER_ERROR_TIMED_OUT))
    return _ ("Check again in some minutes. If it stays so, tell the developers of the web app.");
  if (g_error_matches (error, PUSHER_ERROR, PUSHER_ERROR_TLS))
    return advise_tls (error);
  if (g_error_matches (error, PUSHER_ERROR, PUSHER_ERROR_NETWORK))
    return advise_name (error);

  return NULL;
}

/**
 * tb_check_remedy_get:
 * @kind: what has failed
 * @channel: (nullable): the channel that it is about
 * @error: with which error
 * @tls: whether the connection was to be encrypted
 *
 * Returns: what the user can do about it, in sentences
 */
const char *
tb_check_remedy_get (TbCheckKind kind, const char *channel, const GError *error, gboolean tls)
{
  if (pusher_error_is_of_proxy (error))
    return advise_proxy ();

  switch (kind)
    {
    case TB_CHECK_NAME:
      return advise_name (error);
    case TB_CHECK_TCP:
      return advise_tcp (error);
    case TB_CHECK_TLS:
      return advise_tls (error);
    case TB_CHECK_UPGRADE:
      return advise_upgrade (error, tls);
    case TB_CHECK_KEY:
      return advise_key (error);
    case TB_CHECK_ENDPOINT:
      return advise_endpoint (error);
    case TB_CHECK_CHANNEL:
      return advise_channel (error, channel);
    case TB_CHECK_SETTINGS:
    default:
      return advise_settings (error);
    }
}
