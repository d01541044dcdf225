// SPDX-License-Identifier: Apache-2.0
#include "probe/model/family.hpp"
#include "reports/report.hpp"
#include "reports/sentences.hpp"
#include "reports/terminal/canvas.hpp"
#include "reports/words.hpp"
#include "tests/unit/reports/sample_record.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

using probe::Outcome;
using probe::Reason;
using reports::Language;
using reports::TerminalStyle;
using reports::terminal::columns;
using tls::ProtocolVersion;

namespace {

std::string drawn(const probe::ScanRecord& record, const TerminalStyle& style = {}) {
  std::ostringstream out;
  reports::write_terminal(out, {record}, style);
  return out.str();
}

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// Every suite of every version accepted; in the odd places, open.
probe::ScanRecord widest() {
  auto record = reports::test::scan_of_three();
  record.targets.resize(1);
  auto& target = record.targets[0];
  target.target.host = std::string(63, 'w') + "." + std::string(63, 'x') + ".example";
  target.target.label = "東京 の とても長い 名前 " + std::string(90, 'y');
  for (auto& version : target.versions) {
    const auto all = version.refused.empty() ? std::vector<tls::CipherSuite>{} : version.refused[0].codes;
    version.refused.clear();
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (i % 9 == 8)
        version.inconclusive.push_back({{all[i]}, Reason::hello_size_unproven, 1});
      else
        version.accepted.push_back({all[i], probe::Rung::hello, tls::NamedGroup::SecP256r1MLKEM768, 256, 1});
    }
    version.outcome = Outcome::accepted;
  }
  return record;
}

}  // namespace

TEST_CASE("every line fits, and none ends in blanks") {
  for (const auto& record :
       {reports::test::scan_of_three(), reports::test::small_scan(), widest(), reports::test::scan_with_every_word()})
    for (const auto& [ascii, language] : {std::pair(false, Language::en), {true, Language::en}, {false, Language::ja}})
      for (const bool all_suites : {false, true})
        for (const std::size_t width : {reports::kLeastColumns, std::size_t{80}, reports::kMostColumns})
          for (const auto& line :
               lines_of(drawn(record, {false, ascii, all_suites, language, reports::Detail::all, width}))) {
            CAPTURE(line);
            CHECK(columns(line) <= width);
            CHECK((line.empty() || line.back() != ' '));
          }
}

TEST_CASE("ASCII is ASCII, and colour only when it is asked for") {
  for (const auto& record : {reports::test::scan_of_three(), widest()}) {
    const auto plain = drawn(record);
    CHECK(!has(plain, "\x1b"));
    const auto ascii = drawn(record, {false, true, true});
    CHECK(std::all_of(ascii.begin(), ascii.end(), [](char c) { return c == '\n' || (c >= 0x20 && c < 0x7F); }));

    // Colour changes nothing but colour.
    std::string bare;
    const auto color = drawn(record, {true, false, false});
    for (std::size_t at = 0; at < color.size(); ++at) {
      if (color[at] == '\x1b')
        at = color.find('m', at);
      else
        bare += color[at];
    }
    CHECK(has(color, "\x1b["));
    // Blanks at line ends are cut before and after a reset alike.
    std::string first_difference;
    for (std::size_t i = 0; i < std::min(bare.size(), plain.size()) && first_difference.empty(); ++i)
      if (bare[i] != plain[i]) first_difference = bare.substr(i > 60 ? i - 60 : 0, 120);
    CAPTURE(first_difference);
    CHECK(bare == plain);
  }
}

TEST_CASE("coverage adds up, and each cell is drawn once in the view of all suites") {
  for (const auto& record : {reports::test::scan_of_three(), widest()}) {
    const auto& target = record.targets[0];
    const auto sum = coverage(target);
    CHECK(sum.asked == sum.accepted + sum.refused + sum.inconclusive);

    auto one = record;
    one.targets.resize(1);
    std::size_t yes = 0, no = 0, open = 0;
    bool in_table = false;
    for (const auto& line : lines_of(drawn(one, {false, true, true}))) {
      if (has(line, "code, cipher suite")) in_table = true;
      if (line.empty() || line[0] == '*') in_table = false;
      const auto code = line.find("0x");
      if (!in_table || code == std::string::npos) continue;
      std::istringstream words(line.substr(0, code));
      for (std::string word; words >> word;) {
        yes += word.starts_with("yes") ? 1 : 0;
        no += word == "no";
        open += word == "?";
      }
    }
    CHECK(yes == sum.accepted);
    CHECK(no == sum.refused);
    CHECK(open == sum.inconclusive);
  }
}

