// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/record.hpp"
#include "tls/client/x509/roots.hpp"

namespace probe {

/// Fills in what each certificate of the record says, and whether a client that trusts `roots` would believe each chain
/// for the name that it dialled: the SNI, or else the host.
void describe_chains(TargetRecord& record, const tls::x509::Roots& roots, UtcTime now);

}  // namespace probe
