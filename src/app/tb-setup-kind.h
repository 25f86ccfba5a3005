/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

/**
 * TbSetupKind:
 * @TB_SETUP_KIND_ADD: a new account
 * @TB_SETUP_KIND_EDIT: change the settings of one
 * @TB_SETUP_KIND_SIGN_IN: sign in to one again
 * @TB_SETUP_KIND_REMOVE: remove one, after a question
 *
 * What a window about an account is for.
 */
typedef enum
{
  TB_SETUP_KIND_ADD,
  TB_SETUP_KIND_EDIT,
  TB_SETUP_KIND_SIGN_IN,
  TB_SETUP_KIND_REMOVE,
} TbSetupKind;
