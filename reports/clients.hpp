// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/record.hpp"
#include "reports/report.hpp"

#include <iosfwd>
#include <span>

namespace reports {

/// Which Windows clients still connect to the record's targets, what cuts the others off and what helps them; and, when
/// their hellos were sent, whether the server did as was forecast.
void write_clients(std::ostream& out, const probe::ScanRecord& record, const TerminalStyle& style);
/// The same for programs.
void write_clients_json(std::ostream& out, const probe::ScanRecord& record);

/// What `clients` finds, as formats take it. Borrowed.
struct ClientList {
  const probe::ScanRecord& record;
};
template <>
[[nodiscard]] std::span<const Format<ClientList>> formats<ClientList>();

}  // namespace reports
