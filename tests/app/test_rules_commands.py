#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Trying, checking and listing rules on the command line, without a Traybell that runs."""

import json
import pathlib

import tap_runner
from test_command_line import CommandLineTest

EXAMPLES = pathlib.Path(__file__).resolve().parents[2] / 'data' / 'rules' / 'examples'

RULES = '''
[orders]
event=order:*
title=Order {orderId}
url={base}/orders/{orderId}
urgency=urgent
sound=bell

[names]
event=record:created
action=show
title={title}
stop=false
'''


class RulesCase(CommandLineTest):
    def rules_file(self):
        return pathlib.Path(self.profile.environment['XDG_CONFIG_HOME']) / 'traybell/rules.ini'

    def write_rules(self, text):
        self.rules_file().parent.mkdir(parents=True, exist_ok=True)
        self.rules_file().write_text(text)
        return str(self.rules_file())

    def try_event(self, event, payload, *options):
        printed = self.succeed('rules', 'test', event, '--json', *options,
                               standard_input=json.dumps(payload))
        return json.loads(printed)


class Trying(RulesCase):
    def test_it_says_which_rule_and_what_would_be_shown(self):
        path = self.write_rules(RULES)
        self.add('--web-url', 'https://app.example.com')
        result = self.try_event('order:created', {'orderId': 7, 'eventId': 'e1', 'body': 'x'})
        self.assertEqual(result['rules'], [{'name': 'orders', 'file': path}])
        self.assertEqual(result['channel'], 'private-user-user_456')
        self.assertEqual((result['action'], result['effect'], result['decision'],
                          result['reason']), ('show', 'none', 'shown', None))
        self.assertEqual(result['notification'], {
            'title': 'Order 7', 'body': 'x', 'link': 'https://app.example.com/orders/7',
            'linkProblem': None, 'urgency': 'urgent', 'sound': 'bell', 'category': None,
            'dedupeId': 'e1'})

    def test_it_says_it_to_people_too(self):
        path = self.write_rules(RULES)
        self.add('--web-url', 'https://app.example.com')
        self.assertEqual(
            self.succeed('rules', 'test', 'order:created', '--channel', 'public-x',
                         standard_input='{"orderId":7,"body":"one\\ntwo\\u001b[31m"}'),
            'Event: order:created on public-x\n'
            f'Rule: “orders” ({path})\n'
            'Decision: shown\n'
            'Title: Order 7\n'
            'Body: one\n'
            '   two[31m\n'
            'Link: https://app.example.com/orders/7\n'
            'Urgency: urgent\n'
            'Sound: bell\n'
            'Id: none, so it is another each time\n')

    def test_it_says_which_rules_are_joined(self):
        path = self.write_rules(RULES)
        result = self.try_event('record:created', {'title': 'Offer', 'id': '1', 'eventId': 'e'})
        self.assertEqual([(rule['name'], rule['file']) for rule in result['rules']],
                         [('names', path), ('records', 'default-rules.ini')])
        self.assertEqual(result['notification']['dedupeId'], 'e')

    def test_it_says_that_nothing_is_made_of_an_event(self):
        for event, reason in (('nobody:knows', 'no-rule'), ('cursor:move', 'rule-ignores')):
            result = self.try_event(event, {})
            self.assertEqual((result['decision'], result['reason'], result['notification']),
                             ('ignored', reason, None))
        self.assertIn('none names this event', self.succeed('rules', 'test', 'nobody:knows'))

    def test_it_says_what_is_switched_off(self):
        self.add('--mute-channel', 'private-tenant-*')
        result = self.try_event('notification', {}, '--channel', 'private-tenant-1')
        self.assertEqual((result['decision'], result['reason']), ('quiet', 'channel-muted'))
        self.assertEqual(self.try_event('notification', {})['decision'], 'shown')

    def test_it_says_why_there_is_no_link(self):
        self.add('--web-url', 'https://app.example.com')
        result = self.try_event('notification', {'url': 'https://evil.example/'})
        self.assertIsNone(result['notification']['link'])
        self.assertIn('https://evil.example', result['notification']['linkProblem'])

    def test_plain_text_is_a_payload_too(self):
        printed = self.succeed('rules', 'test', 'notification', '--json',
                               standard_input='Just text\n')
        self.assertEqual(json.loads(printed)['notification']['body'], 'Just text')

    def test_another_file_can_be_tried(self):
        self.write_rules('[broken')
        result = self.try_event('ai:failed', {'error': 'x'}, '--file',
                                str(EXAMPLES / 'ai-jobs.ini'))
        self.assertEqual(result['rules'][0]['name'], 'job failed')

    def test_one_of_several_accounts_is_named(self):
        first = self.add('--web-url', 'https://one.example.com')
        self.add('--web-url', 'https://two.example.com')
        self.assertIsNone(self.try_event('notification', {})['account'])
        result = self.try_event('notification', {}, '--account', first)
        self.assertEqual(result['notification']['link'], 'https://one.example.com/notifications')
        self.refuse(1, 'rules', 'test', 'notification', '--account', 'x', mentions='x')

    def test_what_is_no_payload_is_refused(self):
        self.refuse(1, 'rules', 'test', 'notification', standard_input=b'\xff', mentions='UTF-8')
        self.refuse(1, 'rules', 'test', 'notification', standard_input='x' * (1024 * 1024 + 1),
                    mentions='megabyte')


