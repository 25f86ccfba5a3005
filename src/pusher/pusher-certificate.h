/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char *pusher_certificate_describe_name (const char *name);
char *pusher_certificate_explain (GTlsCertificate *certificate,
                                  GTlsCertificateFlags problems,
                                  const char *host,
                                  const char *ca_file,
                                  GDateTime *now);

G_END_DECLS
