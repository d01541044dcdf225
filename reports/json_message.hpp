// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/message.hpp"
#include "reports/json_place.hpp"

#include <nlohmann/json.hpp>

namespace reports {

/// {"id": ..., "args": {...}, "text": "..."}: `text` is what the English words make of the rest. Messages among the
/// arguments have an id and arguments alone. An empty message is verbatim("").
[[nodiscard]] nlohmann::ordered_json message_to_json(const probe::Message& message);

/// Takes such an object; `text` says nothing that the rest does not, and is left unread. Of a record before version 3
/// a sentence is a text: verbatim().
[[nodiscard]] probe::Message read_message(const Place& place);

}  // namespace reports