TEST_CASE("cells of the family view keep apart, however large their numbers") {
  constexpr std::size_t kColumn = 11;
  std::size_t rows = 0;
  bool three_digits = false;
  for (const auto& line : lines_of(drawn(widest(), {false, true, false}))) {
    if (has(line, "code, cipher suite")) break;
    const bool is_row = has(line, "! ");
    if (!is_row) continue;
    ++rows;
    for (std::size_t at = kColumn; at < line.size(); at += kColumn) CHECK(line[at - 1] == ' ');
    for (auto at = line.find("! "); at != std::string::npos; at = line.find("! ", at + 1))
      three_digits = three_digits || line.substr(at + 5, 2) == " ?";
  }
  CHECK(rows >= 15);
  CHECK(three_digits);
}

TEST_CASE("the closing sentence says no more than is known") {
  using reports::test::accepted;
  using reports::test::suite;
  const auto refused = [](ProtocolVersion version) {
    return reports::test::whole_version({version, {}, {}, Reason::alert_protocol_version, {}});
  };
  probe::VersionResult open, unasked, modern, modern_and_open, weak, odd_open;
  modern = reports::test::whole_version({ProtocolVersion::TLSv1_2,
                                         {accepted("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256")},
                                         {},
                                         Reason::alert_handshake_failure,
                                         {}});
  modern_and_open = reports::test::whole_version({ProtocolVersion::TLSv1_2,
                                                  {accepted("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256")},
                                                  {{{suite("TLS_RSA_WITH_RC4_128_SHA")}, Reason::timed_out, 1}},
                                                  Reason::alert_handshake_failure,
                                                  {}});
  weak = reports::test::whole_version({ProtocolVersion::TLSv1_0,
                                       {accepted("TLS_RSA_WITH_RC4_128_SHA"), accepted("TLS_RSA_WITH_RC4_128_MD5")},
                                       {},
                                       Reason::alert_handshake_failure,
                                       {}});
  open.version = ProtocolVersion::TLSv1_1;
  open.outcome = Outcome::inconclusive;
  open.reason = Reason::timed_out;
  open.inconclusive = {
      {{suite("TLS_RSA_WITH_RC4_128_SHA"), suite("TLS_RSA_WITH_AES_128_CBC_SHA")}, Reason::timed_out, 1}};
  unasked.version = ProtocolVersion::SSLv2;
  probe::VersionResult only_asked = modern;
  only_asked.refused.clear();

  const struct {
    std::string name;
    std::vector<probe::VersionResult> versions;
    std::string sentence;
  } rows[] = {
      {"modern",
       {refused(ProtocolVersion::TLSv1_0), modern},
       "gw:443 accepts TLS 1.2 and refuses TLS 1.0. It refuses every suite with RC4, DES, 3DES, MD5 or SHA-1 that was "
       "asked."},
      {"weak",
       {weak, modern},
       "gw:443 accepts TLS 1.0 and TLS 1.2. Of what is going away it still accepts RC4 (2 suites), MD5 (1) and SHA-1 "
       "(1)."},
      {"one weak suite open",
       {modern_and_open},
       "gw:443 accepts TLS 1.2. It was not seen to accept a suite with RC4, DES, 3DES, MD5 or SHA-1, but not all of "
       "them could be determined. 1 cell could not be determined, and is not to be read as refused."},
      {"a version open",
       {open, modern},
       "gw:443 accepts TLS 1.2. It was not seen to accept a suite with RC4, DES, 3DES, MD5 or SHA-1, but not all of "
       "them could be determined. 2 cells could not be determined, and are not to be read as refused; nothing is known "
       "of TLS 1.1."},
      {"all open",
       {open},
       "gw:443 was not seen to accept anything. 2 cells could not be determined, and are not to be read as refused; "
       "nothing is known of TLS 1.1."},
      {"nothing", {refused(ProtocolVersion::TLSv1_0)}, "gw:443 refuses all that was asked."},
      {"nothing of it asked",
       {unasked, only_asked},
       "gw:443 accepts TLS 1.2. No suite with RC4, DES, 3DES, MD5 or SHA-1 was asked. Not asked: SSL 2.0."},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    probe::TargetRecord target;
    target.target.host = "gw";
    target.status = probe::TargetStatus::partial;
    target.versions = row.versions;
    CHECK(reports::closing_sentence(target, reports::Words(reports::Language::en)) == row.sentence);
  }
}

