// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/engine/way_out.hpp"
#include "probe/model/random.hpp"
#include "tls/client/x509/roots.hpp"

#include <cstdint>

namespace probe {

/// Whether each known client's own hello is sent once the rest is known.
enum class ClientHellos : std::uint8_t { none, send };

/// Whether what passes on each connection is kept beside the record.
enum class Transcripts : bool { dropped, kept };

/// What a scan uses of this machine. Apart from ScanOptions, which go into records.
struct LocalMeans {
  WayOut way_out;
  tls::x509::Roots roots;  ///< that chains are judged by
  RandomSource random;     ///< must be set
  ClientHellos client_hellos = ClientHellos::none;
  Transcripts transcripts = Transcripts::dropped;
};

}  // namespace probe
