// SPDX-License-Identifier: Apache-2.0
#include "probe/model/observation.hpp"

#include "probe/model/words.hpp"

namespace probe {
namespace {

constexpr Word<Response> kResponses[] = {
    {Response::server_hello, "server_hello"},
    {Response::fatal_alert, "fatal_alert"},
    {Response::ssl2_error, "ssl2_error"},
    {Response::closed, "closed"},
    {Response::silent, "silent"},
    {Response::partial, "partial"},
    {Response::garbled, "garbled"},
    {Response::retry_failed, "retry_failed"},
    {Response::not_tls, "not_tls"},
    {Response::not_connected, "not_connected"},
    {Response::local_failure, "local_failure"},
};

constexpr Word<ConnectFailure> kConnectFailures[] = {
    {ConnectFailure::none, "none"},
    {ConnectFailure::unresolvable, "unresolvable"},
    {ConnectFailure::refused, "refused"},
    {ConnectFailure::timed_out, "timed_out"},
    {ConnectFailure::unreachable, "unreachable"},
    {ConnectFailure::other, "other"},
};

constexpr Word<CloseStyle> kCloseStyles[] = {
    {CloseStyle::none, "none"},
    {CloseStyle::end_of_stream, "end_of_stream"},
    {CloseStyle::reset, "reset"},
};

}  // namespace

std::string_view to_string(Response response) { return word_of(kResponses, response); }
std::optional<Response> response_from(std::string_view word) { return value_of(kResponses, word); }

std::string_view to_string(ConnectFailure failure) { return word_of(kConnectFailures, failure); }

std::string_view to_string(CloseStyle style) { return word_of(kCloseStyles, style); }

}  // namespace probe
