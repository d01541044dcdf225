// SPDX-License-Identifier: Apache-2.0
#include "probe/model/finding.hpp"

#include "probe/model/words.hpp"

namespace probe {
namespace {

constexpr Word<FindingKind> kKinds[] = {
    {FindingKind::selected_unoffered_suite, "selected_unoffered_suite"},
    {FindingKind::selected_unoffered_version, "selected_unoffered_version"},
    {FindingKind::answer_changed, "answer_changed"},
    {FindingKind::hello_retry_loop, "hello_retry_loop"},
    {FindingKind::dropped_hello, "dropped_hello"},
    {FindingKind::handshake_failed_after_hello, "handshake_failed_after_hello"},
    {FindingKind::nonce_reused, "nonce_reused"},
    {FindingKind::unsound_hash_bitmask, "unsound_hash_bitmask"},
    {FindingKind::client_certificate_requested, "client_certificate_requested"},
    {FindingKind::profile_pins, "profile_pins"},
    {FindingKind::servers_differ, "servers_differ"},
    {FindingKind::policy_changed, "policy_changed"},
    {FindingKind::suite_spoils_hello, "suite_spoils_hello"},
    {FindingKind::blocked, "blocked"},
    {FindingKind::slowed_down, "slowed_down"},
};

}  // namespace

std::string_view to_string(FindingKind kind) { return word_of(kKinds, kind); }
std::optional<FindingKind> finding_kind_from(std::string_view word) { return value_of(kKinds, word); }

}  // namespace probe
