// SPDX-License-Identifier: Apache-2.0
#include "probe/sstp/call_report.hpp"

#include "probe/model/words.hpp"

namespace probe {
namespace {

constexpr Word<CallState> kStates[] = {
    {CallState::awaiting_head, "awaiting_head"},
    {CallState::reading_answer, "reading_answer"},
    {CallState::awaiting_ack, "awaiting_ack"},
    {CallState::lingering, "lingering"},
    {CallState::leaving, "leaving"},
    {CallState::done, "done"},
};

constexpr Word<CallLeave> kLeaves[] = {
    {CallLeave::not_needed, "not_needed"},
    {CallLeave::acknowledged, "acknowledged"},
    {CallLeave::peer_aborted, "peer_aborted"},
    {CallLeave::peer_disconnected, "peer_disconnected"},
    {CallLeave::closed, "closed"},
    {CallLeave::reset, "reset"},
    {CallLeave::unanswered, "unanswered"},
    {CallLeave::unreadable, "unreadable"},
};

}  // namespace

std::string_view to_string(CallState state) { return word_of(kStates, state); }
std::optional<CallState> call_state_from(std::string_view word) { return value_of(kStates, word); }

std::string_view to_string(CallLeave leave) { return word_of(kLeaves, leave); }
std::optional<CallLeave> call_leave_from(std::string_view word) { return value_of(kLeaves, word); }

}  // namespace probe
