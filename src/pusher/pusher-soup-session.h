/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

SoupSession *pusher_soup_session_new (const char *user_agent,
                                      const char *ca_file,
                                      GProxyResolver *proxy_resolver);
GError *pusher_soup_session_explain (SoupMessage *message, const GError *error);
GError *pusher_soup_session_explain_silence (SoupMessage *message);

G_END_DECLS
