/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * TbKeyringError:
 * @TB_KEYRING_ERROR_NOT_FOUND: there is no such secret; the only error that means "signed out"
 * @TB_KEYRING_ERROR_LOCKED: the keyring is locked, or the user refused to unlock it
 * @TB_KEYRING_ERROR_UNAVAILABLE: no keyring can be reached (yet)
 * @TB_KEYRING_ERROR_TIMED_OUT: the keyring did not answer in time
 * @TB_KEYRING_ERROR_FAILED: the keyring answered with any other error
 *
 * Errors of #TbKeyring. After %TB_KEYRING_ERROR_LOCKED and
 * %TB_KEYRING_ERROR_UNAVAILABLE wait for #TbKeyring::changed, and try again later in
 * any case; see tb_keyring_error_is_temporary().
 */
typedef enum
{
  TB_KEYRING_ERROR_NOT_FOUND,
  TB_KEYRING_ERROR_LOCKED,
  TB_KEYRING_ERROR_UNAVAILABLE,
  TB_KEYRING_ERROR_TIMED_OUT,
  TB_KEYRING_ERROR_FAILED,
} TbKeyringError;

#define TB_KEYRING_ERROR (tb_keyring_error_quark ())
GQuark tb_keyring_error_quark (void);

/**
 * TB_KEYRING_TIMEOUT_SECONDS:
 *
 * How long the keyring may take to answer, in seconds. libsecret 0.20.5 was
 * seen to hang in the portal's RetrieveSecret once in 25 starts.
 */
#define TB_KEYRING_TIMEOUT_SECONDS 20

/**
 * TB_KEYRING_PROMPT_TIMEOUT_SECONDS:
 *
 * How long the user may take to answer the keyring's question, in seconds,
 * when one was allowed.
 */
#define TB_KEYRING_PROMPT_TIMEOUT_SECONDS 120

/**
 * TbKeyring:
 *
 * Keeps one secret string an account in the user's keyring (schema
 * "com.nebutra.Traybell.Account", attribute "account", default collection):
 * the Secret Service, or the encrypted file behind the Secret portal in a
 * sandbox, as libsecret chooses.
 *
 * #TbKeyring:timeout (unsigned integer, read-write) is how long the keyring may take to
 * answer, in milliseconds; %TB_KEYRING_TIMEOUT_SECONDS at first.
 *
 * #TbKeyring:error (%G_TYPE_ERROR, nullable, read-only) is what tb_keyring_dup_error() returns; it
 * notifies when that changes, and with the first answer of all.
 */
#define TB_TYPE_KEYRING (tb_keyring_get_type ())
G_DECLARE_FINAL_TYPE (TbKeyring, tb_keyring, TB, KEYRING, GObject)

/**
 * TbKeyring::changed:
 * @self: the keyring
 *
 * The secret service appeared or a collection was unlocked or changed: what
 * failed before may work now. At most once a main-loop iteration; needs the connection
 * given to tb_keyring_new(). Nothing is emitted for the file behind the portal.
 */

/**
 * tb_keyring_new:
 * @connection: (nullable): the session bus, watched for #TbKeyring::changed, or
 *   %NULL to go without that signal
 *
 * Makes a keyring. Reaches for nothing until the first operation, and never
 * starts a secret service by itself before that.
 *
 * Returns: (transfer full): the keyring
 */
TbKeyring *tb_keyring_new (GDBusConnection *connection);

/**
 * tb_keyring_get_answered:
 * @self: a keyring
 *
 * Returns: whether anything was asked of the keyring and answered or refused yet; until then nobody
 *   knows how it is
 */
gboolean tb_keyring_get_answered (TbKeyring *self);

/**
 * tb_keyring_dup_error:
 * @self: a keyring
 *
 * Returns: (transfer full) (nullable): the #TbKeyringError of the last operation, for a status
 *   page, or %NULL if the keyring did its part: %TB_KEYRING_ERROR_NOT_FOUND is an answer
 */
GError *tb_keyring_dup_error (TbKeyring *self);

/**
 * tb_keyring_error_is_temporary:
 * @error: (nullable): an error of any domain
 *
 * Whether the same call can succeed later without the user signing in again.
 *
 * Returns: %TRUE for %TB_KEYRING_ERROR_LOCKED, %TB_KEYRING_ERROR_UNAVAILABLE
 *   and %TB_KEYRING_ERROR_TIMED_OUT
 */
gboolean tb_keyring_error_is_temporary (const GError *error);

/**
 * tb_keyring_secret_free:
 * @secret: (nullable) (transfer full): a secret from tb_keyring_lookup_finish()
 *
 * Wipes and frees @secret; libsecret's secret_password_free() under a name
 * that does not need libsecret's header.
 */
void tb_keyring_secret_free (char *secret);

/**
 * tb_keyring_store_async:
 * @self: a keyring
 * @account_id: whose secret
 * @label: what the user reads in a keyring manager, translated
 * @secret: the secret, UTF-8
 * @allow_prompt: whether the user may be asked, once, to unlock or create the keyring
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is stored or not
 * @user_data: for @callback
 *
 * Stores @secret in place of any former one of @account_id. The string is
 * copied into memory that is not swapped.
 */
void tb_keyring_store_async (TbKeyring *self,
                             const char *account_id,
                             const char *label,
                             const char *secret,
                             gboolean allow_prompt,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);

/**
 * tb_keyring_store_finish:
 * @self: a keyring
 * @result: what the callback got
 * @error: return location for an error, or %NULL
 *
 * Returns: %TRUE if the secret is stored, else %FALSE with a #TbKeyringError
 *   (never %TB_KEYRING_ERROR_NOT_FOUND) or %G_IO_ERROR_CANCELLED
 */
gboolean tb_keyring_store_finish (TbKeyring *self, GAsyncResult *result, GError **error);

/**
 * tb_keyring_lookup_async:
 * @self: a keyring
 * @account_id: whose secret
 * @allow_prompt: whether the user may be asked, once, to unlock the keyring
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is found or not
 * @user_data: for @callback
 *
 * Looks the secret of @account_id up.
 */
void tb_keyring_lookup_async (TbKeyring *self,
                              const char *account_id,
                              gboolean allow_prompt,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);

/**
 * tb_keyring_lookup_finish:
 * @self: a keyring
 * @result: what the callback got
 * @error: return location for an error, or %NULL
 *
 * Returns: (transfer full) (nullable): the secret, in memory that is not
 *   swapped: free it with tb_keyring_secret_free() (or secret_password_free()), never
 *   with g_free(); or %NULL with a #TbKeyringError or %G_IO_ERROR_CANCELLED
 */
char *tb_keyring_lookup_finish (TbKeyring *self, GAsyncResult *result, GError **error);

/**
 * tb_keyring_clear_async:
 * @self: a keyring
 * @account_id: whose secret
 * @allow_prompt: whether the user may be asked, once, to unlock the keyring
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is gone or not
 * @user_data: for @callback
 *
 * Removes the secret of @account_id.
 */
void tb_keyring_clear_async (TbKeyring *self,
                             const char *account_id,
                             gboolean allow_prompt,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);

/**
 * tb_keyring_clear_finish:
 * @self: a keyring
 * @result: what the callback got
 * @error: return location for an error, or %NULL
 *
 * Returns: %TRUE if the secret was removed, else %FALSE with a #TbKeyringError
 *   (%TB_KEYRING_ERROR_NOT_FOUND if there was none) or %G_IO_ERROR_CANCELLED
 */
gboolean tb_keyring_clear_finish (TbKeyring *self, GAsyncResult *result, GError **error);

G_END_DECLS
