// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/clients/registry/diagnosis.hpp"
#include "reports/report.hpp"

#include <iosfwd>
#include <span>
#include <vector>

namespace reports {

/// What `client-check` finds, as formats take it.
struct ClientAdvice {
  struct At {
    probe::registry::GatewayDemand gateway;
    probe::registry::Diagnosis diagnosis;
  };
  std::vector<At> gateways;
  std::vector<probe::registry::Change> changes;  ///< of all diagnoses, each once
  probe::registry::Registry before;              ///< what the changes are for, and what an undo file restores
};

/// The changes as a .reg file as regedit writes it, as lines of `reg add` that end as Windows has it, and as a .reg
/// file that takes either back.
void write_changes_reg(std::ostream& out, const ClientAdvice& advice);
void write_changes_undo(std::ostream& out, const ClientAdvice& advice);
void write_changes_commands(std::ostream& out, const ClientAdvice& advice);
/// {"gateways": [{"gateway": ..., "verdict": "change", "outside": {"offers": ["TLSv1.0"], "remarks": [...]}, ...}],
/// "changes": [{"key": ..., "name": ..., "value": 2720}]}.
void write_advice_json(std::ostream& out, const ClientAdvice& advice);
template <>
[[nodiscard]] std::span<const Format<ClientAdvice>> formats<ClientAdvice>();

}  // namespace reports
