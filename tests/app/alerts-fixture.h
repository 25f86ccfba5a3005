/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/tb-alerts.h"
#include "fake-notifier.h"
#include "fake-wall-clock.h"

G_BEGIN_DECLS

/* An account "acme", an inbox and its alerts, on a Monday at ten in Berlin. */
#define ALERTS_ZONE "Europe/Berlin"
#define ALERTS_NOW "2026-03-02T10:00:00"

typedef struct
{
  TbPreferences *preferences;
  FakeWallClock *clock;
  TbQuiet *quiet;
  TbAccountList *accounts;
  TbAccount *account; /* unowned */
  TbRules *rules;
  TbInbox *inbox;
  FakeNotifier *notifier;
  TbArbiter *arbiter;
  TbReminders *reminders;
  TbAlerts *alerts;
  GString *asked; /* "signal id token " of each */
} AlertsFixture;

void alerts_fixture_set_up (AlertsFixture *fixture, gconstpointer data);
void alerts_fixture_tear_down (AlertsFixture *fixture, gconstpointer data);
void alerts_fixture_start_alerts (AlertsFixture *fixture);
void alerts_fixture_stop_alerts (AlertsFixture *fixture);
void alerts_fixture_restart (AlertsFixture *fixture);
TbVerdict *alerts_fixture_judge (AlertsFixture *fixture, const char *event, const char *id);
TbDecision alerts_fixture_arrive (AlertsFixture *fixture, const char *event, const char *id);
guint alerts_fixture_count_shown (AlertsFixture *fixture, const char *id);
const char *alerts_fixture_get_last_title (AlertsFixture *fixture);

G_END_DECLS
