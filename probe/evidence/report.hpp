// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace probe::evidence {

/// What became of one thing that was looked at.
enum class Mark : std::uint8_t {
  holds,
  fails,
  open,  ///< neither shown nor contradicted
  note,  ///< nobody looked at it, or it is not there and need not be
};
/// "holds", "fails", "open", "note".
[[nodiscard]] std::string_view to_string(Mark mark);

/// The text may be hostile: it names what the bundle holds.
struct Statement {
  Mark mark{};
  std::string text;
  friend bool operator==(const Statement&, const Statement&) = default;
};

/// What all statements come to.
enum class Verdict : std::uint8_t {
  whole,
  unvouched,  ///< whole, and who vouches for it is not known
  undecided,  ///< another version made it, and not all of it could be held against the packets by this one's rules
  broken,
};
/// "whole", "unvouched", "undecided", "broken".
[[nodiscard]] std::string_view to_string(Verdict verdict);

/// What was found out about a bundle, in the order in which it was looked at.
class Report {
 public:
  void holds(std::string what) { tell(Mark::holds, std::move(what)); }
  void fails(std::string what) { tell(Mark::fails, std::move(what)); }
  void leaves_open(std::string what) { tell(Mark::open, std::move(what)); }
  /// What cannot be told of the contents, as `leaves_open` of who vouches for them.
  void cannot_tell(std::string what) {
    leaves_open(std::move(what));
    is_undecided_ = true;
  }
  void notes(std::string what) { tell(Mark::note, std::move(what)); }

  [[nodiscard]] const std::vector<Statement>& statements() const { return statements_; }
  [[nodiscard]] Verdict verdict() const;

 private:
  void tell(Mark mark, std::string what) { statements_.push_back({mark, std::move(what)}); }

  std::vector<Statement> statements_;
  bool is_undecided_ = false;
};

}  // namespace probe::evidence