class Checking(RulesCase):
    def test_without_a_file_the_shipped_rules_hold(self):
        self.assertIn(str(self.rules_file()), self.succeed('rules', 'check'))

    def test_what_is_right_is_counted(self):
        path = self.write_rules(RULES)
        self.assertEqual(self.succeed('rules', 'check'), f'{path}: 2 rules, and no mistake\n')
        for example in EXAMPLES.iterdir():
            self.assertIn('no mistake', self.succeed('rules', 'check', str(example)))

    def test_a_mistake_names_file_group_and_key(self):
        path = self.write_rules('[orders]\nevent=order:*\nurgency=very\n')
        for command in (('check',), ('list',), ('test', 'x'), ('check', path)):
            sentence = self.refuse(1, 'rules', *command, mentions=path)
            for part in ('orders', 'urgency', 'very', 'low, normal, urgent'):
                self.assertIn(part, sentence)

    def test_a_file_that_is_not_there_is_told(self):
        self.refuse(1, 'rules', 'check', '/nonexistent/rules.ini', mentions='/nonexistent')
        self.refuse(1, 'rules', 'test', 'x', '--file', '/nonexistent', mentions='/nonexistent')


class Listing(RulesCase):
    def test_your_own_come_first(self):
        path = self.write_rules(RULES)
        lines = self.succeed('rules', 'list').splitlines()
        self.assertEqual(lines[:4], [
            f'{path}:',
            '  [orders]  event=order:*  action=show  urgency=urgent  sound=bell',
            '  [names]  event=record:created  action=show  stop=false',
            'default-rules.ini:'])
        self.assertIn('  [reload]  event=system:reload  action=ignore  effect=reload', lines)


class Running(RulesCase):
    def test_a_mistake_is_in_the_status_until_it_is_mended(self):
        path = self.write_rules('[orders]\nevnt=order:*\n')
        traybell = self.start_traybell()
        rules = traybell.status()['rules']
        self.assertEqual(rules['file'], path)
        self.assertIn('group “orders”, key “evnt”', rules['mistake'])
        self.assertIn('key “evnt”', self.succeed('status'))
        self.write_rules('[orders]\nevent=order:*\n')
        traybell.wait_for_status(lambda status: status['rules']['mistake'] is None,
                                 'the mistake to be mended')
        self.assertNotIn('evnt', self.succeed('status'))


if __name__ == '__main__':
    tap_runner.main(__name__)