TEST_CASE("the headline tells what was measured, and never what was not asked as answered") {
  using probe::CallOutcome;
  using probe::Rung;
  struct Call {
    Rung rung;
    std::optional<CallOutcome> halt;
    probe::ExchangeId exchange = 1;
    std::string detail = {};
  };
  const Call through{Rung::sstp, {}}, uncalled{Rung::hello, CallOutcome::not_called, 0};
  const Call timed_out{Rung::tls, CallOutcome::http_timed_out};
  const Call believed{Rung::tls, CallOutcome::http_timed_out, 0, "not asked: the calls before this one all ended so"};
  const Call bad_gateway{Rung::tls, CallOutcome::other_status, 1, "HTTP status 502"};
  const struct {
    const char* name;
    std::vector<Call> calls;
    std::vector<std::string> told, untold;
  } rows[] = {
      {"all went through", {through, through}, {"went through in each accepted cell."}, {"never called"}},
      {"some went through, the rest was never called",
       {through, uncalled, uncalled},
       {"went through in 1 of 3 accepted cells. 2 cells were never called, and nothing is known of SSTP there."},
       {}},
      {"one was measured, most never called",
       {uncalled, uncalled, timed_out, uncalled},
       {"No SSTP call went through: TLS is up, but the SSTP request was not answered in time.",
        "3 cells were never called"},
       {"before this call's turn came"}},
      {"none was called",
       {uncalled, uncalled},
       {"No SSTP call was made before the scan ended"},
       {"went through", "in each"}},
      {"what is believed",
       {timed_out, believed, believed},
       {"not asked, since all before ended so: 2"},
       {"before this one"}},
      {"a page's status", {bad_gateway}, {"a status other than 200", "(HTTP status 502)"}, {}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    probe::TargetRecord target;
    target.target.host = "gw";
    target.status = probe::TargetStatus::partial;
    auto& version = target.versions.emplace_back();
    version.version = ProtocolVersion::TLSv1_2;
    version.outcome = Outcome::accepted;
    std::uint32_t code = 0xC02B;
    for (const auto& call : row.calls) {
      auto& suite = version.accepted.emplace_back();
      suite.code = tls::CipherSuite{code++};
      suite.rung = call.rung;
      suite.climb = probe::Climb{};
      suite.climb->exchange = call.exchange;
      suite.climb->halt = call.halt;
      suite.climb->detail = call.detail;
      target.sstp.calls += call.exchange;
    }
    const auto sentence = reports::closing_sentence(target, reports::Words(reports::Language::en));
    for (const auto& part : row.told) CHECK_MESSAGE(has(sentence, part), sentence);
    for (const auto& part : row.untold) CHECK_MESSAGE(!has(sentence, part), sentence);
  }
}

TEST_CASE("where nothing was accepted, the reader is told what to try") {
  const auto record = reports::test::unlike_scan();
  const reports::Words words(reports::Language::en);
  auto target = record.targets[1];
  CHECK(has(reports::closing_sentence(target, words), "Scan again with --sni NAME"));
  target.versions[0].inconclusive[0].alert = tls::AlertDescription::handshake_failure;
  CHECK(
      has(reports::closing_sentence(target, words), "without a name: try --sni NAME, another port, or the same later"));
  target.target.sni = "vpn.example.net";
  CHECK(has(reports::closing_sentence(target, words), "try another name with --sni NAME"));
  target.versions[0].inconclusive[0] = {target.versions[0].inconclusive[0].codes, Reason::timed_out, 1};
  CHECK_FALSE(has(reports::closing_sentence(target, words), "--sni"));  // silence is no answer
  CHECK_FALSE(has(reports::closing_sentence(record.targets[0], words), "--sni"));
}

TEST_CASE("an interrupt is told as the user's, and what was never begun as nothing else") {
  const auto record = reports::test::unlike_scan();
  const reports::Words words(reports::Language::en);
  const auto interrupted = reports::closing_sentence(record.targets[2], words);
  CHECK(has(interrupted, "The scan was interrupted by the user"));
  const auto not_started = reports::closing_sentence(record.targets[3], words);
  CHECK(not_started ==
        "gw3.example.net:443 was not scanned: the scan was interrupted by the user before it came to this target.");
  for (const auto& format : reports::formats<reports::Subject>()) {
    if (format.needs == reports::FormatTraits::Needs::transcripts) continue;
    std::ostringstream out;
    format.write(out, {record});
    CAPTURE(format.word);
    CHECK_FALSE(has(out.str(),
                    "deadline"
                    "_reached"));
    CHECK_FALSE(has(out.str(), "could not be scanned"));
    // Rows of cells and sentences have no room for a status; who reads those reads the sentence.
    const bool told = has(out.str(), "not_started") || has(out.str(), "not started") ||
                      has(out.str(), "443 was not scanned") || has(out.str(), "443` was not scanned");
    CHECK((told || format.word == "csv"));
  }
}

TEST_CASE("a target that was not reached has a sentence and no tables") {
  auto record = reports::test::scan_of_three();
  record.targets.erase(record.targets.begin(), record.targets.begin() + 2);
  const auto text = drawn(record);
  CHECK(has(text, "could not be scanned: The name has no address"));
  CHECK(!has(text, "coverage"));
  CHECK(!has(text, "RC4"));
}

TEST_CASE("the verdict alone, what it rests on, and all") {
  using reports::Detail;
  const auto record = reports::test::scan_of_three();
  const auto verdict = drawn(record, {.detail = Detail::verdict}), usual = drawn(record),
             all = drawn(record, {.detail = Detail::all});
  CHECK(usual.ends_with(verdict));
  CHECK(all.ends_with(verdict));
  for (const auto* part : {"coverage: ", "RC4   "}) {
    CHECK(!has(verdict, part));
    CHECK(has(usual, part));
    CHECK(has(all, part));
  }
  for (const auto* part : {"how it refused", "record MAC"}) {
    CHECK(!has(usual, part));
    CHECK(has(all, part));
  }
  // Whatever number of targets: what a sign means is said once.
  const std::string note = "was offered at once";
  CHECK(usual.find(note) == usual.rfind(note));
  CHECK(has(usual, note));
}

TEST_CASE("of many targets each has a line, unless all is asked for") {
  auto record = reports::test::scan_of_three();
  while (record.targets.size() < 9) record.targets.push_back(record.targets[0]);
  CHECK(!has(drawn(record), "coverage: "));
  CHECK(has(drawn(record, {.detail = reports::Detail::all}), "coverage: "));
  record.targets.pop_back();
  CHECK(has(drawn(record), "coverage: "));
}

TEST_CASE("refusals by alert and by closing are told apart") {
  const auto text = drawn(reports::test::scan_of_three(), {.detail = reports::Detail::all});
  CHECK(has(text, "TLS 1.2  343 suites: refused by the alert handshake_failure"));
  CHECK(has(text, "TLS 1.1  169 suites: closed each time"));
}

TEST_CASE("addresses of one target are compared, and no further than they are known") {
  auto record = reports::test::scan_of_three();
  record.targets.resize(1);
  for (auto& version : record.targets[0].versions) version.inconclusive.clear();
  record.targets[0].certificates = {{{{0x30, 0x01}}, 1}};
  record.targets.push_back(record.targets[0]);
  auto& second = record.targets[1];
  second.address = "192.0.2.99:443";
  const auto sentence = [&record] {
    auto text = drawn(record);
    text.erase(0, std::min(text.size(), text.rfind("The 2 addresses")));
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
  };
  CHECK(has(sentence(), "accept the same suites, and show the same certificates."));

  auto& version = *std::find_if(second.versions.begin(), second.versions.end(),
                                [](const auto& one) { return one.outcome == Outcome::accepted; });
  const auto code = version.accepted.back().code;
  version.inconclusive = {{{code}, Reason::timed_out, 1}};
  CHECK(has(sentence(), "as far as could be told"));

  version.inconclusive.clear();
  version.accepted.pop_back();
  second.certificates[0].certificates[0].back() = 0x02;
  CHECK(has(sentence(), "do not accept the same suites, and do not show the same certificates."));

  second.certificates.clear();
  CHECK(has(sentence(), "not all of them showed a certificate."));

  second.target.host = "other.example";
  CHECK_FALSE(has(drawn(record), "addresses of"));
}

TEST_CASE("columns of text") {
  CHECK(columns("") == 0);
  CHECK(columns("abc") == 3);
  CHECK(columns("✓ yes –") == 7);
  CHECK(columns("東京") == 4);
  CHECK(columns("ｶﾅ、。（）") == 10);
  CHECK(columns("€±é") == 3);
  CHECK(columns("\x1b[1;31mFAIL\x1b[0m rule") == 9);
}

TEST_CASE("Japanese is broken between characters, and no line begins or ends where none may") {
  std::ostringstream out;
  reports::terminal::Canvas canvas(out, {});
  // Forty wide characters fill a line: the full stop comes along with what is before it.
  std::string text;
  for (int i = 0; i < 40; ++i) text += "字";
  canvas.paragraph(text + "。（次）TLS 1.2 の暗号スイート", 2);
  const auto lines = lines_of(out.str());
  REQUIRE(lines.size() == 2);
  CHECK(columns(lines[0]) == 78);
  CHECK(lines[1] == "  字。（次）TLS 1.2 の暗号スイート");
}

TEST_CASE("ASCII speaks English, whatever was asked for") {
  const auto record = reports::test::small_scan();
  CHECK(drawn(record, {false, true, false, Language::ja}) == drawn(record, {false, true, false, Language::en}));
}
