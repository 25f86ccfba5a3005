/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "account/tb-session.h"

G_BEGIN_DECLS

/**
 * TbSessionNotices:
 *
 * What is not as usual with an account, if anything is: that it cannot connect and when it tries
 * again, that somebody has to sign in, or that the web app announces maintenance.
 */
#define TB_TYPE_SESSION_NOTICES (tb_session_notices_get_type ())
G_DECLARE_FINAL_TYPE (TbSessionNotices, tb_session_notices, TB, SESSION_NOTICES, GtkBox)

GtkWidget *tb_session_notices_new (TbSession *session);

G_END_DECLS
