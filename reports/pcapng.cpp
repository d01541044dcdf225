// SPDX-License-Identifier: Apache-2.0
#include "probe/capture/pcapng.hpp"

#include "reports/escape.hpp"
#include "reports/exchange_comment.hpp"
#include "reports/report.hpp"

namespace reports {

void write_pcapng(std::ostream& out, const probe::ScanRecord& record) {
  probe::capture::write_pcapng(out, record, {visible(record.tool.name + " " + record.tool.version), exchange_comment});
}

}  // namespace reports
