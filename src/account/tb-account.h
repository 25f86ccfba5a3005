/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "account/tb-account-error.h"

G_BEGIN_DECLS

/* GSettings schemas and the path below which each account has its own. */
#define TB_ACCOUNT_SCHEMA "com.nebutra.Traybell.Account"
#define TB_ACCOUNT_PATH "/com/nebutra/Traybell/accounts/"

/**
 * TbAuthFormat:
 * @TB_AUTH_FORMAT_FORM: as a form
 * @TB_AUTH_FORMAT_JSON: as JSON
 *
 * How requests to the authorisation endpoint are encoded; the values of the settings' enumeration.
 */
typedef enum
{
  TB_AUTH_FORMAT_FORM = 0,
  TB_AUTH_FORMAT_JSON = 1,
} TbAuthFormat;

/**
 * TbInboxStyle:
 * @TB_INBOX_STYLE_NONE: the web app keeps no list of notifications
 * @TB_INBOX_STYLE_WEB: it has routes of its own
 * @TB_INBOX_STYLE_GATEWAY: a gateway with bearer tokens has it
 *
 * How the web app tells what came while nobody listened; the values of the settings' enumeration.
 */
typedef enum
{
  TB_INBOX_STYLE_NONE = 0,
  TB_INBOX_STYLE_WEB = 1,
  TB_INBOX_STYLE_GATEWAY = 2,
} TbInboxStyle;

/**
 * TbSignInMethod:
 * @TB_SIGN_IN_SECRET: the user gives a token, a cookie or another header
 * @TB_SIGN_IN_BROWSER: the user signs in with the browser
 *
 * How the user proves who they are; the values of the settings' enumeration.
 */
typedef enum
{
  TB_SIGN_IN_SECRET = 0,
  TB_SIGN_IN_BROWSER = 1,
} TbSignInMethod;

#define TB_TYPE_ACCOUNT (tb_account_get_type ())
G_DECLARE_FINAL_TYPE (TbAccount, tb_account, TB, ACCOUNT, GObject)

TbAccount *tb_account_new (const char *id);
TbAccount *tb_account_new_draft (const char *id, GVariant *settings);
const char *tb_account_get_id (TbAccount *self);
char *tb_account_dup_name (TbAccount *self);
gboolean tb_account_get_enabled (TbAccount *self);
gboolean tb_account_is_writable (TbAccount *self, const char *key);
void tb_account_set_enabled (TbAccount *self, gboolean enabled);
char *tb_account_dup_string (TbAccount *self, const char *key);
GStrv tb_account_dup_strings (TbAccount *self, const char *key);
void tb_account_set_strings (TbAccount *self, const char *key, const char *const *value);
guint16 tb_account_get_port (TbAccount *self);
gboolean tb_account_get_tls (TbAccount *self);
TbAuthFormat tb_account_get_auth_format (TbAccount *self);
void tb_account_set_auth_format (TbAccount *self, TbAuthFormat format);
TbInboxStyle tb_account_get_inbox_style (TbAccount *self);
char *tb_account_dup_inbox_url (TbAccount *self);
TbSignInMethod tb_account_get_sign_in_method (TbAccount *self);
gboolean tb_account_needs_credentials (TbAccount *self);
char *tb_account_dup_muting_glob (TbAccount *self, const char *channel);
gboolean tb_account_get_urgent_passes (TbAccount *self);
void tb_account_set_urgent_passes (TbAccount *self, gboolean passes);
GVariant *tb_account_get_auth_parameters (TbAccount *self);
GStrv tb_account_dup_channel_names (TbAccount *self);
char *tb_account_dup_muting_pattern (TbAccount *self, const char *channel);
GStrv tb_account_dup_further_mutes (TbAccount *self);
void tb_account_set_muted (TbAccount *self, const char *glob, gboolean muted);
gboolean tb_account_check (TbAccount *self, GError **error);
gboolean tb_account_check_setting (TbAccount *self, const char *key, GError **error);

GSettingsSchemaKey *tb_account_find_setting (const char *key);
GVariantType *tb_account_dup_setting_type (const char *key);
GVariant *tb_account_dup_settings (TbAccount *self);
void tb_account_apply (TbAccount *self, GVariant *settings);
gboolean tb_account_check_value (const char *key, GVariant *value, GError **error);
gboolean tb_account_check_values (GVariant *settings, GError **error);
gboolean tb_account_change (TbAccount *self, GVariant *settings, GError **error);
void tb_account_reset (TbAccount *self);

G_END_DECLS
