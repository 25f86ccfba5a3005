/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "account/tb-account.h"
#include "account/tb-device-sign-in.h"
#include "account/tb-identity.h"

G_BEGIN_DECLS

#define TB_TYPE_WEB_APP (tb_web_app_get_type ())
G_DECLARE_FINAL_TYPE (TbWebApp, tb_web_app, TB, WEB_APP, GObject)

TbWebApp *tb_web_app_new (TbAccount *account, PusherClock *clock);
void tb_web_app_fetch_settings_async (TbWebApp *self,
                                      const char *web_url,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
GVariant *tb_web_app_fetch_settings_finish (TbWebApp *self,
                                            GAsyncResult *result,
                                            GStrv *refused,
                                            GError **error);
TbDeviceSignIn *tb_web_app_create_sign_in (TbWebApp *self, TbAccount *account, GError **error);
void tb_web_app_identify_async (TbWebApp *self,
                                TbAccount *account,
                                const char *token,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
TbIdentity *tb_web_app_identify_finish (TbWebApp *self, GAsyncResult *result, GError **error);

G_END_DECLS
