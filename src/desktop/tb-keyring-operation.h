/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * tb_keyring_operation_store:
 * @task: (transfer full): returns %TRUE or an error
 * @account_id: whose secret
 * @label: what the user reads in a keyring manager
 * @secret: the secret, UTF-8
 * @allow_prompt: whether the user may be asked, once
 * @timeout: how long the keyring may take to answer, in milliseconds
 *
 * Does what tb_keyring_store_async() promises. The task is returned after
 * @timeout, or when its cancellable says so, even if libsecret is stuck.
 */
void tb_keyring_operation_store (GTask *task,
                                 const char *account_id,
                                 const char *label,
                                 const char *secret,
                                 gboolean allow_prompt,
                                 guint timeout);

/**
 * tb_keyring_operation_lookup:
 * @task: (transfer full): returns a string for tb_keyring_operation_secret_free() or an error
 * @account_id: whose secret
 * @allow_prompt: whether the user may be asked, once
 * @timeout: how long the keyring may take to answer, in milliseconds
 *
 * Does what tb_keyring_lookup_async() promises; see tb_keyring_operation_store().
 */
void tb_keyring_operation_lookup (GTask *task,
                                  const char *account_id,
                                  gboolean allow_prompt,
                                  guint timeout);

/**
 * tb_keyring_operation_clear:
 * @task: (transfer full): returns %TRUE or an error
 * @account_id: whose secret
 * @allow_prompt: whether the user may be asked, once
 * @timeout: how long the keyring may take to answer, in milliseconds
 *
 * Does what tb_keyring_clear_async() promises; see tb_keyring_operation_store().
 */
void tb_keyring_operation_clear (GTask *task,
                                 const char *account_id,
                                 gboolean allow_prompt,
                                 guint timeout);

/**
 * tb_keyring_operation_secret_free:
 * @secret: (nullable) (transfer full): a secret
 *
 * Wipes and frees @secret.
 */
void tb_keyring_operation_secret_free (char *secret);

G_END_DECLS
