/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Answers that are not what was asked for, the same for every endpoint. */

#include "dev-misbehaviour.h"

#include "dev-reply.h"

/**
 * dev_misbehaviour_status:
 * @message: the request
 * @fault: with `status`, 500 when left out, `body` and `retryAfter`
 *
 * Returns: the HTTP status answered
 */
guint
dev_misbehaviour_status (SoupServerMessage *message, const DevFault *fault)
{
  guint status = fault->status != 0 ? fault->status : 500;

  if (fault->retry_after >= 0)
    {
      g_autofree char *seconds = g_strdup_printf ("%d", fault->retry_after);

      soup_message_headers_replace (soup_server_message_get_response_headers (message),
                                    "Retry-After", seconds);
    }
  if (fault->body != NULL)
    dev_reply_text (message, status, *fault->body == '{' ? "application/json" : "text/plain",
                    fault->body);
  else
    dev_reply_error (message, status, status == 401 ? "Unauthorized" : "Test");

  return status;
}

/**
 * dev_misbehaviour_redirect:
 * @message: the request
 * @fault: with `status`, 302 when left out, and `location`, the sign-in page when left out
 *
 * Returns: the HTTP status answered
 */
guint
dev_misbehaviour_redirect (SoupServerMessage *message, const DevFault *fault)
{
  guint status = fault->status != 0 ? fault->status : 302;

  dev_reply_redirect (message, status, fault->location != NULL ? fault->location : "/sign-in");

  return status;
}

/**
 * dev_misbehaviour_html:
 * @message: the request
 * @fault: with `status`, 200 when left out, and `body`
 *
 * Returns: the HTTP status answered
 */
guint
dev_misbehaviour_html (SoupServerMessage *message, const DevFault *fault)
{
  guint status = fault->status != 0 ? fault->status : 200;

  dev_reply_text (message, status, "text/html",
                  fault->body != NULL ? fault->body : "<!DOCTYPE html><title>Sign in</title>\n");

  return status;
}

/**
 * dev_misbehaviour_hang:
 * @message: the request, which is never answered
 *
 * Returns: 0
 */
guint
dev_misbehaviour_hang (SoupServerMessage *message)
{
  soup_server_message_pause (message);

  return 0;
}
