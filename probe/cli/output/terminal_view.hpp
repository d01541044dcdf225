// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/cli/environment.hpp"
#include "probe/cli/output/report_outputs.hpp"
#include "probe/cli/request/view_request.hpp"
#include "reports/report.hpp"

#include <string>

namespace probe::cli {

/// What the environment says of standard output.
[[nodiscard]] ViewPlace view_place(const Environment& environment);

/// Prints on standard output; tells standard error where it cannot.
[[nodiscard]] Written print_text(const std::string& text, Environment& environment);

/// Prints the matrix on standard output.
Written write_terminal_view(const reports::Subject& subject, const ViewRequest& request, Environment& environment);

/// Prints what policies say on standard output; nothing where none was asked.
Written write_policy_view(const reports::Subject& subject, const ViewRequest& request, Environment& environment);

/// Says whether SSTP is absent; on standard error where a report has standard output.
Written write_absence_view(const ScanRecord& record, const ViewRequest& request, bool stdout_is_taken,
                           Environment& environment);

}  // namespace probe::cli
