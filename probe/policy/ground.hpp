// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "probe/model/record.hpp"
#include "probe/policy/judgement.hpp"
#include "tls/registry/cipher_suite.hpp"

#include <functional>
#include <map>
#include <optional>
#include <vector>

namespace probe {

/// All that could show a thing, and what of it is known. A thing is absent only on a whole ground: whatever else a
/// condition looks at, one cell or question that stayed open, or was not asked, may hide it.
class Ground {
 public:
  void know(tls::ProtocolVersion version, tls::CipherSuite suite) { cells_.push_back({version, suite, true}); }
  void miss(tls::ProtocolVersion version, tls::CipherSuite suite, const Message& problem);
  void know(Message question) { questions_.push_back({std::move(question), true}); }
  void miss(Message question, const Message& problem);
  void add(const Ground& other);

  [[nodiscard]] bool is_whole() const { return problems_.empty(); }
  /// Why most of it is open; empty when nothing is.
  [[nodiscard]] Message problem() const;
  /// Each cell and question once.
  [[nodiscard]] Learnt learnt() const;

 private:
  struct KnownCell {
    tls::ProtocolVersion version{};
    tls::CipherSuite suite{};
    bool known = false;
  };
  struct KnownQuestion {
    Message name;
    bool known = false;
  };
  std::vector<KnownCell> cells_;
  std::vector<KnownQuestion> questions_;
  std::map<Message, std::size_t> problems_;
};

/// Cells that could show a thing.
struct CellKind {
  tls::VersionSet versions;
  std::function<bool(const tls::CipherSuiteInfo&)> fits;
};

/// Every cell of the kind.
[[nodiscard]] Ground every_cell(const CellKind& kind, const TargetRecord& target);

/// What is asked once, in the newest version that accepts a cell of the kind: the cells of newer versions, which all
/// have to be refused, and the one that is accepted.
struct Lane {
  Ground ground;
  std::optional<tls::ProtocolVersion> version;  ///< nothing: none that is known accepts any
};
[[nodiscard]] Lane newest_lane(const CellKind& kind, const TargetRecord& target);

/// The cell as it stands in the record; not_tested where the record has no such version.
[[nodiscard]] Cell cell_of(const TargetRecord& target, tls::ProtocolVersion version, tls::CipherSuite suite);

inline constexpr tls::VersionSet kBeforeTls13{tls::ProtocolVersion::SSLv3, tls::ProtocolVersion::TLSv1_0,
                                              tls::ProtocolVersion::TLSv1_1, tls::ProtocolVersion::TLSv1_2};
inline constexpr tls::VersionSet kFromSsl3{tls::ProtocolVersion::SSLv3, tls::ProtocolVersion::TLSv1_0,
                                           tls::ProtocolVersion::TLSv1_1, tls::ProtocolVersion::TLSv1_2,
                                           tls::ProtocolVersion::TLSv1_3};

}  // namespace probe
